import { z } from 'zod';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { defineQueue, sendJob } from '#platform/jobs.ts';
import { cancelProgress, findProgress, finishProgress, type LongWork, type Outcome, type Progress, startProgress } from '#platform/progress.ts';
import { readTableFile } from '#platform/table-file.ts';
import {
	countOutcomes,
	type ImportKind,
	type ImportOutcome,
	isSamePlan,
	type OutcomeCounts,
	type PlannedRow,
	type ReadRow,
	readRecords
} from '../domain/import.ts';
import {
	countImportRows,
	deleteImport,
	findImport,
	type ImportOptions,
	insertImport,
	listImportRows,
	listImports,
	lockImport,
	markCommitted,
	replacePlan,
	type StoredImport,
	type StoredRow,
	updateProgressId
} from '../store/imports.ts';
import { mayByRole } from '../store/rights.ts';
import type { ImportType } from './import-kind.ts';
import { organisationImport } from './import-organisations.ts';
import { memberImport } from './invitations/import-people.ts';
import { recordEvent } from './record-event.ts';
import { requireRightIn } from './rights.ts';

export type { StoredImport, StoredRow } from '../store/imports.ts';

/** What can be imported. */
const types: Readonly<Record<ImportKind, ImportType>> = { organisations: organisationImport, people: memberImport };

/** Largest file that is taken, in megabytes: a hundred thousand rows of people have about ten. */
export const largestImport = 16;

export const importQueue = defineQueue('people.import', z.object({ progressId: z.uuid(), importId: z.uuid() }));

function typeOf(kind: ImportKind): ImportType {
	return types[kind];
}

/** What is wrong with a file as a file, in the words of an import. */
const fileCodes: Readonly<Record<string, string>> = {
	'csv.empty': 'import.no_rows',
	'csv.not_csv': 'import.file_kind',
	'csv.encoding': 'import.file_encoding',
	'csv.malformed': 'import.file_malformed',
	'csv.too_large': 'import.file_too_large',
	'spreadsheet.not_xlsx': 'import.file_kind',
	'spreadsheet.too_large': 'import.file_too_large'
};

async function readFile(bytes: Uint8Array, type: ImportType): Promise<ReadRow<string>[]> {
	try {
		return readRecords(await readTableFile(bytes, { megabytes: largestImport }), type.columns);
	} catch (error) {
		const code = error instanceof DomainError ? fileCodes[error.code] : undefined;
		throw code === undefined ? error : new DomainError(code, (error as DomainError).parameters);
	}
}

const withRecords = (planned: readonly PlannedRow[], rows: readonly ReadRow<string>[]): StoredRow[] =>
	planned.map(({ line, label, outcome, targetId, changes, problems }, index) => ({
		line, label, outcome, targetId, changes, problems, record: rows[index]?.record ?? {}
	}));

export interface ImportFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** No control characters, no path: the name is only shown. */
const shownName = (name: string) => name.normalize('NFC').replaceAll(/[\p{Cc}\p{Cs}]/gu, '').split(/[/\\]/).at(-1)?.slice(0, 200) ?? '';

/**
 * Reads a file for an organisation, says for each row what it would do, and keeps that: nothing is changed yet. Returns the id of the import.
 * Throws `account.required`, `right.missing`, `import.file_missing`, the codes of unreadable files (`import.file_…`) and of `readRecords`.
 */
export async function previewImport(actor: Actor, kind: ImportKind, organisationId: string, file: ImportFile): Promise<string> {
	const type = typeOf(kind);
	const options = { areAlikeOthers: false };
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, type.right, { organisationId });
		if (file.bytes.length === 0) throw new DomainError('import.file_missing');
		const rows = await readFile(file.bytes, type);
		const planned = await type.plan(transaction, { organisationId, options }, rows);
		const { personId } = actor as Person; // whoever has a right by role is a person
		return insertImport(transaction, personId, { kind, organisationId, fileName: shownName(file.name), options }, withRecords(planned, rows));
	});
}

async function progressOf(person: Person, stored: StoredImport | undefined): Promise<Progress | undefined> {
	const progressId = stored?.progressId ?? null;
	return progressId === null ? undefined : findProgress(person, progressId);
}

/** Runs `work` on an own import that was not carried out and is not under way. Throws `import.not_found`, `import.committed`, `import.running`. */
async function onOpenImport<Result>(
	actor: Actor,
	importId: string,
	work: (transaction: DatabaseTransaction, person: Person, stored: StoredImport) => Promise<Result>
): Promise<Result> {
	if (actor.kind !== 'person') throw new DomainError('account.required');
	const seen = await inTransaction(actingAs(actor), (transaction) => findImport(transaction, actor.personId, importId));
	const progress = await progressOf(actor, seen);
	if (progress?.finishedAt === null) throw new DomainError('import.running');
	return inTransaction(actingAs(actor), async (transaction) => {
		const stored = await lockImport(transaction, actor.personId, importId);
		if (stored === undefined) throw new DomainError('import.not_found');
		if (stored.committedAt !== null) throw new DomainError('import.committed');
		if (stored.progressId !== seen?.progressId) throw new DomainError('import.running');
		await requireRightIn(transaction, actor, typeOf(stored.kind).right, { organisationId: stored.organisationId });
		return work(transaction, actor, stored);
	});
}

/**
 * Plans the same file again: because others have changed something meanwhile, or because what looks like something known is something else.
 * Throws `import.not_found`, `import.committed`, `import.running`, `right.missing`.
 */
export async function planImportAgain(actor: Actor, importId: string, options: ImportOptions): Promise<void> {
	await onOpenImport(actor, importId, async (transaction, _person, { kind, organisationId }) => {
		const rows = await listImportRows(transaction, importId);
		const planned = await typeOf(kind).plan(transaction, { organisationId, options }, rows);
		await replacePlan(transaction, importId, options, withRecords(planned, rows));
	});
}

/**
 * Has the import carried out, in the background. Throws `import.not_found`, `import.committed`, `import.running`, `right.missing`, and
 * `import.nothing_to_do` when no row is new or changed.
 */
export async function startImport(actor: Actor, importId: string): Promise<void> {
	await onOpenImport(actor, importId, async (transaction, person, stored) => {
		const counts = await countImportRows(transaction, importId);
		const total = counts.new + counts.changed;
		if (total === 0) throw new DomainError('import.nothing_to_do');
		const progressId = await startProgress(transaction, person, importQueue.name, total);
		await updateProgressId(transaction, stored.id, progressId);
		await sendJob(transaction, importQueue, { progressId, importId }, { actor: person });
	});
}

/**
 * Carries out what was looked at: all of it in one transaction, or nothing. Whoever cancels, or a process that ends, leaves everything as it was.
 * Throws `right.missing` when the role has ended, and `import.outdated` when the same file would now do something else than what was shown.
 */
export async function commitImport({ person, data, report }: LongWork<{ progressId: string; importId: string }>): Promise<Outcome> {
	const { importId, progressId } = data;
	return inTransaction(actingAs(person), async (transaction) => {
		const stored = await lockImport(transaction, person.personId, importId);
		if (stored === undefined) throw new DomainError('import.not_found');
		const type = typeOf(stored.kind);
		const { organisationId, options } = stored;
		await type.lock(transaction);
		const rows = await listImportRows(transaction, importId);
		const result = countOutcomes(rows);
		if (stored.committedAt !== null) return { result }; // a process ended between the commit and the note that the job is done
		// A job knows the person without the account; the role decides.
		if (!(await mayByRole(transaction, type.right, organisationId))) throw new DomainError('right.missing');
		const planned = await type.plan(transaction, { organisationId, options }, rows);
		if (!isSamePlan(planned, rows)) throw new DomainError('import.outdated');
		const targets = await type.apply(transaction, person, { organisationId, options }, planned, (done) => report(done));
		await markCommitted(transaction, importId, targets);
		await recordEvent(transaction, person, { action: type.event, subjectId: organisationId, details: { ...result } });
		// In the same transaction: whoever cancels in the last moment finds nothing changed, or everything done.
		await finishProgress(transaction, person, progressId, { result });
		return { result };
	});
}

export type ImportState = 'preview' | 'running' | 'done' | 'failed' | 'cancelled';

export interface ImportView {
	readonly stored: StoredImport;
	readonly state: ImportState;
	readonly progress: Progress | undefined;
	readonly counts: OutcomeCounts;
	readonly rows: readonly StoredRow[];
	readonly page: number;
	readonly pages: number;
}

export const importRowsPerPage = 50;

function stateOf(stored: StoredImport, progress: Progress | undefined): ImportState {
	if (stored.committedAt !== null) return 'done';
	if (progress === undefined) return 'preview';
	return progress.state === 'waiting' || progress.state === 'done' ? 'running' : progress.state;
}

/** An own import with a page of its rows, of one outcome when named. Throws `account.required` and `import.not_found`. */
export async function viewImport(
	actor: Actor,
	importId: string,
	{ outcome, page = 1 }: { readonly outcome?: ImportOutcome | undefined; readonly page?: number } = {}
): Promise<ImportView> {
	if (actor.kind !== 'person') throw new DomainError('account.required');
	const found = await inTransaction(actingAs(actor), async (transaction) => {
		const stored = await findImport(transaction, actor.personId, importId);
		if (stored === undefined) throw new DomainError('import.not_found');
		const counts = await countImportRows(transaction, importId);
		const total = outcome === undefined ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[outcome];
		const pages = Math.max(1, Math.ceil(total / importRowsPerPage));
		const shown = Number.isSafeInteger(page) && page >= 1 && page <= pages ? page : 1;
		const part = { outcome, offset: (shown - 1) * importRowsPerPage, limit: importRowsPerPage };
		return { stored, counts, pages, page: shown, rows: await listImportRows(transaction, importId, part) };
	});
	const progress = await progressOf(actor, found.stored);
	return { ...found, progress, state: stateOf(found.stored, progress) };
}

/** All rows of an own import, for its report. Throws `account.required` and `import.not_found`. */
export async function reportImport(actor: Actor, importId: string): Promise<{ stored: StoredImport; rows: StoredRow[] }> {
	if (actor.kind !== 'person') throw new DomainError('account.required');
	return inTransaction(actingAs(actor), async (transaction) => {
		const stored = await findImport(transaction, actor.personId, importId);
		if (stored === undefined) throw new DomainError('import.not_found');
		return { stored, rows: await listImportRows(transaction, importId) };
	});
}

/** Own imports for an organisation, newest first. */
export async function listOwnImports(actor: Actor, kind: ImportKind, organisationId: string): Promise<StoredImport[]> {
	if (actor.kind !== 'person') return [];
	return inTransaction(actingAs(actor), (transaction) => listImports(transaction, actor.personId, kind, organisationId, 10));
}

/** Cancels an import that is under way. What was done by then is undone. Throws `import.not_found`; what has ended stays as it is. */
export async function cancelImport(actor: Actor, importId: string): Promise<void> {
	const { stored } = await viewImport(actor, importId);
	if (stored.progressId !== null) await cancelProgress(actor as Person, stored.progressId);
}

/** Throws an import away that was only looked at. Throws `import.not_found`, `import.committed`, `import.running`. */
export async function discardImport(actor: Actor, importId: string): Promise<void> {
	await onOpenImport(actor, importId, (transaction, person) => deleteImport(transaction, person.personId, importId));
}
