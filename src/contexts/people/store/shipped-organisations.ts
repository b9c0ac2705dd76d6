import type pg from 'pg';
import type { OrganisationName } from '../domain/organisation.ts';

export interface ShippedOrganisation {
	readonly id: string;
	readonly code: string;
	readonly kind: 'nation' | 'region';
	readonly parentCode: string | null;
	readonly name: OrganisationName;
}

/**
 * Adds those that are missing, those above others first; what is there, also under a changed name, stays as it is, and nothing is deleted. As
 * owner: at the start nobody acts.
 */
export async function addShippedOrganisations(owner: pg.ClientBase, organisations: readonly ShippedOrganisation[]): Promise<void> {
	const insert = `
		insert into people.organisation (id, parent_id, kind, name, code)
		select t.id, parent.id, t.kind, t.name, t.code
		from jsonb_to_recordset($1::jsonb) as t (id uuid, code text, kind text, "parentCode" text, name jsonb)
		left join people.organisation as parent on parent.code = t."parentCode"
		where (t."parentCode" is null) = $2 and not exists (select from people.organisation where organisation.code = t.code or organisation.id = t.id)`;
	for (const isRoot of [true, false]) await owner.query(insert, [JSON.stringify(organisations), isRoot]);
}
