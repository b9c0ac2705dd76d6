import { type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** That a person takes part in a wave, and how far that is. */
export interface Participation {
	readonly waveId: string;
	readonly organisationId: string;
	readonly joinedAt: Date;
	readonly attemptId: string | null;
	readonly finishedAt: Date | null;
	/** Null while the person has not decided. */
	readonly decision: 'shared' | 'declined' | null;
}

/** All waves that a person takes or took part in, the latest first. */
export async function listParticipationsOf(db: Queryable, personId: string): Promise<(Participation & { title: string })[]> {
	const rows = await tables(db)
		.selectFrom('insight.participation as participation')
		.innerJoin('insight.wave as wave', 'wave.id', 'participation.wave_id')
		.select([
			'participation.wave_id as waveId',
			'participation.organisation_id as organisationId',
			'participation.joined_at as joinedAt',
			'participation.attempt_id as attemptId',
			'participation.finished_at as finishedAt',
			'participation.decision',
			'wave.title'
		])
		.where('participation.person_id', '=', personId)
		.orderBy('participation.joined_at', 'desc')
		.execute();
	return rows.map((row) => ({ ...row, decision: row.decision as Participation['decision'] }));
}

/** Erases that a person took part; what was shared has no way back to the person and stays. Returns how many rows went. */
export async function deleteParticipationsOf(transaction: DatabaseTransaction, personId: string): Promise<number> {
	const { numDeletedRows } = await tables(transaction).deleteFrom('insight.participation').where('person_id', '=', personId).executeTakeFirst();
	return Number(numDeletedRows);
}

/** Erases when somebody was reminded, and whether they had stopped that. */
export async function deleteReminderOf(transaction: DatabaseTransaction, personId: string): Promise<number> {
	const { numDeletedRows } = await tables(transaction).deleteFrom('insight.reminder').where('person_id', '=', personId).executeTakeFirst();
	return Number(numDeletedRows);
}

/** Where a person took part with this attempt in a wave whose results are out; of several the one that closed last. */
export async function findPublishedOf(
	db: Queryable,
	personId: string,
	attemptId: string
): Promise<{ waveId: string; organisationId: string } | undefined> {
	return tables(db)
		.selectFrom('insight.participation as participation')
		.innerJoin('insight.wave as wave', 'wave.id', 'participation.wave_id')
		.select(['participation.wave_id as waveId', 'participation.organisation_id as organisationId'])
		.where('participation.person_id', '=', personId)
		.where('participation.attempt_id', '=', attemptId)
		.where('wave.published_at', 'is not', null)
		.orderBy('wave.closed_at', 'desc')
		.executeTakeFirst();
}
