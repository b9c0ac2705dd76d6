import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { type Attempt, lockAttempt } from '../store/attempts.ts';
import { requirePerson } from './require-person.ts';

/**
 * Runs `work` on an own attempt that nobody else changes meanwhile, in one transaction.
 * Throws `person.required`, `attempt.not_found`, and, when `expect` says so, `attempt.submitted` or `attempt.not_submitted`.
 */
export async function onOwnAttempt<Result>(
	actor: Actor,
	attemptId: string,
	expect: 'open' | 'submitted' | 'any',
	work: (transaction: DatabaseTransaction, attempt: Attempt) => Promise<Result>
): Promise<Result> {
	const person = requirePerson(actor);
	return inTransaction(actingAs(person), async (transaction) => {
		const attempt = await lockAttempt(transaction, person.personId, attemptId);
		if (attempt === undefined) throw new DomainError('attempt.not_found');
		if (expect === 'open' && attempt.submittedAt !== null) throw new DomainError('attempt.submitted');
		if (expect === 'submitted' && attempt.submittedAt === null) throw new DomainError('attempt.not_submitted');
		return work(transaction, attempt);
	});
}
