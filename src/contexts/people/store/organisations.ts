import { sql } from 'kysely';
import { type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import type { Locale } from '#platform/locale.ts';
import {
	type InstructionLocale,
	type Organisation,
	type OrganisationKind,
	type OrganisationName,
	organisationKinds,
	type Settlement
} from '../domain/organisation.ts';
import type { KnownOrganisation } from '../domain/organisation-plan.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** Columns of a row, as `Organisation` names them; the table is called `organisation`. */
const columns = sql<Organisation>`
	organisation.id, organisation.parent_id as "parentId", organisation.kind, organisation.name, organisation.code, organisation.settlement,
	organisation.instruction_locales as "instructionLocales", organisation.ancestors, organisation.closed_at as "closedAt"
`;

/** Order of names in a language, numbers in them by value; where the language has no name, by the one that is shown in its place. */
const order = {
	kk: sql`coalesce(nullif(organisation.name ->> 'kk', ''), nullif(organisation.name ->> 'ru', ''), organisation.name ->> 'en') collate people.order_kk`,
	ru: sql`coalesce(nullif(organisation.name ->> 'ru', ''), nullif(organisation.name ->> 'kk', ''), organisation.name ->> 'en') collate people.order_ru`,
	en: sql`coalesce(nullif(organisation.name ->> 'en', ''), nullif(organisation.name ->> 'kk', ''), organisation.name ->> 'ru') collate people.order_en`
} as const satisfies Record<Locale, unknown>;

/** Kinds in the order of the tree; a function of their names. */
const kindOrder = sql`array_position(${sql.raw(`array[${organisationKinds.map((kind) => `'${kind}'`).join(',')}]`)}, organisation.kind)`;

/**
 * Whoever changes the shape of a tree does it alone, whoever adds to it may do so beside others: what lies where is computed from the rows above,
 * which must not move meanwhile. Holds until the end of the transaction.
 */
export async function lockTree(transaction: DatabaseTransaction, purpose: 'add' | 'move'): Promise<void> {
	const key = 7_214_930_120;
	await (purpose === 'move'
		? sql`select pg_advisory_xact_lock(${key}::bigint)`.execute(transaction)
		: sql`select pg_advisory_xact_lock_shared(${key}::bigint)`.execute(transaction));
}

export async function findOrganisation(db: Queryable, id: string): Promise<Organisation | undefined> {
	const { rows } = await sql<Organisation>`select ${columns} from people.organisation where id = ${id}`.execute(db);
	return rows[0];
}

/** An organisation and all open ones below it, from above downwards. */
export async function listWithin(db: Queryable, id: string): Promise<Organisation[]> {
	const { rows } = await sql<Organisation>`
		select ${columns} from people.organisation where ancestors @> array[${id}::uuid] and (closed_at is null or id = ${id})
		order by cardinality(ancestors), id
	`.execute(db);
	return rows;
}

/** Keeps the row as it is until the end of the transaction. */
export async function lockOrganisation(transaction: DatabaseTransaction, id: string): Promise<Organisation | undefined> {
	const { rows } = await sql<Organisation>`select ${columns} from people.organisation where id = ${id} for no key update`.execute(transaction);
	return rows[0];
}

/** Those above an organisation, from the root down, without itself. */
export async function listAncestors(db: Queryable, { id, ancestors }: Organisation): Promise<Organisation[]> {
	const { rows } = await sql<Organisation>`
		select ${columns} from people.organisation where id = any (${ancestors}::uuid[]) and id <> ${id} order by cardinality(ancestors)
	`.execute(db);
	return rows;
}

/** An organisation in a list. */
export interface ListedOrganisation extends Organisation {
	/** Number of open organisations below it, at any depth. */
	readonly below: number;
}

export interface OrganisationSearch {
	/** Directly in this one; null: roots of trees. Absent: anywhere. */
	readonly parentId?: string | null;
	/** At any depth below this one. */
	readonly withinId?: string;
	/** Words that its names and code contain. */
	readonly query?: string;
	readonly withClosed?: boolean;
	readonly locale: Locale;
	readonly offset: number;
	readonly limit: number;
}

/** One page of what is found, and how many there are in all. */
export async function searchOrganisations(
	db: Queryable,
	search: OrganisationSearch
): Promise<{ organisations: ListedOrganisation[]; total: number }> {
	const { parentId, withinId, query = '', withClosed = true, locale, offset, limit } = search;
	const words = query.split(/\s+/).filter((word) => word !== '').slice(0, 10);
	const conditions = [
		...(parentId === undefined ? [] : [parentId === null ? sql`organisation.parent_id is null` : sql`organisation.parent_id = ${parentId}`]),
		...(withinId === undefined ? [] : [sql`organisation.ancestors @> array[${withinId}::uuid] and organisation.id <> ${withinId}`]),
		...(withClosed ? [] : [sql`organisation.closed_at is null`]),
		// In a query of its own it is folded once, not for each row.
		...words.map((word) => sql`organisation.search_text like (select '%' || people.folded(${word.replaceAll(/[\\%_]/g, '\\$&')}) || '%')`)
	];
	const { rows } = await sql<ListedOrganisation & { total: string }>`
		with found as materialized (
			select ${columns}, count(*) over () as total
			from people.organisation
			where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
			order by ${kindOrder}, organisation.closed_at is not null, ${order[locale]}, organisation.id
			limit ${limit} offset ${offset}
		)
		select found.*, (
			select count(*)::int
			from people.organisation
			where organisation.ancestors @> array[found.id] and organisation.id <> found.id and organisation.closed_at is null
		) as below
		from found
	`.execute(db);
	return { organisations: rows.map(({ total: _total, ...organisation }) => organisation), total: Number(rows[0]?.total ?? 0) };
}

/** How many open organisations of each kind lie below, at any depth; in the order of the tree. */
export async function countBelow(db: Queryable, id: string): Promise<{ kind: OrganisationKind; count: number }[]> {
	const { rows } = await sql<{ kind: OrganisationKind; count: number }>`
		select organisation.kind, count(*)::int as count
		from people.organisation
		where ancestors @> array[${id}::uuid] and id <> ${id} and closed_at is null
		group by organisation.kind
		order by ${kindOrder}
	`.execute(db);
	return rows;
}

/** Open organisations directly in one. */
export async function countOpenChildren(db: Queryable, id: string): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*)::int as count from people.organisation where parent_id = ${id} and closed_at is null
	`.execute(db);
	return rows[0]?.count ?? 0;
}

/** Those that lie directly in one (`null`: roots), for finding namesakes. */
export async function listNamesakeCandidates(db: Queryable, parentId: string | null, kind: OrganisationKind): Promise<Organisation[]> {
	const { rows } = await sql<Organisation>`
		select ${columns} from people.organisation where parent_id is not distinct from ${parentId}::uuid and kind = ${kind}
	`.execute(db);
	return rows;
}

/** Organisations in which the person has a role now, each with the roles. */
export async function listOwnOrganisations(transaction: DatabaseTransaction, personId: string): Promise<(Organisation & { roles: string[] })[]> {
	const { rows } = await sql<Organisation & { roles: string[] }>`
		select ${columns}, own.roles
		from (
			select organisation_id, array_agg(role order by since) as roles
			from people.membership
			where person_id = ${personId} and organisation_id is not null and since <= now() and (until is null or until > now())
			group by organisation_id
		) as own
		join people.organisation on organisation.id = own.organisation_id
		order by cardinality(organisation.ancestors), organisation.id
	`.execute(transaction);
	return rows;
}

export interface NewOrganisation {
	readonly id: string;
	readonly parentId: string | null;
	readonly kind: OrganisationKind;
	readonly name: OrganisationName;
	readonly code: string | null;
	readonly settlement: Settlement | null;
	readonly instructionLocales: readonly InstructionLocale[];
}

/** Many at a time, in one statement; those above them are there already. */
export async function insertOrganisations(transaction: DatabaseTransaction, organisations: readonly NewOrganisation[]): Promise<void> {
	await sql`
		insert into people.organisation (id, parent_id, kind, name, code, settlement, instruction_locales)
		select id, "parentId", kind, name, code, settlement, array(select jsonb_array_elements_text("instructionLocales"))
		from jsonb_to_recordset(${JSON.stringify(organisations)}::jsonb)
			as t (id uuid, "parentId" uuid, kind text, name jsonb, code text, settlement text, "instructionLocales" jsonb)
	`.execute(transaction);
}

/** What of an organisation may change. */
export type OrganisationFacts = Omit<NewOrganisation, 'kind' | 'parentId'>;

/** Changes many at a time, in one statement; returns how many there were. */
export async function updateOrganisations(transaction: DatabaseTransaction, organisations: readonly OrganisationFacts[]): Promise<number> {
	const { numAffectedRows } = await sql`
		update people.organisation
		set name = t.name, code = t.code, settlement = t.settlement, instruction_locales = array(select jsonb_array_elements_text(t."instructionLocales"))
		from jsonb_to_recordset(${JSON.stringify(organisations)}::jsonb)
			as t (id uuid, name jsonb, code text, settlement text, "instructionLocales" jsonb)
		where organisation.id = t.id
	`.execute(transaction);
	return Number(numAffectedRows ?? 0n);
}

/** Moves organisations with everything below them, in one statement; none of them lies in another one of them. */
export async function updateParents(
	transaction: DatabaseTransaction,
	places: readonly { readonly id: string; readonly parentId: string | null }[]
): Promise<void> {
	await sql`
		update people.organisation set parent_id = t."parentId"
		from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as t (id uuid, "parentId" uuid)
		where organisation.id = t.id
	`.execute(transaction);
}

/** What closing an organisation has ended. */
export interface EndedByClosing {
	readonly memberships: readonly { readonly id: string; readonly role: string }[];
	readonly invitations: readonly string[];
}

/** Closes it, ends its roles and its places in consortia, and withdraws its invitations. The database asks for the right. */
export async function storeClosing(transaction: DatabaseTransaction, id: string): Promise<EndedByClosing> {
	const { rows } = await sql<{ what: 'membership' | 'invitation'; id: string; role: string }>`
		select what, id, role from people.close_organisation(${id}::uuid)
	`.execute(transaction);
	const of = (wanted: string) => rows.filter(({ what }) => what === wanted);
	return { memberships: of('membership').map((row) => ({ id: row.id, role: row.role })), invitations: of('invitation').map((row) => row.id) };
}

export async function storeReopening(transaction: DatabaseTransaction, id: string): Promise<void> {
	await tables(transaction).updateTable('people.organisation').set({ closed_at: null }).where('id', '=', id).execute();
}

/** What closing it would end, as far as the acting person sees it. */
export async function countOpenIn(transaction: DatabaseTransaction, id: string): Promise<{ memberships: number; invitations: number }> {
	const { rows } = await sql<{ memberships: number; invitations: number }>`
		select
			(select count(*)::int from people.membership where organisation_id = ${id} and until is null) as memberships,
			(select count(*)::int from people.invitation where organisation_id = ${id} and state in ('drafted', 'sent', 'bounced')) as invitations
	`.execute(transaction);
	return rows[0] ?? { memberships: 0, invitations: 0 };
}

/** All that a file for an organisation may mean: what lies in it, and what has one of the codes elsewhere. */
export async function listKnown(db: Queryable, rootId: string, codes: readonly string[]): Promise<KnownOrganisation[]> {
	const { rows } = await sql<KnownOrganisation>`
		select ${columns}, ancestors @> array[${rootId}::uuid] as "isWithin"
		from people.organisation
		where ancestors @> array[${rootId}::uuid] or code = any (${codes}::text[])
	`.execute(db);
	return rows;
}
