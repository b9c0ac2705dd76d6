import { type OutboxEntry, settleEntry, waitingEntries } from './outbox.ts';

/** How many requests travel at once: a slow line is not helped by more. */
const atOnce = 4;
/** Answers of one attempt travel together. */
const mostTogether = 50;

/** `sent`: nothing waits any more; `retry`: no connection, or the server is busy; `unknown_person`: the code on this device opens nothing. */
export type SendOutcome = 'sent' | 'retry' | 'unknown_person';

const answerAddress = /^(.*\/answers)\/([\d.]+)$/;

/** Puts something to the server; undefined without a connection. */
async function put(url: string, body: unknown): Promise<Response | undefined> {
	const headers = { 'content-type': 'application/json' };
	return fetch(url, { method: 'PUT', headers, body: JSON.stringify(body), credentials: 'same-origin' }).catch(() => undefined);
}

/** What a refusal means; undefined: final, the attempt is submitted or erased. The entry is then kept: nothing given disappears in silence. */
function troubleOf(response: Response | undefined): 'retry' | 'unknown_person' | undefined {
	if (response === undefined || response.status >= 500 || response.status === 429 || response.status === 408) return 'retry';
	return response.status === 401 ? 'unknown_person' : undefined;
}

async function sendOne(entry: OutboxEntry): Promise<SendOutcome> {
	const response = await put(entry.url, entry.body);
	if (response?.ok === true) {
		const stored = response.status === 200 ? ((await response.json()) as { savedAt?: string }) : {};
		await settleEntry(entry, { state: 'saved', savedAt: stored.savedAt ?? new Date().toISOString() });
		return 'sent';
	}
	const trouble = troubleOf(response);
	if (trouble === undefined) await settleEntry(entry, { state: 'refused' });
	return trouble ?? 'sent';
}

/** Sends answers of one attempt in one request. */
async function sendAnswers(address: string, entries: readonly OutboxEntry[]): Promise<SendOutcome> {
	const [first, second] = entries;
	if (first === undefined) return 'sent';
	if (second === undefined) return sendOne(first);
	const itemOf = (entry: OutboxEntry): string | undefined => answerAddress.exec(entry.url)?.[2];
	const response = await put(address, { answers: entries.map((entry) => ({ item: itemOf(entry), ...(entry.body as object) })) });
	if (response?.ok !== true) {
		const trouble = troubleOf(response);
		if (trouble !== undefined) return trouble;
		// One of them, or all: each gets its own verdict.
		for (const entry of entries) {
			const outcome = await sendOne(entry);
			if (outcome !== 'sent') return outcome;
		}
		return 'sent';
	}
	const { answers } = (await response.json()) as { answers: { item: string; savedAt?: string }[] };
	const savedAt = new Map(answers.map((answer) => [answer.item, answer.savedAt]));
	for (const entry of entries) {
		const moment = savedAt.get(itemOf(entry) ?? '');
		await settleEntry(entry, moment === undefined ? { state: 'refused' } : { state: 'saved', savedAt: moment });
	}
	return 'sent';
}

async function sendWaiting(onProgress: () => void): Promise<SendOutcome> {
	for (;;) {
		const waiting = (await waitingEntries()).sort((a, b) => a.givenAt - b.givenAt);
		if (waiting.length === 0) return 'sent';
		const groups = new Map<string, OutboxEntry[]>();
		for (const entry of waiting) {
			const address = answerAddress.exec(entry.url)?.[1] ?? entry.url;
			groups.set(address, [...(groups.get(address) ?? []), entry]);
		}
		const next = [...groups].slice(0, atOnce);
		const outcomes = await Promise.all(next.map(async ([address, entries]) => sendAnswers(address, entries.slice(0, mostTogether))));
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
