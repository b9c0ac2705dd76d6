import { sql } from 'kysely';
import type { Queryable } from '#platform/database.ts';
import type { NodeHead } from '../domain/results.ts';

/** All nodes of a wave at a node and below, each after those above it. */
export async function listNodesFrom(db: Queryable, waveId: string, nodeId: string): Promise<NodeHead[]> {
	const { rows } = await sql<NodeHead>`
		select organisation_id as id, parent_id as "parentId", kind, name, code
		from insight.wave_node
		where wave_id = ${waveId} and ${nodeId} = any (path)
		order by cardinality(path), name ->> 'ru', organisation_id
	`.execute(db);
	return rows;
}

/** What rows of single persons are grouped by. */
export interface RowGroups {
	/** Persons who shared at the node and below; null: the node is not shown. */
	readonly persons: number | null;
	/** Those directly below whose results are shown. */
	readonly shown: readonly { readonly id: string; readonly name: Readonly<Record<'kk' | 'ru' | 'en', string>> }[];
}

/** For the login `insight` alone. */
export async function findRowGroups(insight: Queryable, waveId: string, nodeId: string): Promise<RowGroups> {
	const [whole, shown] = await Promise.all([
		sql<{ persons: number }>`
			select cell.persons
			from insight.shown_table
			join insight.cell using (wave_id, organisation_id, dimensions)
			where wave_id = ${waveId} and organisation_id = ${nodeId} and dimensions = ''
		`.execute(insight),
		sql<RowGroups['shown'][number]>`
			select node.organisation_id as id, node.name
			from insight.wave_node node
			join insight.shown_table using (wave_id, organisation_id)
			where wave_id = ${waveId} and node.parent_id = ${nodeId} and dimensions = ''
			order by node.name ->> 'ru', node.organisation_id
		`.execute(insight)
	]);
	return { persons: whole.rows[0]?.persons ?? null, shown: shown.rows };
}

/** Records in a piece, and pieces that are fetched together. */
const [recordsInPiece, piecesAtOnce] = [1_000, 8];

/**
 * What was shared at a node and below, each time in another random order: pieces of records that lie behind each other
 * (`domain/export/person-rows.ts`). The number of a record's group is the place of its node in `groups` (from 1), 0 when it is not among them.
 * The database packs the records: a message for each of them would cost more than all else. For the login `insight` alone, on one connection that is
 * given back at the end, also when the reader stops early.
 */
export async function* readSharedRecords(insight: Queryable, waveId: string, nodeId: string, groups: readonly string[]): AsyncGenerator<Buffer> {
	const transaction = await insight.startTransaction().setAccessMode('read only').execute();
	const shown = sql.lit(`{${groups.join(',')}}`);
	try {
		await sql`set local work_mem = '64MB'`.execute(transaction);
		await sql`
			declare shared_records no scroll cursor for
			with place as materialized (
				select organisation_id,
					int2send(coalesce(array_position(${shown}::uuid[], path[array_position(path, ${sql.lit(nodeId)}::uuid) + 1]), 0)::int2) as number
				from insight.wave_node
				where wave_id = ${sql.lit(waveId)}::uuid and ${sql.lit(nodeId)}::uuid = any (path)
			), record as (
				select row_number() over (order by random()) as position, place.number || snapshot.answers || snapshot.local_answers as bytes
				from insight.snapshot
				join place using (organisation_id)
				where snapshot.wave_id = ${sql.lit(waveId)}::uuid
			)
			select string_agg(bytes, '') as bytes from record group by position / ${sql.lit(recordsInPiece)}
		`.execute(transaction);
		for (;;) {
			const { rows } = await sql<{ bytes: Buffer }>`fetch ${sql.lit(piecesAtOnce)} from shared_records`.execute(transaction);
			if (rows.length === 0) break;
			for (const { bytes } of rows) yield bytes;
		}
	} finally {
		await transaction.rollback().execute();
	}
}

/** Whether the acting person may take rows of single persons at a place. */
export async function mayTakeRows(transaction: Queryable, nodeId: string): Promise<boolean> {
	const { rows } = await sql<{ may: boolean }>`select people.may('wave.rows', ${nodeId}) as may`.execute(transaction);
	return rows[0]?.may === true;
}
