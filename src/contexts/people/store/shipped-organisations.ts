import type pg from 'pg';
import type { OrganisationKind, OrganisationName, Settlement } from '../domain/organisation.ts';

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

/** An organisation that is made without anybody's doing, below others that are known by their codes. */
export interface MadeOrganisation {
	readonly id: string;
	readonly code: string;
	readonly kind: OrganisationKind;
	readonly parentCode: string;
	readonly name: OrganisationName;
	readonly settlement: Settlement;
}

/** Adds those whose code nobody has yet, those above others in an earlier call. As owner. */
export async function addMadeOrganisations(owner: pg.ClientBase, organisations: readonly MadeOrganisation[]): Promise<void> {
	await owner.query(
		`insert into people.organisation (id, parent_id, kind, name, code, settlement, instruction_locales)
		select t.id, parent.id, t.kind, t.name, t.code, t.settlement, '{kk}'
		from jsonb_to_recordset($1::jsonb) as t (id uuid, code text, kind text, "parentCode" text, name jsonb, settlement text)
		join people.organisation as parent on parent.code = t."parentCode"
		on conflict (code) do nothing`,
		[JSON.stringify(organisations)]
	);
}

export interface FoundOrganisation extends Omit<MadeOrganisation, 'parentCode' | 'settlement'> {
	readonly parentId: string | null;
	readonly ancestors: readonly string[];
}

/** Organisations by their codes, with the ids of those above them. As owner. */
export async function findByCodes(
	owner: pg.ClientBase,
	codes: readonly string[]
): Promise<FoundOrganisation[]> {
	const { rows } = await owner.query<FoundOrganisation>(
		`select id, parent_id as "parentId", kind, code, name, ancestors from people.organisation where code = any ($1)`,
		[codes]
	);
	return rows;
}
