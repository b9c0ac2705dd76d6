import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import type { DataHolder, RowCounts } from '../domain/data-holder.ts';
import { deletePerson } from '../store/people.ts';
import { endConsents } from '../store/consents.ts';
import { readPurpose } from './give-consent.ts';
import { recordEvent } from './record-event.ts';
import { requirePerson } from './require-person.ts';

/**
 * Withdraws what was given for a purpose; it takes effect with the transaction, and each holder erases what it may not keep any more. Withdrawing
 * again changes nothing. A guest without results is nobody any more, and is forgotten.
 * Throws `person.required`, `consent.unknown`, `consent.subject`.
 */
export async function withdrawConsent(
	actor: Actor,
	request: { purpose: string; subjectId?: string | undefined },
	holders: readonly DataHolder[]
): Promise<{ erased: RowCounts; isForgotten: boolean }> {
	const person = requirePerson(actor);
	const { purpose, subjectId } = readPurpose(request.purpose, request.subjectId);
	return inTransaction(actingAs(person), async (transaction) => {
		const erased: Record<string, number> = {};
		const ended = await endConsents(transaction, person.personId, purpose, subjectId);
		for (const holder of holders) Object.assign(erased, await holder.withdraw(transaction, person, purpose));
		if (ended > 0) await recordEvent(transaction, person, { action: 'consent.withdrawn', subjectId, details: { purpose } });
		const isForgotten = purpose === 'keep-results' && person.account === undefined;
		if (isForgotten) await deletePerson(transaction, person.personId);
		return { erased, isForgotten };
	});
}
