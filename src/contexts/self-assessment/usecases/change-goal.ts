import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { deleteGoal, markGoal } from '../store/goals.ts';
import { onOwnAttempt } from './on-own-attempt.ts';

/** Marks a goal as reached or as open again. Throws the codes of `onOwnAttempt` and `goal.not_found`. */
export async function markGoalDone(actor: Actor, attemptId: string, item: string, isDone: boolean): Promise<void> {
	await onOwnAttempt(actor, attemptId, 'submitted', async (transaction) => {
		if (!(await markGoal(transaction, attemptId, item, isDone))) throw new DomainError('goal.not_found');
	});
}

/** Takes a goal out of the plan. Throws the codes of `onOwnAttempt` and `goal.not_found`. */
export async function removeGoal(actor: Actor, attemptId: string, item: string): Promise<void> {
	await onOwnAttempt(actor, attemptId, 'submitted', async (transaction) => {
		if (!(await deleteGoal(transaction, attemptId, item))) throw new DomainError('goal.not_found');
	});
}
