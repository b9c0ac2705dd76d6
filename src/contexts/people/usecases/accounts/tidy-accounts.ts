import { deleteExpiredLimits } from '../../store/attempt-limits.ts';
import { deleteExpired } from '../../store/verifications.ts';

/** Removes sessions, links and counters that have run out; returns how many rows. */
export async function tidyAccounts(): Promise<number> {
	const removed = await Promise.all([deleteExpired(), deleteExpiredLimits()]);
	return removed.reduce((sum, count) => sum + count, 0);
}
