import { v7 as uuidv7 } from 'uuid';
import { sql } from 'kysely';
import { type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import { codeOf, type Level, valueOf } from '../domain/level.ts';
import type { Goal } from '../domain/plan.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

export async function listGoals(db: Queryable, attemptId: string): Promise<Goal[]> {
	const rows = await tables(db)
		.selectFrom('self_assessment.goal')
		.select(['item', 'target_value', 'due_on', 'note', 'done_at'])
		.where('attempt_id', '=', attemptId)
		.orderBy('item')
		.execute();
	return rows.map((row) => ({ item: row.item, target: codeOf(row.target_value) as Level, dueOn: row.due_on, note: row.note, doneAt: row.done_at }));
}

/** Adds the goal, or changes the one that stands for this item. */
export async function storeGoal(transaction: DatabaseTransaction, attemptId: string, goal: Omit<Goal, 'doneAt'>): Promise<void> {
	const values = { target_value: valueOf(goal.target), due_on: goal.dueOn, note: goal.note };
	await tables(transaction)
		.insertInto('self_assessment.goal')
		.values({ id: uuidv7(), attempt_id: attemptId, item: goal.item, ...values })
		.onConflict((conflict) => conflict.columns(['attempt_id', 'item']).doUpdateSet(values))
		.execute();
}

/** Marks a goal as reached, or open again. Returns false when there is no such goal. */
export async function markGoal(transaction: DatabaseTransaction, attemptId: string, item: string, isDone: boolean): Promise<boolean> {
	const result = await tables(transaction)
		.updateTable('self_assessment.goal')
		.set({ done_at: isDone ? sql<Date>`coalesce(done_at, now())` : null })
		.where('attempt_id', '=', attemptId)
		.where('item', '=', item)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

/** Returns false when there is no such goal. */
export async function deleteGoal(transaction: DatabaseTransaction, attemptId: string, item: string): Promise<boolean> {
	const result = await tables(transaction)
		.deleteFrom('self_assessment.goal')
		.where('attempt_id', '=', attemptId)
		.where('item', '=', item)
		.executeTakeFirst();
	return result.numDeletedRows > 0n;
}
