import { sql } from 'kysely';
import type { Queryable } from '#platform/database.ts';
import type { NodeHead, WaveHead } from '../domain/results.ts';

/** A group as it is stored: the numbers of `domain/measures.ts`, packed. */
export interface StoredCell {
	readonly organisationId: string;
	/** The key of its bands (`domain/suppression.ts`). */
	readonly bands: string;
	readonly persons: number;
	readonly counts: Buffer;
	readonly sums: Buffer;
}

/** A wave that the acting person may know of; undefined: there is none. */
export async function findWaveHead(db: Queryable, id: string): Promise<WaveHead | undefined> {
	const { rows } = await sql<WaveHead>`
		select id, organisation_id as "organisationId", title, state, opens_on as "opensOn", closes_on as "closesOn", closed_at as "closedAt",
			published_at as "publishedAt", minimum_size as "minimumSize", dimensions, instrument_id as "instrumentId",
			instrument_version as "instrumentVersion", previous_id as "previousId",
			coalesce((
				select jsonb_agg(jsonb_build_object('position', position, 'text', text, 'options', options) order by position)
				from insight.wave_question
				where wave_question.wave_id = wave.id
			), '[]') as questions
		from insight.wave
		where id = ${id}
	`.execute(db);
	return rows[0];
}

export interface NodePlace {
	/** From the root of the wave down to the node itself. */
	readonly path: readonly NodeHead[];
	readonly children: readonly NodeHead[];
	readonly childCount: number;
	/** Whether the acting person may see what is told of the node itself. */
	readonly maySee: boolean;
}

const columns = sql`node.organisation_id as id, node.parent_id as "parentId", node.kind, node.name, node.code`;

/** Where a node stands in the tree of a wave, with at most `limit` of its children by name; undefined: it takes no part. */
export async function findPlace(db: Queryable, waveId: string, nodeId: string, limit: number): Promise<NodePlace | undefined> {
	const [above, below, seen] = await Promise.all([
		sql<NodeHead>`
			select ${columns}
			from insight.wave_node here
			join insight.wave_node node on node.wave_id = here.wave_id and node.organisation_id = any (here.path)
			where here.wave_id = ${waveId} and here.organisation_id = ${nodeId}
			order by cardinality(node.path)
		`.execute(db),
		sql<NodeHead & { total: number }>`
			select ${columns}, count(*) over ()::integer as total
			from insight.wave_node node
			where node.wave_id = ${waveId} and node.parent_id = ${nodeId}
			order by node.name ->> 'ru', node.organisation_id
			limit ${limit}
		`.execute(db),
		sql<{ maySee: boolean }>`select insight.may_see(${waveId}, ${nodeId}) as "maySee"`.execute(db)
	]);
	if (above.rows.length === 0) return undefined;
	return {
		path: above.rows,
		children: below.rows.map(({ total: _total, ...node }) => node),
		childCount: below.rows[0]?.total ?? 0,
		maySee: seen.rows[0]?.maySee === true
	};
}

/**
 * The cells of a kind of table (`familyKey` of its dimensions) that may be told of the nodes, as seen from one of them: at it, below it and above it.
 * The database decides which (`insight.read_cells`): what is hidden does not come.
 */
export async function readCells(
	db: Queryable,
	{ waveId, from, nodes, family }: { readonly waveId: string; readonly from: string; readonly nodes: readonly string[]; readonly family: string }
): Promise<StoredCell[]> {
	const { rows } = await sql<StoredCell>`
		select organisation_id as "organisationId", bands, persons, counts, sums
		from insight.read_cells(${waveId}, ${from}, ${nodes}::uuid[], ${family})
	`.execute(db);
	return rows;
}
