import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/database.ts';

const parts = ['answer', 'attempt_context', 'self_rating', 'result', 'goal', 'share'] as const;

/** Erases all attempts of a person, with everything that belongs to them. Returns how many rows of each table there were. */
export async function deleteAttemptsOf(transaction: DatabaseTransaction, personId: string): Promise<Record<string, number>> {
	// Locked first: an answer on its way either is counted, or finds no attempt.
	const { rows: attempts } = await sql<{ id: string }>`
		select id from self_assessment.attempt where person_id = ${personId} for update
	`.execute(transaction);
	const ids = attempts.map(({ id }) => id);
	const counts = await Promise.all(
		parts.map(async (part) => {
			const { rows } = await sql<{ count: number }>`
				select count(*)::int as count from ${sql.table(`self_assessment.${part}`)} where attempt_id = any (${ids}::uuid[])
			`.execute(transaction);
			return [`self_assessment.${part}`, rows[0]?.count ?? 0] as const;
		})
	);
	await sql`delete from self_assessment.attempt where person_id = ${personId}`.execute(transaction);
	return { 'self_assessment.attempt': ids.length, ...Object.fromEntries(counts) };
}
