import { once } from 'node:events';
import type { ReadStream } from 'node:fs';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import { recordEvent, requireRight } from '#contexts/people/index.ts';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { csvRow, csvStart } from '#platform/csv-text.ts';
import { insightDatabase, inTransaction, type Queryable } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { defineQueue, type JobWorker, sendJob } from '#platform/jobs.ts';
import { type Locale, locales } from '#platform/locale.ts';
import { createPrivateFile, readPrivateFile, removePrivateFile, sizeOfPrivateFile } from '#platform/private-files.ts';
import { cancelProgress, finishProgress, handleLongWork, listProgress, type Progress, startProgress } from '#platform/progress.ts';
import { personColumns, recordLength, timesTheMinimum, writePersonRows } from '../domain/export/person-rows.ts';
import type { MeasureLayout } from '../domain/measures.ts';
import { findRowGroups, mayTakeRows, readSharedRecords, type RowGroups } from '../store/exports.ts';
import { viewResults } from './view-results.ts';
import { layoutOfWave } from './wave-layout.ts';

const kind = 'insight.export-rows';
const jobSchema = z.object({ progressId: z.uuid(), waveId: z.uuid(), nodeId: z.uuid(), locale: z.enum(locales) });
const queue = defineQueue(kind, jobSchema, { longestRun: 3_600 });

const resultSchema = z.object({ waveId: z.uuid(), nodeId: z.uuid(), fileName: z.string(), bytes: z.int(), rows: z.int() });
type RowExportResult = z.infer<typeof resultSchema>;

/** An export that somebody asked for, and what came of it. */
export interface RowExport {
	readonly id: string;
	readonly progress: Progress;
	/** Null until it is ready. */
	readonly result: Omit<RowExportResult, 'fileName'> | null;
}

const personOf = (actor: Actor): Person => {
	if (actor.kind !== 'person') throw new DomainError('person.required');
	return actor;
};

const readResult = ({ state, result }: Progress): RowExportResult | null => (state === 'done' ? (resultSchema.safeParse(result).data ?? null) : null);

/** The acting person's exports of rows of a wave, newest first, with those that are still being made. */
export async function listRowExports(actor: Actor, waveId: string): Promise<RowExport[]> {
	const works = await listProgress(personOf(actor), kind);
	return works.flatMap((progress) => {
		const result = readResult(progress);
		if (result !== null && result.waveId !== waveId) return [];
		if (result === null && progress.state !== 'waiting' && progress.state !== 'running') return [];
		return [{ id: progress.id, progress, result }];
	});
}

/** Whether rows of single persons may be given out of a place with so many. */
export function areEnoughForRows(persons: number | null, minimumSize: number): boolean {
	return persons !== null && persons >= timesTheMinimum * minimumSize;
}

/**
 * Asks for a file with one row for each person who shared at a place and below, without anything that tells who it is (docs/adr/0022-exports.md).
 * Returns the id of the work. Throws `right.missing`, `wave.rows_too_few`, and what `viewResults` throws.
 */
export async function requestRowExport(actor: Actor, waveId: string, nodeId: string | undefined, locale: Locale): Promise<string> {
	if (nodeId !== undefined && !isUuid(nodeId)) throw new DomainError('wave.node_unknown');
	const person = personOf(actor);
	const { wave, node, whole } = await viewResults(person, waveId, nodeId);
	await requireRight(person, 'wave.rows', { organisationId: node.id });
	if (!areEnoughForRows(whole?.persons ?? null, wave.minimumSize))
		throw new DomainError('wave.rows_too_few', { persons: timesTheMinimum * wave.minimumSize });
	return inTransaction(actingAs(person), async (transaction) => {
		const id = await startProgress(transaction, person, kind);
		await sendJob(transaction, queue, { progressId: id, waveId, nodeId: node.id, locale }, { actor: person, id });
		await recordEvent(transaction, person, { action: 'wave.rows_asked', subjectId: waveId, details: { place: node.id } });
		return id;
	});
}

/** Stops an export that is being made. */
export async function cancelRowExport(actor: Actor, id: string): Promise<void> {
	await cancelProgress(personOf(actor), id);
}

/**
 * The file of an own export, while it is kept; that it was taken is an event. The right is asked for again: who has lost the role meanwhile does
 * not get it. Throws `wave.export_not_found`, also for somebody else's.
 */
export async function openRowExport(actor: Actor, waveId: string, id: string): Promise<{ stream: ReadStream; bytes: number }> {
	const person = personOf(actor);
	const found = (await listRowExports(person, waveId)).find((one) => one.id === id);
	const result = found === undefined ? null : readResult(found.progress);
	if (result === null) throw new DomainError('wave.export_not_found');
	await requireRight(person, 'wave.rows', { organisationId: result.nodeId });
	const stream = await readPrivateFile(result.fileName);
	if (stream === undefined) throw new DomainError('wave.export_not_found');
	await inTransaction(actingAs(person), (transaction) =>
		recordEvent(transaction, person, { action: 'wave.rows_exported', subjectId: waveId, details: { place: result.nodeId, rows: result.rows } })
	);
	return { stream, bytes: result.bytes };
}

/** A piece of the file, and how many rows it has. */
export interface RowsPiece {
	readonly bytes: Uint8Array;
	readonly rows: number;
}

/** The file in pieces: a row for each who shared at the node and below, with the name of the place directly below, where that one is shown. */
export async function* writeRows(
	insight: Queryable,
	{ waveId, nodeId, layout, shown, locale }: Pick<RowGroups, 'shown'> & {
		readonly waveId: string;
		readonly nodeId: string;
		readonly layout: MeasureLayout;
		readonly locale: Locale;
	}
): AsyncGenerator<RowsPiece> {
	const groups = ['', ...shown.map(({ name }) => csvRow([name[locale]]).trimEnd())].map((group) => Buffer.from(group));
	const length = recordLength(layout);
	yield { bytes: Buffer.from(`${csvStart}${personColumns(layout).join(',')}\r\n`), rows: 0 };
	for await (const records of readSharedRecords(insight, waveId, nodeId, shown.map(({ id }) => id))) {
		yield { bytes: writePersonRows(layout, groups, records), rows: records.length / length };
	}
}

/** Makes exports of rows in the background, with the login that alone sees what was shared. */
export const rowExportJob: JobWorker = handleLongWork(queue, async ({ person, data, report }) => {
	const { progressId, waveId, nodeId, locale } = data;
	const { wave, whole } = await viewResults(person, waveId, nodeId);
	const groups = await findRowGroups(insightDatabase(), waveId, nodeId);
	// The role may have gone, and the wave may have been withdrawn, since it was asked for.
	const isAllowed = await inTransaction(actingAs(person), (transaction) => mayTakeRows(transaction, nodeId));
	if (!isAllowed) throw new DomainError('right.missing');
	if (groups.persons === null || !areEnoughForRows(whole?.persons ?? null, wave.minimumSize))
		throw new DomainError('wave.rows_too_few', { persons: timesTheMinimum * wave.minimumSize });
	const layout = await layoutOfWave(wave);
	const { name, stream } = createPrivateFile();
	try {
		await once(stream, 'open');
		let done = 0;
		await report(0, groups.persons);
		for await (const { bytes, rows } of writeRows(insightDatabase(), { waveId, nodeId, layout, shown: groups.shown, locale })) {
			if (!stream.write(bytes)) await once(stream, 'drain');
			done += rows;
			await report(done);
		}
		stream.end();
		await once(stream, 'close');
		const result: RowExportResult = { waveId, nodeId, fileName: name, bytes: await sizeOfPrivateFile(name), rows: done };
		await inTransaction(actingAs(person), (transaction) => finishProgress(transaction, person, progressId, { result }));
		return {};
	} catch (error) {
		stream.destroy();
		await removePrivateFile(name);
		throw error;
	}
});
