import { insightDatabase, type Queryable } from '#platform/database.ts';
import { countShared, type CountedNode } from '../domain/count-shared.ts';
import { addTally, type MeasureLayout, unpackTally } from '../domain/measures.ts';
import type { WaveHead } from '../domain/results.ts';
import { findCells, listUncounted, lockCounting, nextUncounted, readTree, storeCells, takeUncounted } from '../store/counting.ts';
import { findWaveHead } from '../store/results.ts';
import { layoutOfWave } from './wave-layout.ts';

/** So many answers are counted in one transaction, all those of the same schools together. */
const answersAtOnce = 10_000;
/** Cells that one statement carries: some megabytes. */
const cellsAtOnce = 1_000;

interface Counting {
	readonly wave: WaveHead;
	readonly layout: MeasureLayout;
	readonly nodes: ReadonlyMap<string, CountedNode>;
}

/** Counts some answers into the cells, in one transaction: after a crash they are either counted or still waiting. Returns how many. */
async function countSome(transaction: Queryable, { wave, layout, nodes }: Counting): Promise<number> {
	await lockCounting(transaction, wave.id);
	const organisations = await nextUncounted(transaction, wave.id, answersAtOnce);
	if (organisations.length === 0) return 0;
	const rows = await takeUncounted(transaction, wave.id, organisations);
	const cells = countShared(layout, nodes, wave.dimensions, rows);
	for (let start = 0; start < cells.length; start += cellsAtOnce) {
		const some = cells.slice(start, start + cellsAtOnce);
		const stored = await findCells(transaction, wave.id, some);
		const keyOf = (cell: { organisationId: string; family: string; bands: string }) => [cell.organisationId, cell.family, cell.bands].join('\n');
		const before = new Map(stored.map((cell) => [keyOf(cell), cell]));
		for (const cell of some) {
			const known = before.get(keyOf(cell));
			if (known !== undefined) addTally(cell.tally, unpackTally(layout, known));
		}
		await storeCells(transaction, wave.id, some);
	}
	return rows.length;
}

/** Counts everything that was shared in a wave and is not counted yet. Returns how many answers that were. */
export async function countWave(waveId: string, signal?: AbortSignal): Promise<number> {
	const db = insightDatabase();
	const wave = await findWaveHead(db, waveId);
	if (wave === undefined) return 0;
	const counting: Counting = { wave, layout: await layoutOfWave(wave), nodes: await readTree(db, waveId) };
	let counted = 0;
	for (;;) {
		signal?.throwIfAborted();
		const some = await db.transaction().execute((transaction) => countSome(transaction, counting));
		if (some === 0) return counted;
		counted += some;
	}
}

/** The same for all waves: each minute, so that little is left to do when one closes. */
export async function countAll(signal?: AbortSignal): Promise<void> {
	for (const waveId of await listUncounted(insightDatabase())) await countWave(waveId, signal);
}
