import { sql } from 'kysely';
import { database, type DatabaseTransaction, tablesOf } from '#platform/database.ts';
import { type Locale } from '#platform/locale.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** An export of everything about a person; the file is there until it expires. Its progress has the same id. */
export interface DataExport {
	readonly id: string;
	readonly locale: Locale;
	readonly requestedAt: Date;
	readonly fileName: string | null;
	readonly bytes: number | null;
	readonly readyAt: Date | null;
	readonly expiresAt: Date | null;
}

/** Exports of a person, newest first. */
export async function listExportsOf(transaction: DatabaseTransaction, personId: string): Promise<DataExport[]> {
	const rows = await tables(transaction)
		.selectFrom('people.data_export')
		.select(['id', 'locale', 'requested_at', 'file_name', 'bytes', 'ready_at', 'expires_at'])
		.where('person_id', '=', personId)
		.orderBy('requested_at', 'desc')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		locale: row.locale as Locale,
		requestedAt: row.requested_at,
		fileName: row.file_name,
		bytes: row.bytes === null ? null : Number(row.bytes),
		readyAt: row.ready_at,
		expiresAt: row.expires_at
	}));
}

export async function insertExport(transaction: DatabaseTransaction, one: { id: string; personId: string; locale: Locale }): Promise<void> {
	await tables(transaction).insertInto('people.data_export').values({ id: one.id, person_id: one.personId, locale: one.locale }).execute();
}

/** Notes that the file is there. False when the export is nobody's any more, or had a file already. */
export async function finishExport(
	transaction: DatabaseTransaction,
	personId: string,
	id: string,
	file: { name: string; bytes: number; days: number }
): Promise<boolean> {
	const { rows } = await sql`
		update people.data_export
		set file_name = ${file.name}, bytes = ${file.bytes}, ready_at = now(), expires_at = now() + make_interval(days => ${file.days}::int)
		where id = ${id} and person_id = ${personId} and file_name is null
		returning id
	`.execute(transaction);
	return rows.length > 0;
}

/** Forgets what has expired; returns the names of the files to delete. */
export async function forgetExports(): Promise<string[]> {
	const { rows } = await sql<{ name: string }>`select name from people.forget_exports() as gone (name)`.execute(database());
	return rows.map(({ name }) => name);
}
