import { type Actor, actingAs } from '#platform/actor.ts';
import { database, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { blankAttemptId } from '../domain/blank-attempt.ts';
import type { ContextAnswers } from '../domain/context.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { AnswerValue } from '../domain/level.ts';
import { type Attempt, findAttempt, readAnswers, readContext, readSelfRatings, type SelfRatings } from '../store/attempts.ts';
import { findInstrument } from '../store/instruments.ts';
import { requirePerson } from './require-person.ts';

export interface AttemptView {
	readonly attempt: Attempt;
	readonly instrument: Instrument;
	readonly answers: readonly { readonly item: string; readonly value: AnswerValue; readonly answeredAt: Date; readonly savedAt: Date }[];
	readonly context: ContextAnswers;
	readonly selfRatings: SelfRatings;
}

/** An own attempt with everything given so far. Throws `person.required`, `attempt.not_found` (also for somebody else's). */
export async function viewAttempt(actor: Actor, attemptId: string): Promise<AttemptView> {
	const person = requirePerson(actor);
	return inTransaction(actingAs(person), async (transaction) => {
		const [attempt, answers, context, selfRatings] = await Promise.all([
			findAttempt(transaction, person.personId, attemptId),
			readAnswers(transaction, attemptId),
			readContext(transaction, attemptId),
			readSelfRatings(transaction, attemptId)
		]);
		if (attempt === undefined) throw new DomainError('attempt.not_found');
		const instrument = await findInstrument(transaction, attempt.instrumentId, attempt.instrumentVersion);
		return { attempt, instrument, answers, context, selfRatings };
	});
}

/** An attempt that nobody made, with nothing given: for the blank pages that devices keep. Throws `instrument.not_found`. */
export async function viewBlankAttempt(instrumentId: string, instrumentVersion: string): Promise<AttemptView> {
	const instrument = await findInstrument(database(), instrumentId, instrumentVersion);
	const attempt = { id: blankAttemptId, personId: blankAttemptId, instrumentId, instrumentVersion, startedAt: new Date(0), submittedAt: null };
	return { attempt, instrument, answers: [], context: {}, selfRatings: {} };
}
