import { forgetPerson, recordEvent } from '#contexts/people/index.ts';
import type { Actor } from '#platform/actor.ts';
import { countAttempts, deleteAttempt } from '../store/attempts.ts';
import { onOwnAttempt } from './on-own-attempt.ts';

/**
 * Erases an attempt for good: answers, result, plan and links go with it. A guest whose last attempt is erased is forgotten too, and the resume
 * code opens nothing any more; an account stays. What stays is the audit event that an attempt was erased, without the person.
 */
export async function eraseAttempt(actor: Actor, attemptId: string): Promise<{ isForgotten: boolean }> {
	return onOwnAttempt(actor, attemptId, 'any', async (transaction, attempt) => {
		await deleteAttempt(transaction, attemptId);
		await recordEvent(transaction, actor, { action: 'attempt.erased', subjectId: attemptId });
		const isGuest = actor.kind === 'person' && actor.account === undefined;
		const isForgotten = isGuest && (await countAttempts(transaction, attempt.personId)) === 0;
		if (isForgotten) await forgetPerson(transaction, attempt.personId);
		return { isForgotten };
	});
}
