import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import type { Locale } from '#platform/locale.ts';
import type { Consent, ConsentPurpose } from '../domain/consent.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** All consents of a person, those given first at the top; for one purpose when named. */
export async function listConsentsOf(db: Queryable, personId: string, purpose?: ConsentPurpose): Promise<Consent[]> {
	const rows = await tables(db)
		.selectFrom('people.consent')
		.select(['id', 'purpose', 'text_version', 'subject_id', 'given_at', 'withdrawn_at'])
		.where('person_id', '=', personId)
		.$if(purpose !== undefined, (query) => query.where('purpose', '=', purpose ?? ''))
		.orderBy('given_at')
		.orderBy('id')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		purpose: row.purpose as ConsentPurpose,
		textVersion: row.text_version,
		subjectId: row.subject_id,
		givenAt: row.given_at,
		withdrawnAt: row.withdrawn_at
	}));
}

/** Stores that the person agreed, unless the same consent holds already. Returns whether it was stored. */
export async function insertConsent(
	transaction: DatabaseTransaction,
	personId: string,
	consent: { purpose: ConsentPurpose; textVersion: string; locale: Locale; subjectId: string | null }
): Promise<boolean> {
	const { purpose, textVersion, locale, subjectId } = consent;
	const { rows } = await sql`
		insert into people.consent (id, person_id, purpose, text_version, locale, subject_id)
		select ${uuidv7()}::uuid, ${personId}::uuid, ${purpose}, ${textVersion}, ${locale}, ${subjectId}::uuid
		where not exists (
			select from people.consent
			where person_id = ${personId} and purpose = ${purpose} and text_version = ${textVersion}
				and subject_id is not distinct from ${subjectId}::uuid and withdrawn_at is null
		)
		returning id
	`.execute(transaction);
	return rows.length > 0;
}

/** Ends what was given for a purpose, whatever version its text had. Returns how many consents there were. */
export async function endConsents(
	transaction: DatabaseTransaction,
	personId: string,
	purpose: ConsentPurpose,
	subjectId: string | null
): Promise<number> {
	const { rows } = await sql`
		update people.consent set withdrawn_at = now()
		where person_id = ${personId} and purpose = ${purpose} and subject_id is not distinct from ${subjectId}::uuid and withdrawn_at is null
		returning id
	`.execute(transaction);
	return rows.length;
}

/** Whether a consent to exactly this text holds. */
export async function holdsConsent(
	db: Queryable,
	personId: string,
	wanted: { purpose: ConsentPurpose; textVersion: string; subjectId: string | null }
): Promise<boolean> {
	const { rows } = await sql<{ holds: boolean }>`
		select exists (
			select from people.consent
			where person_id = ${personId} and purpose = ${wanted.purpose} and text_version = ${wanted.textVersion}
				and subject_id is not distinct from ${wanted.subjectId}::uuid and withdrawn_at is null
		) as holds
	`.execute(db);
	return rows[0]?.holds === true;
}
