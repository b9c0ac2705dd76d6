import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { countAttempt, requireFewAttempts } from '../store/attempt-limits.ts';
import { isToken, recogniseToken } from './api-tokens.ts';
import { recognise } from './recognise.ts';

/** How a secret comes with a request: put in by a program, or kept by a browser. */
export type SentBy = 'bearer' | 'cookie';

/**
 * Turns a resume code or a personal token that came with a request into its person. Wrong ones are counted, by network and, of programs, by the
 * secret itself: whoever guesses is refused even with a right one, until the time is over.
 * Throws `rate.limited`, `resume_code.malformed`, `resume_code.unknown`, `token.unknown`.
 */
export async function recogniseSent(
	secret: string,
	{ by, network, requestId }: { readonly by: SentBy; readonly network: string; readonly requestId: string }
): Promise<Actor> {
	requireFewAttempts(`${by}.network`, network);
	if (by === 'bearer') requireFewAttempts('bearer.secret', secret);
	try {
		return await (by === 'bearer' && isToken(secret) ? recogniseToken(secret, requestId) : recognise(secret, requestId));
	} catch (refusal) {
		if (refusal instanceof DomainError) {
			if (by === 'bearer') await countAttempt('bearer.secret', secret);
			await countAttempt(`${by}.network`, network);
		}
		throw refusal;
	}
}
