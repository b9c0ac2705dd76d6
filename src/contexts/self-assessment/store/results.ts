import { type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import type { AttemptScore } from '../domain/score.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** A result as it was computed at submission, with the versions it was computed with. It never changes. */
export interface FrozenResult {
	readonly framework: { readonly id: string; readonly version: string };
	readonly ruleVersion: string;
	readonly score: AttemptScore;
	readonly computedAt: Date;
}

export async function insertResult(transaction: DatabaseTransaction, attemptId: string, result: Omit<FrozenResult, 'computedAt'>): Promise<void> {
	await tables(transaction)
		.insertInto('self_assessment.result')
		.values({
			attempt_id: attemptId,
			framework_id: result.framework.id,
			framework_version: result.framework.version,
			rule_version: result.ruleVersion,
			body: JSON.stringify(result.score)
		})
		.execute();
}

/** Frozen results of the given attempts, by attempt id; attempts that are not submitted have none. */
export async function findResults(db: Queryable, attemptIds: readonly string[]): Promise<Map<string, FrozenResult>> {
	if (attemptIds.length === 0) return new Map();
	const rows = await tables(db).selectFrom('self_assessment.result').selectAll().where('attempt_id', 'in', [...attemptIds]).execute();
	return new Map(
		rows.map((row) => [
			row.attempt_id,
			{
				framework: { id: row.framework_id, version: row.framework_version },
				ruleVersion: row.rule_version,
				score: row.body as unknown as AttemptScore,
				computedAt: row.computed_at
			}
		])
	);
}
