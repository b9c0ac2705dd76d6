import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Person } from '#platform/actor.ts';
import type { Role } from '../domain/role.ts';

/** For tests: a person with an account, in a role. `organisationId` null: everywhere. */
export async function insertMember(
	look: (statement: string, values?: unknown[]) => Promise<pg.QueryResultRow[]>,
	role?: Role,
	organisationId: string | null = null
): Promise<Person> {
	const personId = randomUUID();
	await look('insert into people.person (id) values ($1)', [personId]);
	if (role !== undefined)
		await look('insert into people.membership (id, person_id, organisation_id, role) values ($1, $2, $3, $4)', [
			randomUUID(),
			personId,
			organisationId,
			role
		]);
	return { kind: 'person', personId, requestId: 'test', account: { name: 'Test', email: `${personId}@example.org` } };
}
