import { recordLook } from '#contexts/people/index.ts';
import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { type MeasureLayout, unpackTally } from '../domain/measures.ts';
import { type GroupSummary, mostChildren, type NodeHead, type NodeSummary, type WaveHead, type WaveResults } from '../domain/results.ts';
import { type Summary, summarise } from '../domain/summary.ts';
import { familyKey } from '../domain/suppression.ts';
import { dimensionsOf } from '../domain/table-families.ts';
import { findPlace, findWaveHead, readCells, type StoredCell } from '../store/results.ts';
import { layoutOfWave } from './wave-layout.ts';

/** A wave whose results are out. Throws `wave.not_found` and `wave.not_published`. */
async function findPublished(transaction: DatabaseTransaction, waveId: string): Promise<WaveHead> {
	const wave = await findWaveHead(transaction, waveId);
	if (wave === undefined) throw new DomainError('wave.not_found');
	if (wave.publishedAt === null) throw new DomainError('wave.not_published');
	return wave;
}

const summaryOf = (layout: MeasureLayout, cell: StoredCell | undefined): Summary | null =>
	cell === undefined ? null : summarise(layout, unpackTally(layout, cell));

async function viewBefore(transaction: DatabaseTransaction, wave: WaveHead, nodeId: string): Promise<WaveResults['before']> {
	if (wave.previousId === null) return null;
	const before = await findWaveHead(transaction, wave.previousId);
	if (before === undefined || before.publishedAt === null || before.instrumentId !== wave.instrumentId) return null;
	const [layout, cells] = await Promise.all([
		layoutOfWave(before),
		readCells(transaction, { waveId: before.id, from: nodeId, nodes: [nodeId], family: '' })
	]);
	return { wave: before, whole: summaryOf(layout, cells[0]) };
}

/** Who looked at what today: one line in the log for each, however often they come back. */
const looked = { day: '', keys: new Set<string>() };

async function noteLook(transaction: DatabaseTransaction, actor: Actor, waveId: string, organisationId: string): Promise<void> {
	const day = new Date().toISOString().slice(0, 10);
	if (looked.day !== day) Object.assign(looked, { day, keys: new Set<string>() });
	const key = [actor.kind === 'person' ? actor.personId : '', waveId, organisationId].join(' ');
	if (looked.keys.has(key)) return;
	await recordLook(transaction, actor, { aggregate: `wave.results ${waveId}`, organisationId });
	looked.keys.add(key);
}

/**
 * What is told of a place in a wave whose results are out, with those above and directly below it; `by` one or two of the wave's dimensions also of
 * its groups. Without a node: of the organisation of the wave. Groups too small to be told of are null, as the database left them out.
 * Throws `wave.not_found`, `wave.not_published`, `wave.node_unknown`, `wave.dimension_unknown` and `right.missing`.
 */
export async function viewResults(actor: Actor, waveId: string, nodeId?: string, by: readonly string[] = []): Promise<WaveResults> {
	return inTransaction(actingAs(actor), async (transaction) => {
		const wave = await findPublished(transaction, waveId);
		const from = nodeId ?? wave.organisationId;
		const dimensions = dimensionsOf(wave.dimensions, by);
		if (dimensions === undefined) throw new DomainError('wave.dimension_unknown');
		const place = await findPlace(transaction, waveId, from, mostChildren);
		const node = place?.path.at(-1);
		if (place === undefined || node === undefined) throw new DomainError('wave.node_unknown');
		if (!place.maySee) throw new DomainError('right.missing');
		const nodes = [...place.path, ...place.children].map(({ id }) => id);
		const [layout, wholes, cells, before] = await Promise.all([
			layoutOfWave(wave),
			readCells(transaction, { waveId, from, nodes, family: familyKey([]) }),
			dimensions.length === 0 ? undefined : readCells(transaction, { waveId, from, nodes: [from], family: familyKey(dimensions) }),
			viewBefore(transaction, wave, from),
			noteLook(transaction, actor, waveId, from)
		]);
		const cellOf = new Map(wholes.map((cell) => [cell.organisationId, cell]));
		const told = (head: NodeHead): NodeSummary => ({ node: head, summary: summaryOf(layout, cellOf.get(head.id)) });
		return {
			wave,
			node,
			path: place.path,
			whole: told(node).summary,
			above: place.path.slice(0, -1).map(told),
			children: place.children.map(told),
			childCount: place.childCount,
			groups: cells === undefined ? null : { dimensions, cells: groupsOf(layout, cells) },
			before
		};
	});
}

function groupsOf(layout: MeasureLayout, cells: readonly StoredCell[]): readonly GroupSummary[] | null {
	if (cells.length === 0) return null;
	return cells
		.map((cell) => ({ bands: JSON.parse(cell.bands) as string[], summary: summarise(layout, unpackTally(layout, cell)) }))
		.sort((one, other) => (one.bands.join('\n') < other.bands.join('\n') ? -1 : 1));
}
