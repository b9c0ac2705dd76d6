import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/database.ts';
import type { AuditFilter } from '../domain/audit-filter.ts';

/** One line of the log. */
export interface LoggedEvent {
	readonly id: string;
	readonly happenedAt: Date;
	/** Who did it; null when it was nobody known, a background job for nobody, or somebody who has been erased since. */
	readonly personId: string | null;
	readonly action: string;
	readonly subjectId: string | null;
	readonly requestId: string | null;
	readonly details: Readonly<Record<string, string | number>>;
}

const columns = sql`
	id, happened_at as "happenedAt", person_id as "personId", action, subject_id as "subjectId", request_id as "requestId", details
`;

/** A process may write an event a while after its transaction began. */
const longestTransaction = 60 * 60 * 1000;

/** The smallest id that is made at a moment: ids are UUIDs of version 7, which begin with the time in milliseconds (RFC 9562, 5.7). */
function firstIdAt(moment: number): string {
	const time = Math.max(0, moment).toString(16).padStart(12, '0');
	return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

function conditions({ action, id, from, until, before }: AuditFilter): RawBuilder<unknown> {
	const all = [sql`true`];
	if (action !== undefined) all.push(sql`action = ${action}`);
	if (id !== undefined) all.push(sql`(subject_id = ${id}::uuid or person_id = ${id}::uuid or request_id = ${id}::text)`);
	if (before !== undefined) all.push(sql`id < ${before}::uuid`);
	// By the ids as well, so that a day long ago is found without reading everything since.
	if (from !== undefined) all.push(sql`happened_at >= ${from} and id >= ${firstIdAt(from.getTime() - longestTransaction)}::uuid`);
	if (until !== undefined) all.push(sql`happened_at < ${until} and id < ${firstIdAt(until.getTime() + longestTransaction)}::uuid`);
	return sql.join(all, sql` and `);
}

/** Events that the acting person may read, newest first. */
export async function listEvents(transaction: DatabaseTransaction, filter: AuditFilter, limit: number): Promise<LoggedEvent[]> {
	const { rows } = await sql<LoggedEvent>`
		select ${columns} from people.audit_event where ${conditions(filter)} order by id desc limit ${limit}
	`.execute(transaction);
	return rows;
}

/** What a person did, and what others did about that person, newest first. */
export async function listEventsOf(
	transaction: DatabaseTransaction,
	personId: string,
	before: string | undefined,
	limit: number
): Promise<LoggedEvent[]> {
	const { rows } = await sql<LoggedEvent>`
		select ${columns} from people.audit_event
		where (
				person_id = ${personId} or subject_id = ${personId}
				or subject_id in (select membership.id from people.membership where membership.person_id = ${personId})
			) and ${before === undefined ? sql`true` : sql`id < ${before}::uuid`}
		order by id desc limit ${limit}
	`.execute(transaction);
	return rows;
}

/** Names of persons with an account, for whoever may read the whole log. */
export async function namesInAudit(transaction: DatabaseTransaction, persons: readonly string[]): Promise<Map<string, string>> {
	const { rows } = await sql<{ person_id: string; name: string }>`
		select person_id, name from people.names_in_audit(${[...new Set(persons)]}::uuid[])
	`.execute(transaction);
	return new Map(rows.map((row) => [row.person_id, row.name]));
}
