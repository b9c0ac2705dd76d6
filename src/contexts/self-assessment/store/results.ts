import { sql } from 'kysely';
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

/** Stores the result and marks the attempt as submitted, in one statement; returns the moment of submission. */
export async function freezeResult(transaction: DatabaseTransaction, attemptId: string, result: Omit<FrozenResult, 'computedAt'>): Promise<Date> {
	const { framework, ruleVersion, score } = result;
	const { rows } = await sql<{ submitted_at: Date }>`
		with result as (
			insert into self_assessment.result (attempt_id, framework_id, framework_version, rule_version, body)
			values (${attemptId}, ${framework.id}, ${framework.version}, ${ruleVersion}, ${JSON.stringify(score)})
		)
		update self_assessment.attempt set submitted_at = now() where id = ${attemptId} returning submitted_at
	`.execute(transaction);
	const [row] = rows;
	if (row === undefined) throw new Error(`There is no attempt ${attemptId} to submit`);
	return row.submitted_at;
}

/** Frozen results of the given attempts, by attempt id; attempts that are not submitted have none. */
export async function findResults(db: Queryable, attemptIds: readonly string[]): Promise<Map<string, FrozenResult>> {
	if (attemptIds.length === 0) return new Map();
	const rows = await tables(db)
		.selectFrom('self_assessment.result')
		.select(['attempt_id', 'framework_id', 'framework_version', 'rule_version', 'body', 'computed_at'])
		.where('attempt_id', 'in', [...attemptIds])
		.execute();
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
