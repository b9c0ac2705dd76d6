import { recordEvent } from '#contexts/people/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { DatabaseTransaction } from '#platform/database.ts';
import { scoreAttempt, scoringRule } from '../domain/score.ts';
import { readAnswerMap } from '../store/attempts.ts';
import { findInstrument } from '../store/instruments.ts';
import { freezeResult } from '../store/results.ts';
import { onOwnAttempt } from './on-own-attempt.ts';

/**
 * What another context has to note when an attempt is submitted, in the same transaction. This one knows no other, so the front doors hand in those
 * that there are (`src/after-submission.ts`).
 */
export type AfterSubmission = (transaction: DatabaseTransaction, personId: string, attemptId: string) => Promise<void>;

/**
 * Submits an attempt: computes the result and freezes it with the versions of framework and rule. Unanswered items are allowed. Submitting again
 * changes nothing and is no error, so that a double click is harmless. Throws `person.required`, `attempt.not_found`.
 */
export async function submitAttempt(actor: Actor, attemptId: string, after: readonly AfterSubmission[] = []): Promise<{ submittedAt: Date }> {
	return onOwnAttempt(actor, attemptId, 'any', async (transaction, attempt) => {
		if (attempt.submittedAt !== null) return { submittedAt: attempt.submittedAt };
		const [instrument, answers] = await Promise.all([
			findInstrument(transaction, attempt.instrumentId, attempt.instrumentVersion),
			readAnswerMap(transaction, attemptId)
		]);
		const [submittedAt] = await Promise.all([
			freezeResult(transaction, attemptId, {
				framework: instrument.framework,
				ruleVersion: scoringRule.version,
				score: scoreAttempt(instrument.items, answers)
			}),
			recordEvent(transaction, actor, { action: 'attempt.submitted', subjectId: attemptId, details: { answered: answers.size } }),
			...after.map((note) => note(transaction, attempt.personId, attemptId))
		]);
		return { submittedAt };
	});
}
