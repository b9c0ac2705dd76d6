import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { DatabaseTransaction, Queryable } from '#platform/database.ts';
import type { LocalText } from '#platform/locale.ts';
import type { ImportKind, ImportOutcome, OutcomeCounts, PlannedRow } from '../domain/import.ts';
import { countOutcomes } from '../domain/import.ts';

/** Choices of whoever imports. */
export interface ImportOptions {
	/** What looks like something known is something else. */
	readonly areAlikeOthers: boolean;
}

export interface StoredImport {
	readonly id: string;
	readonly kind: ImportKind;
	readonly organisationId: string;
	readonly fileName: string;
	readonly options: ImportOptions;
	/** The long work that commits it; null while nobody has asked for that. */
	readonly progressId: string | null;
	readonly createdAt: Date;
	readonly committedAt: Date | null;
}

/** A planned row with what the file said. */
export interface StoredRow extends PlannedRow {
	readonly record: Readonly<Record<string, string>>;
}

const columns = sql`
	id, kind, organisation_id as "organisationId", file_name as "fileName", options, progress_id as "progressId",
	created_at as "createdAt", committed_at as "committedAt"
`;

const rowsPerStatement = 2_000;

async function insertRows(transaction: DatabaseTransaction, importId: string, rows: readonly StoredRow[]): Promise<void> {
	for (let start = 0; start < rows.length; start += rowsPerStatement) {
		const chunk = rows.slice(start, start + rowsPerStatement);
		await sql`
			insert into people.import_row (import_id, line, record, label, outcome, target_id, changes, problems)
			select ${importId}, line, record, label, outcome, "targetId", changes, problems
			from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb)
				as t (line int, record jsonb, label text, outcome text, "targetId" uuid, changes jsonb, problems jsonb)
		`.execute(transaction);
	}
}

/** Stores a file that was read and planned. Returns its id. */
export async function insertImport(
	transaction: DatabaseTransaction,
	personId: string,
	stored: Pick<StoredImport, 'kind' | 'organisationId' | 'fileName' | 'options'>,
	rows: readonly StoredRow[]
): Promise<string> {
	const id = uuidv7();
	const { kind, organisationId, fileName, options } = stored;
	await sql`
		insert into people.import (id, kind, person_id, organisation_id, file_name, options)
		values (${id}, ${kind}, ${personId}, ${organisationId}, ${fileName}, ${JSON.stringify(options)}::jsonb)
	`.execute(transaction);
	await insertRows(transaction, id, rows);
	return id;
}

export async function findImport(db: Queryable, personId: string, id: string): Promise<StoredImport | undefined> {
	const { rows } = await sql<StoredImport>`select ${columns} from people.import where id = ${id} and person_id = ${personId}`.execute(db);
	return rows[0];
}

export async function lockImport(transaction: DatabaseTransaction, personId: string, id: string): Promise<StoredImport | undefined> {
	const { rows } = await sql<StoredImport>`
		select ${columns} from people.import where id = ${id} and person_id = ${personId} for update
	`.execute(transaction);
	return rows[0];
}

/** The latest imports of a person for an organisation, newest first. */
export async function listImports(db: Queryable, personId: string, kind: ImportKind, organisationId: string, limit: number): Promise<StoredImport[]> {
	const { rows } = await sql<StoredImport>`
		select ${columns} from people.import
		where person_id = ${personId} and kind = ${kind} and organisation_id = ${organisationId}
		order by created_at desc
		limit ${limit}
	`.execute(db);
	return rows;
}

/** What a person has imported, as it is told in their own data: nothing of the rows, which are about others. */
export interface OwnImport {
	readonly kind: ImportKind;
	readonly organisation: LocalText;
	readonly fileName: string;
	readonly rows: number;
	readonly createdAt: Date;
	readonly committedAt: Date | null;
}

/** Every import of a person that is still known, oldest first. */
export async function listImportsOf(db: Queryable, personId: string): Promise<OwnImport[]> {
	const { rows } = await sql<OwnImport>`
		select import.kind, organisation.name as organisation, import.file_name as "fileName",
			(select count(*)::int from people.import_row where import_row.import_id = import.id) as rows,
			import.created_at as "createdAt", import.committed_at as "committedAt"
		from people.import join people.organisation on organisation.id = import.organisation_id
		where import.person_id = ${personId}
		order by import.created_at
	`.execute(db);
	return rows;
}

/** Rows in the order of the file; all, or a part of those with one outcome. */
export async function listImportRows(
	db: Queryable,
	importId: string,
	part?: { readonly outcome?: ImportOutcome | undefined; readonly offset: number; readonly limit: number }
): Promise<StoredRow[]> {
	const { rows } = await sql<StoredRow>`
		select line, record, label, outcome, target_id as "targetId", changes, problems
		from people.import_row
		where import_id = ${importId} and (${part?.outcome ?? null}::text is null or outcome = ${part?.outcome ?? null})
		order by line
		limit ${part?.limit ?? null} offset ${part?.offset ?? 0}
	`.execute(db);
	return rows;
}

export async function countImportRows(db: Queryable, importId: string): Promise<OutcomeCounts> {
	const { rows } = await sql<{ outcome: ImportOutcome; count: number }>`
		select outcome, count(*)::int as count from people.import_row where import_id = ${importId} group by outcome
	`.execute(db);
	return { ...countOutcomes([]), ...Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])) };
}

/** Puts a new plan in the place of the old one. */
export async function replacePlan(
	transaction: DatabaseTransaction,
	importId: string,
	options: ImportOptions,
	rows: readonly StoredRow[]
): Promise<void> {
	await sql`update people.import set options = ${JSON.stringify(options)}::jsonb where id = ${importId}`.execute(transaction);
	await sql`delete from people.import_row where import_id = ${importId}`.execute(transaction);
	await insertRows(transaction, importId, rows);
}

export async function updateProgressId(transaction: DatabaseTransaction, importId: string, progressId: string): Promise<void> {
	await sql`update people.import set progress_id = ${progressId} where id = ${importId}`.execute(transaction);
}

/** Notes that it was carried out, and what each new row has become. */
export async function markCommitted(
	transaction: DatabaseTransaction,
	importId: string,
	targets: readonly { readonly line: number; readonly targetId: string }[]
): Promise<void> {
	await sql`update people.import set committed_at = now() where id = ${importId}`.execute(transaction);
	await sql`
		update people.import_row set target_id = t."targetId"
		from jsonb_to_recordset(${JSON.stringify(targets)}::jsonb) as t (line int, "targetId" uuid)
		where import_row.import_id = ${importId} and import_row.line = t.line
	`.execute(transaction);
}

/** Removes an import that was not carried out. */
export async function deleteImport(transaction: DatabaseTransaction, personId: string, id: string): Promise<void> {
	await sql`delete from people.import where id = ${id} and person_id = ${personId}`.execute(transaction);
}

/** How many were older than a month. */
export async function forgetOldImports(db: Queryable): Promise<number> {
	const { rows } = await sql<{ count: string }>`select people.forget_old_imports() as count`.execute(db);
	return Number(rows[0]?.count ?? 0);
}

