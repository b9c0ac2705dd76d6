import { sql } from 'kysely';
import type pg from 'pg';
import type { Queryable } from '#platform/database.ts';
import type { Role } from '../domain/role.ts';

export interface RoleRight {
	readonly role: Role;
	readonly action: string;
	readonly reach: 'node' | 'subtree';
}

/** Makes the table of rights in the database equal to the given rows. As owner: whoever could write it could give every right. */
export async function replaceRoleRights(owner: pg.ClientBase, rights: readonly RoleRight[]): Promise<void> {
	const columns = [rights.map(({ role }) => role), rights.map(({ action }) => action), rights.map(({ reach }) => reach)];
	await owner.query(
		`with wanted as (select * from unnest($1::text[], $2::text[], $3::text[]) as t (role, action, reach)),
		gone as (
			delete from people.role_right
			where not exists (select from wanted where wanted.role = role_right.role and wanted.action = role_right.action)
		)
		insert into people.role_right (role, action, reach) select role, action, reach from wanted
		on conflict (role, action) do update set reach = excluded.reach where role_right.reach <> excluded.reach`,
		columns
	);
}

/** Whether the acting person may do the action with the organisation by a role; without one, by a role that holds everywhere. */
export async function mayByRole(transaction: Queryable, action: string, organisationId: string | null): Promise<boolean> {
	const { rows } = await sql<{ may: boolean }>`select people.may(${action}, ${organisationId}::uuid) as may`.execute(transaction);
	return rows[0]?.may === true;
}

/** Whether the acting person may do it in any organisation. */
export async function mayAnywhere(transaction: Queryable, action: string): Promise<boolean> {
	const { rows } = await sql<{ may: boolean }>`select people.may_somewhere(${action}) as may`.execute(transaction);
	return rows[0]?.may === true;
}

/** All actions that the acting person may do with the organisation by roles. */
export async function listRightsByRole(transaction: Queryable, organisationId: string | null): Promise<string[]> {
	const { rows } = await sql<{ action: string }>`
		select action from (select distinct action from people.role_right) as known where people.may(action, ${organisationId}::uuid)
	`.execute(transaction);
	return rows.map((row) => row.action);
}
