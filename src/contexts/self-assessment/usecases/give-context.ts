import type { Actor } from '#platform/actor.ts';
import { readContextAnswers } from '../domain/context.ts';
import { storeContext } from '../store/attempts.ts';
import { findInstrument } from '../store/instruments.ts';
import { onOwnAttempt } from './on-own-attempt.ts';

/** Stores the answers to the context questions, in place of those given before. Throws the codes of `onOwnAttempt` and `readContextAnswers`. */
export async function giveContext(actor: Actor, attemptId: string, given: Readonly<Record<string, unknown>>): Promise<void> {
	await onOwnAttempt(actor, attemptId, 'open', async (transaction, attempt) => {
		const instrument = await findInstrument(transaction, attempt.instrumentId, attempt.instrumentVersion);
		await storeContext(transaction, attemptId, readContextAnswers(instrument.context, given));
	});
}
