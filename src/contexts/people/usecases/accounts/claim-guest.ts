import type { Actor } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { absorbGuest } from '../../store/people.ts';
import { recogniseTyped } from '../recognise.ts';
import { recordEvent } from '../record-event.ts';
import { requireAccount } from '../require-person.ts';
import type { Visit } from './visit.ts';

/**
 * What a context has to move when a guest becomes part of an account; returns how many things it moved. `people` knows no other context, so the front
 * door hands in those that there are (`src/claim.ts`).
 */
export type MoveBelongings = (transaction: DatabaseTransaction, guestId: string, personId: string) => Promise<number>;

/**
 * Makes a guest's own things those of the account that has signed in: all of it in one transaction, then the guest is forgotten and the resume code
 * stops working. Repeated, it finds no guest any more: `resume_code.unknown`. Throws `account.required`, `resume_code.malformed`, `rate.limited`.
 */
export async function claimGuest(actor: Actor, visit: Visit, code: string, movers: readonly MoveBelongings[]): Promise<number> {
	const { personId } = requireAccount(actor);
	const guest = await recogniseTyped(visit, code);
	if (guest.kind !== 'person') throw new DomainError('resume_code.unknown');
	return inTransaction({ persons: [personId, guest.personId] }, async (transaction) => {
		let moved = 0;
		for (const move of movers) moved += await move(transaction, guest.personId, personId);
		await absorbGuest(transaction, guest.personId, personId);
		await recordEvent(transaction, actor, { action: 'account.guest_claimed', subjectId: personId, details: { attempts: moved } });
		return moved;
	});
}
