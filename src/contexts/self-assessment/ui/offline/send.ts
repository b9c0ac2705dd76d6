import { type OutboxEntry, settleEntry, waitingEntries } from './outbox.ts';

/** How many answers travel at once: a slow line is not helped by more. */
const atOnce = 4;

/** `sent`: nothing waits any more; `retry`: no connection, or the server is busy; `unknown_person`: the code on this device opens nothing. */
export type SendOutcome = 'sent' | 'retry' | 'unknown_person';

async function sendOne(entry: OutboxEntry): Promise<SendOutcome> {
	let response: Response;
	try {
		response = await fetch(entry.url, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(entry.body),
			credentials: 'same-origin'
		});
	} catch {
		return 'retry'; // no connection
	}
	if (response.ok) {
		const stored = response.status === 200 ? ((await response.json()) as { savedAt?: string }) : {};
		await settleEntry(entry, { state: 'saved', savedAt: stored.savedAt ?? new Date().toISOString() });
		return 'sent';
	}
	if (response.status === 401) return 'unknown_person';
	if (response.status >= 500 || response.status === 429 || response.status === 408) return 'retry';
	// Final: the attempt is submitted or erased. The entry is kept, so that nothing given disappears in silence.
	await settleEntry(entry, { state: 'refused' });
	return 'sent';
}

async function sendWaiting(onProgress: () => void): Promise<SendOutcome> {
	for (;;) {
		const waiting = (await waitingEntries()).sort((a, b) => a.givenAt - b.givenAt).slice(0, atOnce);
		if (waiting.length === 0) return 'sent';
		const outcomes = await Promise.all(waiting.map(sendOne));
		onProgress();
		const trouble = outcomes.find((outcome) => outcome !== 'sent');
		if (trouble !== undefined) return trouble;
	}
}

/** Sends what waits, oldest first. One sender at a time on a device: pages, tabs and the service worker share a lock. */
export function sendOutbox(onProgress: () => void = () => undefined): Promise<SendOutcome> {
	const send = () => sendWaiting(onProgress);
	return 'locks' in navigator ? navigator.locks.request('qadam-outbox', send) : send();
}
