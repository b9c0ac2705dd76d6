/**
 * Asks the service worker to keep the pages of this attempt on the device; `keptPages` is the address of the blank pages of its instrument. Does
 * nothing where there is no service worker.
 */
export async function keepPages(attempt: string, keptPages: string): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	try {
		await navigator.serviceWorker.register('/service-worker.js', { type: 'module' });
		const { active } = await navigator.serviceWorker.ready;
		const saveData = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
		active?.postMessage({ type: 'keep', attempt, url: keptPages, allLocales: !saveData });
	} catch {
		// Without it only going on offline is lost; answers are kept all the same.
	}
}
