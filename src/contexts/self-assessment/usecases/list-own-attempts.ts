import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import type { Instrument } from '../domain/instrument.ts';
import { type Attempt, countAnswers, listAttempts } from '../store/attempts.ts';
import { findInstrument } from '../store/instruments.ts';
import { findResults, type FrozenResult } from '../store/results.ts';

/** An own attempt in the list of all: how far it went, and its frozen result once submitted. */
export interface AttemptSummary {
	readonly attempt: Attempt;
	readonly instrument: Instrument;
	readonly answered: number;
	readonly result: FrozenResult | undefined;
}

/** The attempts of the acting person, newest first; none for somebody who is not known. */
export async function listOwnAttempts(actor: Actor): Promise<AttemptSummary[]> {
	if (actor.kind !== 'person') return [];
	return inTransaction(actingAs(actor), async (transaction) => {
		const attempts = await listAttempts(transaction, actor.personId);
		const ids = attempts.map((attempt) => attempt.id);
		const [results, answered] = await Promise.all([findResults(transaction, ids), countAnswers(transaction, ids)]);
		return Promise.all(
			attempts.map(async (attempt) => ({
				attempt,
				instrument: await findInstrument(transaction, attempt.instrumentId, attempt.instrumentVersion),
				answered: answered.get(attempt.id) ?? 0,
				result: results.get(attempt.id)
			}))
		);
	});
}
