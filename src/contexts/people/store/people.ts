import { v7 as uuidv7 } from 'uuid';
import { sql } from 'kysely';
import { database, type DatabaseTransaction, tablesOf } from '#platform/database.ts';
import { groupCalls } from '#platform/batch.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** Stores a new person without an account, with the code that opens the place and the consent given. */
export async function insertGuest(
	transaction: DatabaseTransaction,
	id: string,
	guest: { codeHash: Buffer; consent: { purpose: string; textVersion: string; locale: string } }
): Promise<void> {
	const { purpose, textVersion, locale } = guest.consent;
	// One statement for three rows: starting an assessment is on the hot path of a country's first morning.
	await sql`
		with person as (insert into people.person (id) values (${id}) returning id),
		resume_code as (insert into people.resume_code (person_id, code_hash) select id, ${guest.codeHash} from person)
		insert into people.consent (id, person_id, purpose, text_version, locale) select ${uuidv7()}, id, ${purpose}, ${textVersion}, ${locale} from person
	`.execute(transaction);
}

/** The person that each hash belongs to; undefined where none does. Calls that arrive together share one query. */
export const findPersonByCodeHash = groupCalls<Buffer, string | undefined>(
	async (hashes) => {
		const { rows } = await sql<{ person_id: string; code_hash: Buffer }>`
			select person_id, code_hash from people.find_by_code_hash(${hashes}::bytea[])
		`.execute(database());
		const byHash = new Map(rows.map((row) => [row.code_hash.toString('hex'), row.person_id]));
		return hashes.map((hash) => byHash.get(hash.toString('hex')));
	},
	{ largest: 500, concurrency: 1 }
);

export interface NewAuditEvent {
	readonly personId: string | null;
	readonly action: string;
	readonly subjectId: string | null;
	readonly requestId: string;
	readonly details: Readonly<Record<string, string | number>>;
}

export async function insertAuditEvent(transaction: DatabaseTransaction, event: NewAuditEvent): Promise<void> {
	await tables(transaction)
		.insertInto('people.audit_event')
		.values({
			id: uuidv7(),
			person_id: event.personId,
			action: event.action,
			subject_id: event.subjectId,
			request_id: event.requestId,
			details: JSON.stringify(event.details)
		})
		.execute();
}

/** Many in one statement. */
export async function insertAuditEvents(transaction: DatabaseTransaction, events: readonly NewAuditEvent[]): Promise<void> {
	await sql`
		insert into people.audit_event (id, person_id, action, subject_id, request_id, details)
		select id, "personId", action, "subjectId", "requestId", details
		from jsonb_to_recordset(${JSON.stringify(events.map((event) => ({ id: uuidv7(), ...event })))}::jsonb)
			as t (id uuid, "personId" uuid, action text, "subjectId" uuid, "requestId" text, details jsonb)
	`.execute(transaction);
}

/** Removes the person, the code and the consents; audit events stay without the person. */
export async function deletePerson(transaction: DatabaseTransaction, personId: string): Promise<void> {
	await tables(transaction).deleteFrom('people.person').where('id', '=', personId).execute();
}

/** Moves consents and the trace of a guest to an account and forgets the guest. The transaction acts for both. */
export async function absorbGuest(transaction: DatabaseTransaction, guestId: string, personId: string): Promise<void> {
	await sql`select people.absorb_guest(${guestId}::uuid, ${personId}::uuid)`.execute(transaction);
}
