import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { listAttempts } from '../store/attempts.ts';
import { listGoals } from '../store/goals.ts';

/** How far the plan of the newest finished attempt is; undefined when none is finished. */
export async function latestPlan(actor: Actor): Promise<{ attemptId: string; goals: number; done: number } | undefined> {
	if (actor.kind !== 'person') return undefined;
	return inTransaction(actingAs(actor), async (transaction) => {
		const newest = (await listAttempts(transaction, actor.personId)).find(({ submittedAt }) => submittedAt !== null);
		if (newest === undefined) return undefined;
		const goals = await listGoals(transaction, newest.id);
		return { attemptId: newest.id, goals: goals.length, done: goals.filter(({ doneAt }) => doneAt !== null).length };
	});
}
