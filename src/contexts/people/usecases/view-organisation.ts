import { type Actor, actingAs } from '#platform/actor.ts';
import { database, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import type { Organisation, OrganisationKind } from '../domain/organisation.ts';
import { type ConsortiumMember, listConsortia, listConsortiumMembers } from '../store/consortium.ts';
import {
	countBelow,
	findOrganisation,
	listAncestors,
	type ListedOrganisation,
	listOwnOrganisations,
	type OrganisationSearch,
	searchOrganisations
} from '../store/organisations.ts';
import { hasRight, requireRight } from './rights.ts';

export type { ConsortiumMember } from '../store/consortium.ts';
export type { ListedOrganisation } from '../store/organisations.ts';

export const organisationsPerPage = 50;

/** One page of a list; pages count from 1. */
export interface OrganisationPage {
	readonly organisations: readonly ListedOrganisation[];
	readonly total: number;
	readonly page: number;
	readonly pages: number;
}

/** Longer texts are not searches for an organisation. */
export const longestOrganisationQuery = 200;

async function findPage(search: Omit<OrganisationSearch, 'offset' | 'limit'>, page: number): Promise<OrganisationPage> {
	const limit = organisationsPerPage;
	const query = (search.query ?? '').slice(0, longestOrganisationQuery).replaceAll(/\p{Cc}/gu, ' ');
	const find = (number: number) => searchOrganisations(database(), { ...search, query, offset: (number - 1) * limit, limit });
	const wanted = Number.isSafeInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
	let found = await find(wanted);
	// A page behind the last one: somebody kept the address of a longer list.
	const isBehind = found.organisations.length === 0 && wanted > 1;
	if (isBehind) found = await find(1);
	return { ...found, page: isBehind ? 1 : wanted, pages: Math.max(1, Math.ceil(found.total / limit)) };
}

export interface FindOptions {
	readonly locale: Locale;
	readonly query?: string;
	readonly page?: number;
	/** Directly in this one; null: roots of trees. */
	readonly parentId?: string | null;
	/** At any depth below this one. */
	readonly withinId?: string;
}

/** Finds organisations by words of their names in any language, or of their codes. Throws `account.required`. */
export async function findOrganisations(actor: Actor, { page = 1, ...search }: FindOptions): Promise<OrganisationPage> {
	await requireRight(actor, 'organisation.view', 'anywhere');
	return findPage(search, page);
}

/** Organisations in which the actor has a role now. Throws `account.required`. */
export async function listMyOrganisations(actor: Actor): Promise<(Organisation & { roles: string[] })[]> {
	await requireRight(actor, 'organisation.view', 'anywhere');
	return actor.kind === 'person' ? inTransaction(actingAs(actor), (transaction) => listOwnOrganisations(transaction, actor.personId)) : [];
}

/** What stands at the head of every page about an organisation. */
export interface OrganisationHead {
	readonly organisation: Organisation;
	/** Those above, from the root down. */
	readonly path: readonly Organisation[];
}

/** One organisation and those above it. Throws `account.required` and `organisation.not_found`. */
export async function viewOrganisationHead(actor: Actor, id: string): Promise<OrganisationHead> {
	await requireRight(actor, 'organisation.view', { organisationId: id });
	const organisation = await findOrganisation(database(), id);
	if (organisation === undefined) throw new DomainError('organisation.not_found');
	return { organisation, path: await listAncestors(database(), organisation) };
}

export interface OrganisationView extends OrganisationHead {
	/** How many open ones of each kind lie below, at any depth. */
	readonly below: readonly { readonly kind: OrganisationKind; readonly count: number }[];
	/** Without a query those directly in it, with one those at any depth below that it finds. */
	readonly children: OrganisationPage;
	/** Of a consortium: whom it joins. */
	readonly members: readonly ConsortiumMember[];
	readonly consortia: readonly ConsortiumMember[];
	/** What was proposed and not agreed to yet: by this consortium, or to this university. For those who manage it. */
	readonly proposals: readonly ConsortiumMember[];
}

/** One organisation with what is above, below and in it. Throws `account.required` and `organisation.not_found`. */
export async function viewOrganisation(
	actor: Actor,
	id: string,
	{ locale, query = '', page = 1 }: { readonly locale: Locale; readonly query?: string; readonly page?: number }
): Promise<OrganisationView> {
	const head = await viewOrganisationHead(actor, id);
	const db = database();
	const isConsortium = head.organisation.kind === 'consortium';
	const [below, children, members, consortia, proposals, mayManage] = await Promise.all([
		countBelow(db, id),
		findPage({ locale, query, ...(query.trim() === '' ? { parentId: id } : { withinId: id }) }, page),
		isConsortium ? listConsortiumMembers(db, id, 'agreed') : [],
		listConsortia(db, id, 'agreed'),
		isConsortium ? listConsortiumMembers(db, id, 'proposed') : listConsortia(db, id, 'proposed'),
		hasRight(actor, 'organisation.manage', { organisationId: id })
	]);
	return { ...head, below, children, members, consortia, proposals: mayManage ? proposals : [] };
}
