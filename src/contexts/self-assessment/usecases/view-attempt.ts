import type { Actor } from '#platform/actor.ts';
import { database } from '#platform/database.ts';
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
	const { personId } = requirePerson(actor);
	const attempt = await findAttempt(database(), personId, attemptId);
	if (attempt === undefined) throw new DomainError('attempt.not_found');
	const [instrument, answers, context, selfRatings] = await Promise.all([
		findInstrument(database(), attempt.instrumentId, attempt.instrumentVersion),
		readAnswers(database(), attemptId),
		readContext(database(), attemptId),
		readSelfRatings(database(), attemptId)
	]);
	return { attempt, instrument, answers, context, selfRatings };
}

/** An attempt that nobody made, with nothing given: for the blank pages that devices keep. Throws `instrument.not_found`. */
export async function viewBlankAttempt(instrumentId: string, instrumentVersion: string): Promise<AttemptView> {
	const instrument = await findInstrument(database(), instrumentId, instrumentVersion);
	const attempt = { id: blankAttemptId, personId: blankAttemptId, instrumentId, instrumentVersion, startedAt: new Date(0), submittedAt: null };
	return { attempt, instrument, answers: [], context: {}, selfRatings: {} };
}
