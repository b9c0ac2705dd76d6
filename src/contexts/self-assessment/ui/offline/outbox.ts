import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/**
 * What was given on this device and is on its way to the server. Each entry is one idempotent PUT; a newer one for the same address takes the
 * place of the older. Entries that arrived stay as "saved", so that pages kept on the device can show them.
 */
export interface OutboxEntry {
	readonly url: string;
	readonly attempt: string;
	readonly body: unknown;
	/** When it was given, in milliseconds by the clock of this device. */
	readonly givenAt: number;
	readonly state: 'waiting' | 'saved' | 'refused';
	/** When the server stored it, as it said. */
	readonly savedAt?: string;
}

interface Schema extends DBSchema {
	outbox: { key: string; value: OutboxEntry; indexes: { state: string; attempt: string } };
}

let opening: Promise<IDBPDatabase<Schema>> | undefined;

function open(): Promise<IDBPDatabase<Schema>> {
	opening ??= openDB<Schema>('qadam', 1, {
		upgrade(database) {
			const store = database.createObjectStore('outbox', { keyPath: 'url' });
			store.createIndex('state', 'state');
			store.createIndex('attempt', 'attempt');
		}
	});
	return opening;
}

/** Entries on their way into the database lie here for a moment: unlike it, this is written before the next line runs. */
const waitingRoom = 'qadam-outbox ';

/**
 * Opens the outbox and takes in what a page that was closed in the same moment had left in the waiting room. Rejects where the browser keeps
 * nothing (some private modes): the page then works by plain form posts.
 */
export async function openOutbox(): Promise<void> {
	const database = await open();
	for (const key of Object.keys(localStorage).filter((name) => name.startsWith(waitingRoom))) {
		const entry = JSON.parse(localStorage.getItem(key) ?? '{}') as OutboxEntry;
		const current = await database.get('outbox', entry.url);
		if (current === undefined || current.givenAt < entry.givenAt) await database.put('outbox', entry);
		localStorage.removeItem(key);
	}
}

/** Keeps an entry. It survives even when the page is left in the same moment. */
export async function putEntry(entry: OutboxEntry): Promise<void> {
	const key = waitingRoom + entry.url;
	const text = JSON.stringify(entry);
	localStorage.setItem(key, text);
	await (await open()).put('outbox', entry);
	if (localStorage.getItem(key) === text) localStorage.removeItem(key);
}

/** Takes in what the server already has, as saved, where this device has nothing newer: so that pages kept on the device can show it. */
export async function takeIn(entries: readonly OutboxEntry[]): Promise<void> {
	const transaction = (await open()).transaction('outbox', 'readwrite');
	for (const entry of entries) {
		const current = await transaction.store.get(entry.url);
		if (current === undefined || current.givenAt < entry.givenAt) await transaction.store.put(entry);
	}
	await transaction.done;
}

export async function entriesOf(attempt: string): Promise<OutboxEntry[]> {
	return (await open()).getAllFromIndex('outbox', 'attempt', attempt);
}

export async function waitingEntries(): Promise<OutboxEntry[]> {
	return (await open()).getAllFromIndex('outbox', 'state', 'waiting');
}

/** Notes what became of an entry, unless a newer one has taken its place meanwhile. */
export async function settleEntry(sent: OutboxEntry, outcome: Pick<OutboxEntry, 'state' | 'savedAt'>): Promise<void> {
	const transaction = (await open()).transaction('outbox', 'readwrite');
	const current = await transaction.store.get(sent.url);
	if (current?.givenAt === sent.givenAt) await transaction.store.put({ ...sent, ...outcome });
	await transaction.done;
}

export async function clearOutbox(): Promise<void> {
	for (const key of Object.keys(localStorage).filter((name) => name.startsWith(waitingRoom))) localStorage.removeItem(key);
	await (await open()).clear('outbox');
}

/** Forgets the entries of an attempt that arrived; those that did not are kept. */
export async function dropSavedEntries(attempt: string): Promise<void> {
	const transaction = (await open()).transaction('outbox', 'readwrite');
	for (const entry of await transaction.store.index('attempt').getAll(attempt)) if (entry.state === 'saved') await transaction.store.delete(entry.url);
	await transaction.done;
}
