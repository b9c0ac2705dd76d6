import { giveConsentIn, hasConsent, newGuest, recordEvent, welcomeGuest } from '#contexts/people/index.ts';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import type { Instrument } from '../domain/instrument.ts';
import { insertAttempt, newAttempt, type Attempt } from '../store/attempts.ts';
import { currentInstrument } from './list-instruments.ts';

export interface StartedAttempt {
	readonly attempt: Attempt;
	/** Only for a new guest, and only this once: the code is not stored. */
	readonly resumeCode: string | undefined;
}

/**
 * Starts an attempt with the newest version of an instrument. Nobody known becomes a guest with a resume code; a known person gets one more attempt.
 * `consent`: the person agrees now that results are kept; whoever agreed before need not say it again (undefined).
 * Throws `consent.required` when the person did not agree, and `instrument.not_found`.
 */
export async function startAttempt(
	actor: Actor,
	request: { instrumentId: string; locale: Locale; consent?: boolean | undefined }
): Promise<StartedAttempt> {
	if (request.consent === false || (request.consent === undefined && actor.kind !== 'person')) throw new DomainError('consent.required');
	const instrument = await currentInstrument(request.instrumentId);
	const person = actor.kind === 'person' ? actor : newGuest(actor.requestId);
	const attempt = newAttempt(person.personId, instrument);
	return inTransaction(actingAs(person), async (transaction) => {
		if (request.consent === undefined && !(await hasConsent(transaction, person.personId, 'keep-results'))) throw new DomainError('consent.required');
		// Started together, they travel together: on a country's first morning each round trip counts.
		const [guest] = await Promise.all([
			actor.kind === 'person' ? undefined : welcomeGuest(transaction, person, request.locale),
			actor.kind === 'person' && request.consent === true ? giveConsentIn(transaction, person, 'keep-results', request.locale) : undefined,
			storeStart(transaction, person, attempt)
		]);
		return { attempt, resumeCode: guest?.resumeCode };
	});
}

async function storeStart(transaction: DatabaseTransaction, person: Person, attempt: Attempt): Promise<void> {
	await Promise.all([
		insertAttempt(transaction, attempt),
		recordEvent(transaction, person, {
			action: 'attempt.started',
			subjectId: attempt.id,
			details: { instrument: attempt.instrumentId, version: attempt.instrumentVersion }
		})
	]);
}

/** Starts an attempt with a given version of an instrument in the transaction of what it is for, which has seen to the consent. */
export async function startAttemptIn(transaction: DatabaseTransaction, person: Person, instrument: Instrument): Promise<Attempt> {
	const attempt = newAttempt(person.personId, instrument);
	await storeStart(transaction, person, attempt);
	return attempt;
}
