import { insightDatabase, type Queryable } from '#platform/database.ts';
import type { CountedNode } from '../domain/count-shared.ts';
import type { WaveHead } from '../domain/results.ts';
import { type Cells, type Dimensions, familyKey, findShownTables, type TableFamily } from '../domain/suppression.ts';
import { familiesOf, hasCrossedTables } from '../domain/table-families.ts';
import { countPersons, listUnpublished, lockCounting, readTree, shuffleShared, storeShown } from '../store/counting.ts';
import { findWaveHead } from '../store/results.ts';
import { countWave } from './count-wave.ts';

/** Persons of a place with those of all places below it. */
function withThoseBelow(nodes: ReadonlyMap<string, CountedNode>, own: ReadonlyMap<string, Cells>): Map<string, Cells> {
	const all = new Map<string, Map<string, number>>();
	for (const [id, cells] of own) {
		for (const above of nodes.get(id)?.path ?? []) {
			const sums = all.get(above) ?? new Map<string, number>();
			for (const [key, persons] of cells) sums.set(key, (sums.get(key) ?? 0) + persons);
			all.set(above, sums);
		}
	}
	return all;
}

async function findShown(db: Queryable, wave: WaveHead, nodes: ReadonlyMap<string, CountedNode>): Promise<{ family: Dimensions; nodes: string[] }[]> {
	const crossed = new Set([...nodes.values()].filter(hasCrossedTables).map(({ id }) => id));
	const families: TableFamily[] = [];
	for (const family of familiesOf(wave.dimensions)) {
		const own = await countPersons(db, wave.id, { dimensions: wave.dimensions, family });
		families.push({ dimensions: family, cells: withThoseBelow(nodes, own), ...(family.length === 2 ? { within: crossed } : {}) });
	}
	const tree = [...nodes.values()].map(({ id, parentId }) => ({ id, ...(parentId === null ? {} : { parent: parentId }) }));
	const shown = findShownTables(tree, families, wave.minimumSize);
	return families.map(({ dimensions }) => ({ family: dimensions, nodes: [...(shown.get(familyKey(dimensions)) ?? [])] }));
}

/**
 * Publishes a closed wave: counts the rest, finds which tables may be told, stores that, and puts what was shared into another order. Once published,
 * results never change; a wave that is not closed, or published already, stays as it is. Returns whether it was published now.
 */
export async function publishWave(waveId: string, signal?: AbortSignal): Promise<boolean> {
	const db = insightDatabase();
	const wave = await findWaveHead(db, waveId);
	if (wave === undefined || wave.closedAt === null || wave.publishedAt !== null) return false;
	await countWave(waveId, signal);
	const nodes = await readTree(db, waveId);
	return db.transaction().execute(async (transaction) => {
		await lockCounting(transaction, waveId);
		if ((await findWaveHead(transaction, waveId))?.publishedAt !== null) return false;
		await storeShown(transaction, waveId, await findShown(transaction, wave, nodes));
		await shuffleShared(transaction, waveId);
		return true;
	});
}

/** Publishes every closed wave that waits for it. Returns which. */
export async function publishAll(signal?: AbortSignal): Promise<string[]> {
	const published: string[] = [];
	for (const waveId of await listUnpublished(insightDatabase())) if (await publishWave(waveId, signal)) published.push(waveId);
	return published;
}
