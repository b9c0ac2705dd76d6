import { sql } from 'kysely';
import { type Queryable, tablesOf } from '#platform/database.ts';
import type { LocalText } from '#platform/locale.ts';
import type { OrganisationName } from '../domain/organisation-name.ts';
import type { Role } from '../domain/role.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** Names by id. */
export async function namesOfOrganisations(db: Queryable, ids: readonly string[]): Promise<Map<string, OrganisationName>> {
	if (ids.length === 0) return new Map();
	const rows = await tables(db).selectFrom('people.organisation').select(['id', 'name']).where('id', 'in', [...new Set(ids)]).execute();
	return new Map(rows.map(({ id, name }) => [id, { id, name: name as unknown as LocalText }]));
}

export async function isOrganisation(db: Queryable, id: string): Promise<boolean> {
	return (await namesOfOrganisations(db, [id])).size > 0;
}

/** A role that the person has or had. */
export interface OwnMembership {
	readonly id: string;
	readonly role: Role;
	/** Null: everywhere. */
	readonly organisation: OrganisationName | null;
	readonly since: Date;
	readonly until: Date | null;
}

/** Roles of the person, those that hold first, then the newest. */
export async function listMembershipsOf(db: Queryable, personId: string): Promise<OwnMembership[]> {
	const rows = await tables(db)
		.selectFrom('people.membership')
		.leftJoin('people.organisation', 'people.organisation.id', 'people.membership.organisation_id')
		.select([
			'people.membership.id',
			'people.membership.role',
			'people.membership.since',
			'people.membership.until',
			'people.organisation.id as organisation_id',
			'people.organisation.name'
		])
		.where('people.membership.person_id', '=', personId)
		.orderBy('people.membership.until', (order) => order.desc().nullsFirst())
		.orderBy('people.membership.since', 'desc')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		role: row.role as Role,
		organisation: row.organisation_id === null ? null : { id: row.organisation_id, name: row.name as unknown as LocalText },
		since: row.since,
		until: row.until
	}));
}

/** The own account; undefined for a guest. */
export async function findOwnAccount(db: Queryable, personId: string): Promise<object | undefined> {
	const { rows } = await sql<object>`
		select name, email, email_verified as "isEmailConfirmed", two_factor_enabled as "hasSecondFactor", locale,
			created_at as "createdAt", updated_at as "updatedAt"
		from people.account where id = ${personId}
	`.execute(db);
	return rows[0];
}
