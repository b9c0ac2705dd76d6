import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, type ReadStream, type WriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

let folder: string | undefined;

/** Where this process keeps files for one person each: under the data folder, out of reach of other users of the machine. */
export function openPrivateFiles(dataDirectory: string): void {
	folder = path.join(dataDirectory, 'private-files');
	mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function place(name: string): string {
	if (folder === undefined) throw new Error('The private files are not open');
	// Names are ours; one that is not came from somewhere else.
	if (!/^[\da-f]{48}$/.test(name)) throw new Error('This is no name of a private file');
	return path.join(folder, name);
}

/** A new file under a name that nobody can guess. */
export function createPrivateFile(): { readonly name: string; readonly stream: WriteStream } {
	const name = randomBytes(24).toString('hex');
	return { name, stream: createWriteStream(place(name), { flags: 'wx', mode: 0o600 }) };
}

/** The file, or undefined when it is gone. */
export async function readPrivateFile(name: string): Promise<ReadStream | undefined> {
	const found = await stat(place(name)).catch(() => undefined);
	return found === undefined ? undefined : createReadStream(place(name));
}

export async function sizeOfPrivateFile(name: string): Promise<number> {
	return (await stat(place(name))).size;
}

/** Deletes the file; one that is gone already is fine. */
export async function removePrivateFile(name: string): Promise<void> {
	await rm(place(name), { force: true });
}

/** Deletes what is older, whoever left it: also pieces of work that broke off. Returns how many files. */
export async function removeOldPrivateFiles(days: number): Promise<number> {
	const latest = Date.now() - days * 24 * 60 * 60 * 1000;
	let removed = 0;
	for (const name of (await readdir(folder ?? '')).filter((one) => /^[\da-f]{48}$/.test(one))) {
		const found = await stat(place(name)).catch(() => undefined);
		if (found === undefined || found.mtimeMs >= latest) continue;
		await removePrivateFile(name);
		removed += 1;
	}
	return removed;
}
