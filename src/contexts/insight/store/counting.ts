import { sql } from 'kysely';
import type { Queryable } from '#platform/database.ts';
import type { CountedCell, CountedNode, SharedRow } from '../domain/count-shared.ts';
import { packTally, type Tally } from '../domain/measures.ts';
import type { Cells, Dimensions } from '../domain/suppression.ts';
import { cellKey, familyKey } from '../domain/suppression.ts';

/** What the login `insight` does: all of it in background jobs, none of it on behalf of a person. */

/** Holds the counting of a wave for the rest of the transaction: two that add to the same cells would lose one another's numbers. */
export async function lockCounting(transaction: Queryable, waveId: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('insight.count ' || ${waveId}, 0))`.execute(transaction);
}

/** Waves with shared answers that are not in the cells yet. */
export async function listUncounted(db: Queryable): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`
		select id from insight.wave where exists (select from insight.snapshot where snapshot.wave_id = wave.id and not is_counted)
	`.execute(db);
	return rows.map(({ id }) => id);
}

/** Closed waves of which it is not found yet what may be told. */
export async function listUnpublished(db: Queryable): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`
		select id from insight.wave where closed_at is not null and published_at is null order by closed_at
	`.execute(db);
	return rows.map(({ id }) => id);
}

/** The frozen tree of a wave, by id. */
export async function readTree(db: Queryable, waveId: string): Promise<Map<string, CountedNode>> {
	const { rows } = await sql<CountedNode>`
		select organisation_id as id, parent_id as "parentId", kind, path from insight.wave_node where wave_id = ${waveId}
	`.execute(db);
	return new Map(rows.map((node) => [node.id, node]));
}

/** The places with answers that are not counted yet, some thousand answers' worth. */
export async function nextUncounted(db: Queryable, waveId: string, atLeast: number): Promise<string[]> {
	const { rows } = await sql<{ organisationId: string }>`
		with waiting as materialized (
			select organisation_id, count(*) as answers from insight.snapshot where wave_id = ${waveId} and not is_counted group by organisation_id
		)
		select organisation_id as "organisationId"
		from (select organisation_id, sum(answers) over (order by organisation_id) - answers as before from waiting) as lined_up
		where before < ${atLeast}
	`.execute(db);
	return rows.map(({ organisationId }) => organisationId);
}

/**
 * Takes the uncounted answers of these places and puts them back as counted, under new ids and in another order: neither the place on the disk nor
 * the transaction that wrote a row leads back to the moment at which it was shared.
 */
export async function takeUncounted(transaction: Queryable, waveId: string, organisationIds: readonly string[]): Promise<SharedRow[]> {
	const { rows } = await sql<{ organisationId: string; bands: string[]; answers: Buffer; localAnswers: Buffer }>`
		with taken as (
			delete from insight.snapshot where wave_id = ${waveId} and organisation_id = any (${organisationIds}::uuid[]) and not is_counted
			returning organisation_id, bands, answers, local_answers, pseudonym
		), put_back as (
			insert into insight.snapshot (wave_id, organisation_id, bands, answers, local_answers, pseudonym, is_counted)
			select ${waveId}, organisation_id, bands, answers, local_answers, pseudonym, true from taken order by random()
		)
		select organisation_id as "organisationId", bands, answers, local_answers as "localAnswers" from taken
	`.execute(transaction);
	return rows;
}

/** Puts all answers of a wave into another order, once nothing is added any more. */
export async function shuffleShared(transaction: Queryable, waveId: string): Promise<void> {
	await sql`
		with taken as (
			delete from insight.snapshot where wave_id = ${waveId} returning organisation_id, bands, answers, local_answers, pseudonym, is_counted
		)
		insert into insight.snapshot (wave_id, organisation_id, bands, answers, local_answers, pseudonym, is_counted)
		select ${waveId}, organisation_id, bands, answers, local_answers, pseudonym, is_counted from taken order by random()
	`.execute(transaction);
}

export type CellPlace = Omit<CountedCell, 'tally'>;

export interface PackedCell extends CellPlace {
	readonly persons: number;
	readonly counts: Buffer;
	readonly sums: Buffer;
}

const columnsOf = (cells: readonly CellPlace[]) => [
	cells.map(({ organisationId }) => organisationId),
	cells.map(({ family }) => family),
	cells.map(({ bands }) => bands)
];

/** Those of the cells that are stored already. */
export async function findCells(transaction: Queryable, waveId: string, wanted: readonly CellPlace[]): Promise<PackedCell[]> {
	const [organisations, families, bands] = columnsOf(wanted);
	const { rows } = await sql<PackedCell>`
		select cell.organisation_id as "organisationId", cell.dimensions as family, cell.bands, cell.persons, cell.counts, cell.sums
		from unnest(${organisations}::uuid[], ${families}::text[], ${bands}::text[]) as wanted (organisation_id, dimensions, bands)
		join insight.cell on cell.wave_id = ${waveId} and cell.organisation_id = wanted.organisation_id
			and cell.dimensions = wanted.dimensions and cell.bands = wanted.bands
	`.execute(transaction);
	return rows;
}

/** Stores the numbers of cells, whether they were there before or not. */
export async function storeCells(
	transaction: Queryable,
	waveId: string,
	cells: readonly (CellPlace & { readonly tally: Tally })[]
): Promise<void> {
	const [organisations, families, bands] = columnsOf(cells);
	const packed = cells.map(({ tally }) => packTally(tally));
	await sql`
		insert into insight.cell (wave_id, organisation_id, dimensions, bands, persons, counts, sums)
		select ${waveId}, t.* from unnest(
			${organisations}::uuid[], ${families}::text[], ${bands}::text[], ${cells.map(({ tally }) => tally.persons)}::integer[],
			${packed.map(({ counts }) => counts)}::bytea[], ${packed.map(({ sums }) => sums)}::bytea[]
		) as t
		on conflict (wave_id, organisation_id, dimensions, bands)
		do update set persons = excluded.persons, counts = excluded.counts, sums = excluded.sums
	`.execute(transaction);
}

/** How many persons of each place itself stand in each cell of a kind of table. `dimensions` are the wave's, in their order. */
export async function countPersons(
	db: Queryable,
	waveId: string,
	{ dimensions, family }: { readonly dimensions: readonly string[]; readonly family: Dimensions }
): Promise<Map<string, Cells>> {
	const bandsOf = sql`array[${sql.join(family.map((name) => sql`bands[${sql.lit(dimensions.indexOf(name) + 1)}]`))}]::text[]`;
	const bands = family.length === 0 ? sql`'{}'::text[]` : bandsOf;
	const { rows } = await sql<{ organisationId: string; bands: string[]; persons: number }>`
		select organisation_id as "organisationId", ${bands} as bands, count(*)::integer as persons
		from insight.snapshot
		where wave_id = ${waveId}
		group by 1, 2
	`.execute(db);
	const counted = new Map<string, Map<string, number>>();
	for (const row of rows) {
		const own = counted.get(row.organisationId) ?? new Map<string, number>();
		own.set(cellKey(row.bands), row.persons);
		counted.set(row.organisationId, own);
	}
	return counted;
}

/** Stores which tables may be told, and that this has been found. */
export async function storeShown(
	transaction: Queryable,
	waveId: string,
	shown: readonly { readonly family: Dimensions; readonly nodes: readonly string[] }[]
): Promise<void> {
	await sql`delete from insight.shown_table where wave_id = ${waveId}`.execute(transaction);
	for (const { family, nodes } of shown) {
		await sql`
			insert into insight.shown_table (wave_id, organisation_id, dimensions)
			select ${waveId}, id, ${familyKey(family)} from unnest(${nodes}::uuid[]) as t (id)
		`.execute(transaction);
	}
	await sql`update insight.wave set published_at = now() where id = ${waveId}`.execute(transaction);
}
