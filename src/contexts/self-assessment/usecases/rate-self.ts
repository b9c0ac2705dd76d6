import type { Actor } from '#platform/actor.ts';
import type { Level } from '../domain/level.ts';
import { type SelfRatingMoment, storeSelfRating } from '../store/attempts.ts';
import { onOwnAttempt } from './on-own-attempt.ts';

/** Stores which of the six role statements the person chose, before or after the items. Throws the codes of `onOwnAttempt`. */
export async function rateSelf(actor: Actor, attemptId: string, moment: SelfRatingMoment, level: Level): Promise<void> {
	await onOwnAttempt(actor, attemptId, 'open', (transaction) => storeSelfRating(transaction, attemptId, moment, level));
}
