import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { type AnswerCode, valueOf } from '../domain/level.ts';
import { saveAnswer } from '../store/save-answers.ts';
import { requirePerson } from './require-person.ts';

export interface GivenAnswer {
	readonly item: string;
	/** null takes the answer back. */
	readonly answer: AnswerCode | null;
	/** When it was given, by the clock of the device; now when absent. */
	readonly answeredAt?: Date | undefined;
}

const itemCode = /^[\d.]{1,20}$/;

/**
 * Stores one answer durably. Repeating it changes nothing; of several answers to one item the one given last by time wins, wherever it came from.
 * A clock that runs ahead counts as now, so that it can't lock the item for later answers.
 *
 * Throws `person.required`, `attempt.not_found`, `attempt.submitted`, `item.unknown`.
 */
export async function giveAnswer(actor: Actor, attemptId: string, given: GivenAnswer): Promise<{ savedAt: Date; isSuperseded: boolean }> {
	const { personId } = requirePerson(actor);
	// Answers share a statement: a sign that PostgreSQL refuses (a zero byte) would fail those of others, too.
	if (!itemCode.test(given.item)) throw new DomainError('item.unknown', { item: given.item });
	const now = new Date();
	const answeredAt = given.answeredAt === undefined || given.answeredAt > now ? now : given.answeredAt;
	const value = given.answer === null ? null : valueOf(given.answer);
	const outcome = await saveAnswer({ personId, attemptId, item: given.item, value, answeredAt });
	switch (outcome.status) {
		case 'saved':
		case 'superseded':
			return { savedAt: outcome.savedAt, isSuperseded: outcome.status === 'superseded' };
		case 'attempt_not_found':
			throw new DomainError('attempt.not_found');
		case 'attempt_submitted':
			throw new DomainError('attempt.submitted');
		case 'item_unknown':
			throw new DomainError('item.unknown', { item: given.item });
	}
}

/** What became of one answer of several. */
export type GivenOutcome =
	| { readonly item: string; readonly status: 'saved' | 'superseded'; readonly savedAt: Date }
	| { readonly item: string; readonly status: 'refused'; readonly code: 'item.unknown' };

/** More answers than any instrument has items. */
export const mostAnswersAtOnce = 200;

/**
 * Stores several answers of an attempt, as a device sends them when the line is back. They are written together: an item that the instrument lacks is
 * told apart and does not keep the others from being stored.
 *
 * Throws `person.required`, `attempt.not_found`, `attempt.submitted`.
 */
export async function giveAnswers(actor: Actor, attemptId: string, given: readonly GivenAnswer[]): Promise<GivenOutcome[]> {
	return Promise.all(given.map(async (one): Promise<GivenOutcome> => {
		const { item } = one;
		try {
			const { savedAt, isSuperseded } = await giveAnswer(actor, attemptId, one);
			return { item, status: isSuperseded ? 'superseded' : 'saved', savedAt };
		} catch (error) {
			if (error instanceof DomainError && error.code === 'item.unknown') return { item, status: 'refused', code: 'item.unknown' };
			throw error;
		}
	}));
}
