import { sql } from 'kysely';
import type { DatabaseTransaction, Queryable } from '#platform/database.ts';
import type { OrganisationKind, OrganisationName } from '../domain/organisation.ts';

export interface ConsortiumMember {
	readonly id: string;
	readonly kind: OrganisationKind;
	readonly name: OrganisationName;
	/** Date, "2026-11-22". */
	readonly since: string;
}

/** Those that a consortium joins now, in the order in which they joined. */
export async function listConsortiumMembers(db: Queryable, consortiumId: string): Promise<ConsortiumMember[]> {
	const { rows } = await sql<ConsortiumMember>`
		select organisation.id, organisation.kind, organisation.name, consortium_member.since
		from people.consortium_member
		join people.organisation on organisation.id = consortium_member.organisation_id
		where consortium_member.consortium_id = ${consortiumId} and consortium_member.until is null
		order by consortium_member.since, organisation.id
	`.execute(db);
	return rows;
}

/** Consortia that an organisation belongs to now. */
export async function listConsortia(db: Queryable, organisationId: string): Promise<ConsortiumMember[]> {
	const { rows } = await sql<ConsortiumMember>`
		select organisation.id, organisation.kind, organisation.name, consortium_member.since
		from people.consortium_member
		join people.organisation on organisation.id = consortium_member.consortium_id
		where consortium_member.organisation_id = ${organisationId} and consortium_member.until is null
		order by consortium_member.since, organisation.id
	`.execute(db);
	return rows;
}

/** Returns false when it belongs to the consortium already. Whoever left today and comes back has never left. */
export async function insertConsortiumMember(transaction: DatabaseTransaction, consortiumId: string, organisationId: string): Promise<boolean> {
	const { rows } = await sql`
		insert into people.consortium_member (consortium_id, organisation_id)
		select ${consortiumId}, ${organisationId}
		where not exists (
			select from people.consortium_member where consortium_id = ${consortiumId} and organisation_id = ${organisationId} and until is null
		)
		on conflict (consortium_id, organisation_id, since) do update set until = null
		returning organisation_id
	`.execute(transaction);
	return rows.length > 0;
}

/** Returns false when it does not belong to the consortium. */
export async function endConsortiumMember(transaction: DatabaseTransaction, consortiumId: string, organisationId: string): Promise<boolean> {
	const { rows } = await sql`
		update people.consortium_member set until = current_date
		where consortium_id = ${consortiumId} and organisation_id = ${organisationId} and until is null
		returning organisation_id
	`.execute(transaction);
	return rows.length > 0;
}
