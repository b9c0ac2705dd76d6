import type { DatabaseTransaction } from '#platform/database.ts';
import { findPseudonym } from '../store/studies.ts';

/**
 * For sharing, in its transaction: the pseudonym that goes with the snapshot of the acting person in a wave. Null unless the wave is a
 * round of an open
 * study and the person agreed to `study`. It is made in the database: no login can read the key.
 */
export function pseudonymFor(transaction: DatabaseTransaction, waveId: string, personId: string): Promise<Buffer | null> {
	return findPseudonym(transaction, waveId, personId);
}
