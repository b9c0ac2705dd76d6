import { validate } from 'uuid';
import { recordEvent } from '#contexts/people/index.ts';
import { type Actor, nobody } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { moveParticipations, stopByToken } from '../store/joining.ts';

/**
 * Gives a guest's waves to the account that claims the guest; in its transaction. Where both took part in one wave, whoever has shared stays. What is
 * counted for the reader are attempts, so it adds nothing.
 */
export async function claimParticipations(transaction: DatabaseTransaction, guestId: string, personId: string): Promise<number> {
	await moveParticipations(transaction, guestId, personId);
	return 0;
}

/** Stops all reminders of waves to whoever got the letter with this token. Twice does no harm. Throws `link.expired` for a wrong one. */
export async function stopReminders(actor: Actor, token: string): Promise<void> {
	if (!validate(token)) throw new DomainError('link.expired');
	await inTransaction(nobody, async (transaction) => {
		if (!(await stopByToken(transaction, token))) throw new DomainError('link.expired');
		await recordEvent(transaction, { kind: 'anonymous', requestId: actor.requestId }, { action: 'wave.reminders_stopped', subjectId: null });
	});
}
