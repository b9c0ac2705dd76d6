import { claimParticipations } from '#contexts/insight/index.ts';
import { claimGuest, type MoveBelongings, type Visit } from '#contexts/people/index.ts';
import { claimAttempts } from '#contexts/self-assessment/index.ts';
import type { Actor } from '#platform/actor.ts';

/** What every context moves when a guest becomes part of an account. */
const movers: readonly MoveBelongings[] = [claimAttempts, claimParticipations];

/** Makes what a guest has done that of the account; see `claimGuest`. Returns the number of attempts. */
export function claim(actor: Actor, visit: Visit, code: string): Promise<number> {
	return claimGuest(actor, visit, code, movers);
}
