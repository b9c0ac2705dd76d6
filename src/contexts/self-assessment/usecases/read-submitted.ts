import type { DatabaseTransaction } from '#platform/database.ts';
import type { ContextAnswers } from '../domain/context.ts';
import type { Answers } from '../domain/score.ts';
import { type Attempt, findAttempt, readAnswerMap, readContext } from '../store/attempts.ts';

/** An own attempt in the transaction of somebody who needs to know whether it is submitted; undefined: not this person's. */
export function findSubmitted(transaction: DatabaseTransaction, personId: string, attemptId: string): Promise<Attempt | undefined> {
	return findAttempt(transaction, personId, attemptId);
}

/** Answers and context of an own submitted attempt, for the person to share; undefined: not this person's, or not submitted. */
export async function readSubmitted(
	transaction: DatabaseTransaction,
	personId: string,
	attemptId: string
): Promise<{ answers: Answers; context: ContextAnswers } | undefined> {
	const [attempt, answers, context] = await Promise.all([
		findAttempt(transaction, personId, attemptId),
		readAnswerMap(transaction, attemptId),
		readContext(transaction, attemptId)
	]);
	return attempt === undefined || attempt.submittedAt === null ? undefined : { answers, context };
}
