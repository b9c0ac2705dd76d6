import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import type { Level } from '../domain/level.ts';
import { storeGoal } from '../store/goals.ts';
import { findInstrument } from '../store/instruments.ts';
import { onOwnAttempt } from './on-own-attempt.ts';

/** Longest note of a goal, in characters. */
export const longestNote = 2_000;

/** The years in which a goal may fall due: a typing mistake such as 0206 is noticed, a plan for some years ahead is not. */
const dueYears = { first: 2020, last: 2060 };

function checkDueDate(dueOn: string | null): void {
	if (dueOn === null) return;
	const date = new Date(`${dueOn}T00:00:00Z`);
	const isDate = /^\d{4}-\d{2}-\d{2}$/.test(dueOn) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(dueOn);
	if (!isDate || date.getUTCFullYear() < dueYears.first || date.getUTCFullYear() > dueYears.last) throw new DomainError('goal.date');
}

/**
 * Adds a goal to the plan of a submitted attempt, or changes the one for this item: the level to reach, until when, and a note.
 * Throws the codes of `onOwnAttempt`, `item.unknown`, `goal.date`, `goal.note_too_long`.
 */
export async function setGoal(
	actor: Actor,
	attemptId: string,
	goal: { item: string; target: Level; dueOn: string | null; note: string }
): Promise<void> {
	checkDueDate(goal.dueOn);
	if (goal.note.length > longestNote) throw new DomainError('goal.note_too_long', { limit: longestNote });
	await onOwnAttempt(actor, attemptId, 'submitted', async (transaction, attempt) => {
		const instrument = await findInstrument(transaction, attempt.instrumentId, attempt.instrumentVersion);
		if (!instrument.items.some((item) => item.code === goal.item)) throw new DomainError('item.unknown', { item: goal.item });
		await storeGoal(transaction, attemptId, goal);
	});
}
