/** Asks the service worker to keep the pages of this attempt on the device. Does nothing where there is no service worker. */
export async function keepPages(keptPages: string): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	try {
		await navigator.serviceWorker.register('/service-worker.js', { type: 'module' });
		const { active } = await navigator.serviceWorker.ready;
		const saveData = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
		active?.postMessage({ type: 'keep', url: keptPages, allLocales: !saveData });
	} catch {
		// Without it only going on offline is lost; answers are kept all the same.
	}
}
