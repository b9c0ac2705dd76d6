import { validate } from 'uuid';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import { type ConsentPurpose, isConsentPurpose } from '../domain/consent.ts';
import { insertConsent } from '../store/consents.ts';
import { isOrganisation } from '../store/own-data.ts';
import { currentConsentText } from '../store/privacy-content.ts';
import { recordEvent } from './record-event.ts';
import { requirePerson } from './require-person.ts';

/** What somebody agrees to: `subjectId` is the organisation, for a purpose that is given to one. */
export interface ConsentRequest {
	readonly purpose: string;
	readonly locale: Locale;
	readonly subjectId?: string | undefined;
}

/** Gives a consent to the text of now, in the transaction of what needs it. Given already, it stays as it is. */
export async function giveConsentIn(
	transaction: DatabaseTransaction,
	person: Person,
	purpose: ConsentPurpose,
	locale: Locale,
	subjectId: string | null = null
): Promise<void> {
	const { version } = currentConsentText(purpose);
	const isNew = await insertConsent(transaction, person.personId, { purpose, textVersion: version, locale, subjectId });
	if (isNew) await recordEvent(transaction, person, { action: 'consent.given', subjectId, details: { purpose, version } });
}

/** The purpose and the subject that belong together. Throws `consent.unknown`, `consent.subject`. */
export function readPurpose(purpose: string, subjectId: string | undefined): { purpose: ConsentPurpose; subjectId: string | null } {
	if (!isConsentPurpose(purpose)) throw new DomainError('consent.unknown', { purpose });
	const needsSubject = currentConsentText(purpose).subject === 'organisation';
	if (needsSubject !== (subjectId !== undefined)) throw new DomainError('consent.subject');
	// Typed by hand it may be no id at all, and PostgreSQL would stumble over it.
	if (subjectId !== undefined && !validate(subjectId)) throw new DomainError('consent.subject');
	return { purpose, subjectId: subjectId ?? null };
}

/**
 * The person agrees to the text of a purpose as it is now. Giving it again changes nothing.
 * Throws `person.required`, `consent.unknown`, and `consent.subject` when the organisation is missing, unknown or out of place.
 */
export async function giveConsent(actor: Actor, request: ConsentRequest): Promise<void> {
	const person = requirePerson(actor);
	const { purpose, subjectId } = readPurpose(request.purpose, request.subjectId);
	await inTransaction(actingAs(person), async (transaction) => {
		if (subjectId !== null && !(await isOrganisation(transaction, subjectId))) throw new DomainError('consent.subject');
		await giveConsentIn(transaction, person, purpose, request.locale, subjectId);
	});
}
