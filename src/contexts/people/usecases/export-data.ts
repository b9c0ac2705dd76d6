import { once } from 'node:events';
import type { ReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import yazl from 'yazl';
import { m } from '#paraglide/messages.js';
import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { defineQueue, handleJobs, type JobWorker, sendJob } from '#platform/jobs.ts';
import { formatMoment, type Locale } from '#platform/locale.ts';
import { createPrivateFile, readPrivateFile, removeOldPrivateFiles, removePrivateFile, sizeOfPrivateFile } from '#platform/private-files.ts';
import { finishProgress, handleLongWork, listProgress, type LongWork, type Progress, startProgress } from '#platform/progress.ts';
import type { DataFile, DataHolder } from '../domain/data-holder.ts';
import type { PrivacyTerms } from '../domain/privacy-terms.ts';
import { type DataExport, finishExport, forgetExports, insertExport, listExportsOf } from '../store/exports.ts';
import { privacyTerms } from '../store/privacy-content.ts';
import { recordEvent } from './record-event.ts';
import { requirePerson } from './require-person.ts';

const kind = 'people.export-data';
const queue = defineQueue(kind, z.object({ progressId: z.uuid(), locale: z.enum(['kk', 'ru', 'en']) }), { longestRun: 3_600 });

/** For how many days an export is kept, and an erasure waits. */
export function privacyPeriods(): Pick<PrivacyTerms, 'exportKeptDays' | 'erasureWaitingDays'> {
	return privacyTerms();
}

/** An export and how far it is; without progress when that has been forgotten. */
export type ShownExport = Omit<DataExport, 'fileName'> & { readonly isReady: boolean; readonly progress: Progress | undefined };

/** The acting person's exports, newest first. Throws `person.required`. */
export async function listExports(actor: Actor): Promise<ShownExport[]> {
	const person = requirePerson(actor);
	const [exports, works] = await Promise.all([
		inTransaction(actingAs(person), (transaction) => listExportsOf(transaction, person.personId)),
		listProgress(person, kind)
	]);
	return exports.map(({ fileName, ...one }) => ({
		...one,
		isReady: fileName !== null && one.expiresAt !== null && one.expiresAt > new Date(),
		progress: works.find(({ id }) => id === one.id)
	}));
}

/**
 * Asks for a file with everything about the acting person, in their language. One that is being made already is not begun twice. Returns its id.
 * Throws `person.required`, and `export.too_many` when there were too many within a day.
 */
export async function requestExport(actor: Actor, locale: Locale): Promise<string> {
	const person = requirePerson(actor);
	const before = await listExports(person);
	const underWay = before.find(({ progress }) => progress?.state === 'waiting' || progress?.state === 'running');
	if (underWay !== undefined) return underWay.id;
	const { exportsPerDay } = privacyTerms();
	const dayAgo = Date.now() - 24 * 60 * 60 * 1000;
	if (before.filter(({ requestedAt }) => requestedAt.getTime() > dayAgo).length >= exportsPerDay)
		throw new DomainError('export.too_many', { limit: exportsPerDay });
	return inTransaction(actingAs(person), async (transaction) => {
		const id = await startProgress(transaction, person, kind);
		await insertExport(transaction, { id, personId: person.personId, locale });
		await sendJob(transaction, queue, { progressId: id, locale }, { actor: person, id });
		await recordEvent(transaction, person, { action: 'export.requested', subjectId: id });
		return id;
	});
}

/**
 * The file of an own export, while it is kept. That it was taken is an event.
 * Throws `person.required`, and `export.not_found`, also when it has expired or is somebody else's.
 */
export async function openExport(actor: Actor, id: string): Promise<{ stream: ReadStream; bytes: number; requestedAt: Date }> {
	const person = requirePerson(actor);
	return inTransaction(actingAs(person), async (transaction) => {
		const found = (await listExportsOf(transaction, person.personId)).find((one) => one.id === id);
		const fileName = found?.expiresAt && found.expiresAt > new Date() ? found.fileName : null;
		const stream = fileName === null ? undefined : await readPrivateFile(fileName);
		if (found === undefined || stream === undefined) throw new DomainError('export.not_found');
		await recordEvent(transaction, person, { action: 'export.downloaded', subjectId: id });
		return { stream, bytes: found.bytes ?? 0, requestedAt: found.requestedAt };
	});
}

/** The list of contents, in the person's language: what each file is. */
function readMe(files: readonly Omit<DataFile, 'content'>[], locale: Locale): string {
	const lines = new Map(files.map(({ path, pattern, about }) => [pattern ?? path, about]));
	return [
		m.data_readme_title({}, { locale }),
		'',
		m.data_readme_made({ moment: formatMoment(new Date(), locale) }, { locale }),
		m.data_readme_formats({}, { locale }),
		'',
		...[...lines].map(([name, about]) => `${name}\n    ${about}`),
		'',
		m.data_readme_not({}, { locale }),
		''
	].join('\r\n');
}

/** Writes everything that the holders have into one archive, file by file; nothing but the file at hand is in memory. */
async function writeArchive(
	{ person, report }: Pick<LongWork<unknown>, 'person' | 'report'>,
	locale: Locale,
	holders: readonly DataHolder[],
	stream: NodeJS.WritableStream
): Promise<void> {
	const archive = new yazl.ZipFile();
	const written = pipeline(archive.outputStream, stream);
	// A disk that is full ends the work below; until then nobody looks.
	written.catch(() => undefined);
	const counts = await Promise.all(holders.map((holder) => holder.count(person)));
	const total = counts.reduce((sum, count) => sum + count, 0);
	let done = 0;
	await report(0, total);
	const step = () => report(++done);
	const files: Omit<DataFile, 'content'>[] = [];
	for (const holder of holders) {
		for await (const { content, ...file } of holder.collect(person, locale, step)) {
			const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
			archive.addBuffer(bytes, file.path);
			files.push(file);
		}
	}
	archive.addBuffer(Buffer.from(`\uFEFF${readMe(files, locale)}`), 'README.txt');
	archive.end();
	await written;
}

async function makeExport(work: LongWork<{ progressId: string; locale: Locale }>, holders: readonly DataHolder[]): Promise<void> {
	const { person, data } = work;
	const { name, stream } = createPrivateFile();
	try {
		await once(stream, 'open');
		await writeArchive(work, data.locale, holders, stream);
		const bytes = await sizeOfPrivateFile(name);
		await inTransaction(actingAs(person), async (transaction) => {
			const file = { name, bytes, days: privacyTerms().exportKeptDays };
			if (!(await finishExport(transaction, person.personId, data.progressId, file))) throw new DomainError('export.not_found');
			await recordEvent(transaction, person, { action: 'export.ready', subjectId: data.progressId });
			await finishProgress(transaction, person, data.progressId, {});
		});
	} catch (error) {
		stream.destroy();
		await removePrivateFile(name);
		throw error;
	}
}

/** Makes exports in the background, in the name of the person who asked. */
export function exportJob(holders: readonly DataHolder[]): JobWorker {
	return handleLongWork(queue, async (work) => {
		await makeExport(work, holders);
		return {};
	});
}

const tidyQueue = defineQueue('people.forget-exports', z.object({}));

/** Deletes the files of exports whose time is over, every night, and what broken work left behind. */
export const forgetExportsJob = handleJobs(
	tidyQueue,
	async () => {
		for (const name of await forgetExports()) await removePrivateFile(name);
		await removeOldPrivateFiles(privacyTerms().exportKeptDays + 1);
	},
	{ schedule: '41 2 * * *' }
);

