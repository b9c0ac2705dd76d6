import { sql } from 'kysely';
import type { DatabaseTransaction, Queryable } from '#platform/database.ts';
import type { OrganisationKind, OrganisationName } from '../domain/organisation.ts';

export interface ConsortiumMember {
	readonly id: string;
	readonly kind: OrganisationKind;
	readonly name: OrganisationName;
	/** Date, "2026-11-22", of agreement, or of the proposal. */
	readonly since: string;
}

/** Agreed: a member. Proposed: the consortium wants it, and the organisation has not answered. */
export type Standing = 'agreed' | 'proposed';

const isOf = (standing: Standing) => (standing === 'agreed' ? sql`agreed_at is not null` : sql`agreed_at is null`);

/** Those that a consortium joins now, or has proposed to and who have not agreed yet, in that order. */
export async function listConsortiumMembers(db: Queryable, consortiumId: string, standing: Standing): Promise<ConsortiumMember[]> {
	const { rows } = await sql<ConsortiumMember>`
		select organisation.id, organisation.kind, organisation.name, coalesce(consortium_member.agreed_at::date, consortium_member.since) as since
		from people.consortium_member
		join people.organisation on organisation.id = consortium_member.organisation_id
		where consortium_member.consortium_id = ${consortiumId} and consortium_member.until is null and ${isOf(standing)}
		order by consortium_member.since, organisation.id
	`.execute(db);
	return rows;
}

/** Consortia that an organisation belongs to now, or that wait for its agreement. */
export async function listConsortia(db: Queryable, organisationId: string, standing: Standing): Promise<ConsortiumMember[]> {
	const { rows } = await sql<ConsortiumMember>`
		select organisation.id, organisation.kind, organisation.name, coalesce(consortium_member.agreed_at::date, consortium_member.since) as since
		from people.consortium_member
		join people.organisation on organisation.id = consortium_member.consortium_id
		where consortium_member.organisation_id = ${organisationId} and consortium_member.until is null and ${isOf(standing)}
		order by consortium_member.since, organisation.id
	`.execute(db);
	return rows;
}

/** Returns false when it belongs to the consortium already, or was asked. Whoever left today and comes back has never left. */
export async function insertConsortiumMember(
	transaction: DatabaseTransaction,
	consortiumId: string,
	organisationId: string,
	standing: Standing
): Promise<boolean> {
	const agreedAt = standing === 'agreed' ? sql`now()` : sql`null::timestamptz`;
	const { rows } = await sql`
		insert into people.consortium_member (consortium_id, organisation_id, agreed_at)
		select ${consortiumId}, ${organisationId}, ${agreedAt}
		where not exists (
			select from people.consortium_member where consortium_id = ${consortiumId} and organisation_id = ${organisationId} and until is null
		)
		on conflict (consortium_id, organisation_id, since) do update set until = null, agreed_at = excluded.agreed_at
		returning organisation_id
	`.execute(transaction);
	return rows.length > 0;
}

/** Returns false when nothing was proposed, or it was agreed to already. */
export async function agree(transaction: DatabaseTransaction, consortiumId: string, organisationId: string): Promise<boolean> {
	const { rows } = await sql`
		update people.consortium_member set agreed_at = now()
		where consortium_id = ${consortiumId} and organisation_id = ${organisationId} and until is null and agreed_at is null
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
