import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/database.ts';
import type { Role } from '../domain/role.ts';

/** An organisation that a row of a file may name. */
export interface Place {
	readonly id: string;
	/** The code by which the file names it; null: the one that the file is for. */
	readonly code: string | null;
	readonly isClosed: boolean;
}

/** The organisation that a file is for, and those with these codes at any depth below it. */
export async function findPlaces(transaction: DatabaseTransaction, organisationId: string, codes: readonly string[]): Promise<Place[]> {
	const { rows } = await sql<Place>`
		select id, null as code, closed_at is not null as "isClosed" from people.organisation where id = ${organisationId}::uuid
		union all
		select id, code, closed_at is not null from people.organisation
		where code = any (${codes}::text[]) and ancestors @> array[${organisationId}::uuid]
	`.execute(transaction);
	return rows;
}

/** Which of these roles the acting person may give where: `organisation role`. */
export async function findGrantable(
	transaction: DatabaseTransaction,
	wanted: readonly { readonly organisationId: string; readonly role: Role }[]
): Promise<Set<string>> {
	const { rows } = await sql<{ key: string }>`
		select organisation || ' ' || role as key
		from (select distinct * from unnest(${wanted.map(({ organisationId }) => organisationId)}::uuid[], ${wanted.map(({ role }) => role)}::text[]))
			as wanted (organisation, role)
		where people.may('grant.' || role, organisation) and people.may('members.invite', organisation)
	`.execute(transaction);
	return new Set(rows.map(({ key }) => key));
}
