import { requireRightIn } from '#contexts/people/index.ts';
import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Wave } from '../domain/wave.ts';
import { findWave, lockWave } from '../store/waves.ts';

/**
 * Runs `work` on a wave that nobody else changes meanwhile, in one transaction, for whoever may manage it where it lies. Throws `account.required`,
 * `wave.not_found` (also for somebody who may not see it), `right.missing`.
 */
export async function onWave<Result>(
	actor: Actor,
	waveId: string,
	work: (transaction: DatabaseTransaction, wave: Wave) => Promise<Result>
): Promise<Result> {
	if (actor.kind !== 'person') throw new DomainError('account.required');
	return inTransaction(actingAs(actor), async (transaction) => {
		const seen = await findWave(transaction, waveId);
		if (seen === undefined) throw new DomainError('wave.not_found');
		await requireRightIn(transaction, actor, 'wave.manage', { organisationId: seen.organisationId });
		const wave = await lockWave(transaction, waveId);
		if (wave === undefined) throw new DomainError('wave.not_found');
		return work(transaction, wave);
	});
}
