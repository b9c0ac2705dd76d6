import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/database.ts';
import type { OrganisationName } from '../domain/organisation.ts';
import type { Role } from '../domain/role.ts';

/** A role of a person in an organisation, in time; without an organisation: everywhere. */
export interface Membership {
	readonly id: string;
	readonly role: Role;
	readonly organisationId: string | null;
	readonly organisationName: OrganisationName | null;
	readonly since: Date;
	readonly until: Date | null;
}

const columns = sql`
	membership.id, membership.role, membership.organisation_id as "organisationId", organisation.name as "organisationName",
	membership.since, membership.until
`;

/** Roles of a person that the acting person may see, the open ones first, then the newest; of one organisation when named. */
export async function listMemberships(transaction: DatabaseTransaction, personId: string, organisationId?: string): Promise<Membership[]> {
	const { rows } = await sql<Membership>`
		select ${columns}
		from people.membership
		left join people.organisation on organisation.id = membership.organisation_id
		where membership.person_id = ${personId}
			${organisationId === undefined ? sql`` : sql`and membership.organisation_id = ${organisationId}::uuid`}
		order by membership.until is not null, coalesce(membership.until, membership.since) desc, membership.id
	`.execute(transaction);
	return rows;
}

/** One membership; undefined when there is none that the acting person sees. */
export async function findMembership(
	transaction: DatabaseTransaction,
	id: string
): Promise<(Membership & { readonly personId: string }) | undefined> {
	const { rows } = await sql<Membership & { personId: string }>`
		select ${columns}, membership.person_id as "personId"
		from people.membership
		left join people.organisation on organisation.id = membership.organisation_id
		where membership.id = ${id}
	`.execute(transaction);
	return rows[0];
}

/** Ends a role now; false when it had ended, or the acting person may not end it. */
export async function endMembership(transaction: DatabaseTransaction, id: string): Promise<boolean> {
	const { rows } = await sql`update people.membership set until = now() where id = ${id} and until is null returning id`.execute(transaction);
	return rows.length > 0;
}

/** Begins a role, if the person does not have it; the database refuses it to an acting person who may not give it. False: the person has it. */
export async function insertMembership(
	transaction: DatabaseTransaction,
	membership: { readonly id: string; readonly personId: string; readonly organisationId: string; readonly role: Role }
): Promise<boolean> {
	const { rows } = await sql`
		insert into people.membership (id, person_id, organisation_id, role)
		values (${membership.id}, ${membership.personId}, ${membership.organisationId}, ${membership.role})
		on conflict do nothing
		returning id
	`.execute(transaction);
	return rows.length > 0;
}

export async function isLastAdministrator(transaction: DatabaseTransaction, id: string): Promise<boolean> {
	const { rows } = await sql<{ is: boolean }>`select people.is_only_administrator(${id}) as is`.execute(transaction);
	return rows[0]?.is === true;
}

/** A member as those see it who oversee the organisation. */
export interface Member {
	readonly membershipId: string;
	readonly personId: string;
	readonly name: string;
	/** Null when the role has ended. */
	readonly email: string | null;
	readonly role: Role;
	readonly organisationId: string;
	readonly organisationName: OrganisationName;
	readonly since: Date;
	readonly until: Date | null;
}

export interface MemberFilter {
	/** Those of all organisations below, too. */
	readonly withBelow?: boolean;
	/** Those whose role has ended, in place of those who have it. */
	readonly isFormer?: boolean;
	readonly role?: Role;
	/** A part of the name or of the address. */
	readonly sought?: string;
	/** This person alone. */
	readonly personId?: string;
	/** The last one of the page before. */
	readonly after?: { readonly name: string; readonly membershipId: string };
	readonly limit: number;
}

/** Members in the order of their names, in which Kazakh letters stand where they belong. */
export async function findMembers(transaction: DatabaseTransaction, organisationId: string, filter: MemberFilter): Promise<Member[]> {
	const { withBelow = false, isFormer = false, role, sought, personId, after, limit } = filter;
	const { rows } = await sql<Member>`
		select membership_id as "membershipId", person_id as "personId", name, email, role, organisation_id as "organisationId",
			organisation_name as "organisationName", since, until
		from people.find_members(
			${organisationId}::uuid, ${withBelow}::boolean, ${isFormer}::boolean, ${role ?? null}::text, ${sought ?? null}::text,
			${personId ?? null}::uuid, ${after?.name ?? null}::text, ${after?.membershipId ?? null}::uuid, ${limit}::int
		)
	`.execute(transaction);
	return rows;
}

/** How many have each role in the organisation. */
export async function countMembers(transaction: DatabaseTransaction, organisationId: string): Promise<{ role: Role; members: number }[]> {
	const { rows } = await sql<{ role: Role; members: number }>`
		select role, members::int as members from people.count_members(${organisationId}) order by members desc, role
	`.execute(transaction);
	return rows;
}
