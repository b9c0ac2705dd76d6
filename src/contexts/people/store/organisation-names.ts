import { sql } from 'kysely';
import type { Queryable } from '#platform/database.ts';
import type { OrganisationName } from '../domain/organisation.ts';

/** What organisations are called, by their ids. */
export async function findOrganisationNames(db: Queryable, ids: readonly string[]): Promise<Map<string, OrganisationName>> {
	const { rows } = await sql<{ id: string; name: OrganisationName }>`
		select id, name from people.organisation where id = any (${ids}::uuid[])
	`.execute(db);
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The own name of the acting person, as others read it. */
export async function findOwnName(db: Queryable, personId: string): Promise<string> {
	const { rows } = await sql<{ name: string }>`select name from people.account where id = ${personId}`.execute(db);
	return rows[0]?.name ?? '';
}
