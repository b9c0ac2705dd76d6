import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/database.ts';

/** How many joined the wave at a node and below it, and how many of them finished the self-assessment. */
export async function countTakingPart(
	transaction: DatabaseTransaction,
	waveId: string,
	nodeId: string
): Promise<{ joined: number; finished: number }> {
	const { rows } = await sql<{ joined: number; finished: number }>`
		select coalesce(sum(joined), 0)::integer as joined, coalesce(sum(finished), 0)::integer as finished
		from insight.completion(${waveId}, ${nodeId})
	`.execute(transaction);
	return rows[0] ?? { joined: 0, finished: 0 };
}
