import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { DatabaseTransaction } from '#platform/database.ts';
import type { JobQuery } from '#platform/jobs.ts';

/** The wish of a person to be erased, before it is done. */
export interface PendingErasure {
	readonly id: string;
	readonly requestedAt: Date;
	readonly dueAt: Date;
}

export async function findPendingErasure(transaction: DatabaseTransaction, personId: string): Promise<PendingErasure | undefined> {
	const { rows } = await sql<PendingErasure>`
		select id, requested_at as "requestedAt", due_at as "dueAt" from people.erasure
		where person_id = ${personId} and cancelled_at is null and done_at is null
	`.execute(transaction);
	return rows[0];
}

/** As `findPendingErasure`, and keeps the person from taking it back until the transaction ends. */
export async function lockPendingErasure(transaction: DatabaseTransaction, personId: string): Promise<string | undefined> {
	const { rows } = await sql<{ id: string }>`
		select id from people.erasure where person_id = ${personId} and cancelled_at is null and done_at is null for update
	`.execute(transaction);
	return rows[0]?.id;
}

/** Notes the wish; when there is one already, that one stays as it is. */
export async function insertErasure(transaction: DatabaseTransaction, personId: string, days: number): Promise<void> {
	await sql`
		insert into people.erasure (id, person_id, due_at) values (${uuidv7()}, ${personId}, now() + make_interval(days => ${days}::int))
		on conflict (person_id) where cancelled_at is null and done_at is null do nothing
	`.execute(transaction);
}

/** Returns false when there is nothing to cancel. */
export async function cancelPendingErasure(transaction: DatabaseTransaction, personId: string): Promise<boolean> {
	const { rows } = await sql`
		update people.erasure set cancelled_at = now() where person_id = ${personId} and cancelled_at is null and done_at is null returning id
	`.execute(transaction);
	return rows.length > 0;
}

/** Writes down what was done. Before the person goes: afterwards the row is nobody's. */
export async function finishErasure(transaction: DatabaseTransaction, personId: string, record: object): Promise<void> {
	await sql`
		update people.erasure set done_at = now(), record = ${JSON.stringify(record)}::jsonb
		where person_id = ${personId} and cancelled_at is null and done_at is null
	`.execute(transaction);
}

/** Persons whose waiting time is over, those who wait longest first: told to the login of the jobs alone. */
export async function listDueErasures(query: JobQuery): Promise<string[]> {
	const rows = await query<{ person_id: string }>('select person_id from people.due_erasures()');
	return rows.map((row) => row.person_id);
}

export async function isLastAdministrator(transaction: DatabaseTransaction): Promise<boolean> {
	const { rows } = await sql<{ last: boolean }>`select people.is_last_administrator() as last`.execute(transaction);
	return rows[0]?.last === true;
}

const ownTables = ['consent', 'resume_code', 'membership', 'api_token', 'data_export', 'audit_event'] as const;

/** How many rows of this context are about the person, by table. */
export async function countOwnRows(transaction: DatabaseTransaction, personId: string): Promise<Record<(typeof ownTables)[number], number>> {
	const counts = await Promise.all(
		ownTables.map(async (table) => {
			const { rows } = await sql<{ count: number }>`
				select count(*)::int as count from ${sql.table(`people.${table}`)} where person_id = ${personId}
			`.execute(transaction);
			return [table, rows[0]?.count ?? 0] as const;
		})
	);
	return Object.fromEntries(counts) as Record<(typeof ownTables)[number], number>;
}
