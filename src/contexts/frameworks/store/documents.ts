import { sql } from 'kysely';
import { database, type Queryable, tablesOf } from '#platform/database.ts';
import type { Crosswalk } from '../domain/crosswalk.ts';
import type { Framework } from '../domain/framework.ts';
import type { Library } from '../domain/library.ts';
import type { DB } from './tables.ts';

/** What each kind of document holds. Its shape is checked before it is stored, not again at every reading. */
export interface DocumentBodies {
	framework: Framework;
	crosswalk: Crosswalk;
	library: Library;
}
export type DocumentKind = keyof DocumentBodies;

export interface StoredDocument {
	readonly kind: DocumentKind;
	readonly id: string;
	readonly version: string;
	readonly body: DocumentBodies[DocumentKind];
	readonly checksum: string;
}

const tables = tablesOf<DB>;

/** Inserts new documents and replaces those whose content differs. Returns how many were written. */
export async function upsertDocuments(transaction: Queryable, documents: readonly StoredDocument[]): Promise<number> {
	const written = await tables(transaction)
		.insertInto('frameworks.document')
		.values(documents.map(({ kind, id, version, body, checksum }) => ({ kind, id, version, body: JSON.stringify(body), checksum })))
		.onConflict((conflict) =>
			conflict
				.columns(['kind', 'id', 'version'])
				.doUpdateSet((row) => ({ body: row.ref('excluded.body'), checksum: row.ref('excluded.checksum'), loaded_at: sql<Date>`now()` }))
				.whereRef('frameworks.document.checksum', '<>', 'excluded.checksum')
		)
		.returning('id')
		.execute();
	return written.length;
}

/** The newest version of a document ("3.10" is newer than "3.9"); undefined when there is none. */
export async function findDocument<Kind extends DocumentKind>(kind: Kind, id: string): Promise<DocumentBodies[Kind] | undefined> {
	const row = await tables(database())
		.selectFrom('frameworks.document')
		.select('body')
		.where('kind', '=', kind)
		.where('id', '=', id)
		.orderBy(sql`string_to_array(version, '.')::int[]`, 'desc')
		.limit(1)
		.executeTakeFirst();
	return row?.body as DocumentBodies[Kind] | undefined;
}

/** Ids of all stored frameworks. */
export async function findFrameworkIds(): Promise<readonly string[]> {
	const rows = await tables(database()).selectFrom('frameworks.document').select('id').distinct().where('kind', '=', 'framework').execute();
	return rows.map((row) => row.id);
}

/** The newest versions of all crosswalks in which the framework stands on either side. */
export async function findCrosswalksOf(frameworkId: string): Promise<readonly Crosswalk[]> {
	const rows = await tables(database())
		.selectFrom('frameworks.document')
		.distinctOn('id')
		.select('body')
		.where('kind', '=', 'crosswalk')
		.where(sql<boolean>`${frameworkId} in (body ->> 'from', body ->> 'to')`)
		.orderBy('id')
		.orderBy(sql`string_to_array(version, '.')::int[]`, 'desc')
		.execute();
	return rows.map((row) => row.body as unknown as Crosswalk);
}
