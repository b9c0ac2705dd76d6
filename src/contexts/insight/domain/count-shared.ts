import { addPerson, addTally, emptyTally, type MeasureLayout, type SharedAnswers, type Tally } from './measures.ts';
import { cellKey, type Dimensions, familyKey } from './suppression.ts';
import { familiesOf, hasCrossedTables } from './table-families.ts';

/** A place in the tree of a wave, as counting knows it. */
export interface CountedNode {
	readonly id: string;
	readonly parentId: string | null;
	readonly kind: string;
	/** From the root of the wave to the node itself. */
	readonly path: readonly string[];
}

/** What one person shared, and where. */
export interface SharedRow extends SharedAnswers {
	readonly organisationId: string;
	/** In the order of the wave's dimensions. */
	readonly bands: readonly string[];
}

/** A group of a place: one cell of one table. `family` and `bands` are keys of `suppression.ts`. */
export interface CountedCell {
	readonly organisationId: string;
	readonly family: string;
	readonly bands: string;
	readonly tally: Tally;
}

/** A cell key with the table it stands in. */
interface Place {
	readonly family: string;
	readonly bands: string;
	readonly isCrossed: boolean;
}

/** For each table of the wave the cell of somebody with these bands. */
export function placesOf(dimensions: readonly string[], families: readonly Dimensions[]): (bands: readonly string[]) => readonly Place[] {
	const positions = families.map((family) => family.map((name) => dimensions.indexOf(name)));
	const known = new Map<string, readonly Place[]>();
	return (bands) => {
		const key = bands.join('\n');
		const found =
			known.get(key) ??
			families.map((family, index) => ({
				family: familyKey(family),
				bands: cellKey((positions[index] ?? []).map((position) => bands[position] ?? '')),
				isCrossed: family.length === 2
			}));
		known.set(key, found);
		return found;
	};
}

/**
 * Counts what was shared into the cells of every place on the way up: whole, by one dimension, and from districts up by two. A person is counted once
 * at the bottom; what is above are sums of groups. Throws a RangeError for answers that do not fit, and for a place that takes no part.
 */
export function countShared(
	layout: MeasureLayout,
	nodes: ReadonlyMap<string, CountedNode>,
	dimensions: readonly string[],
	rows: Iterable<SharedRow>
): CountedCell[] {
	const cells = new Map<string, Map<string, CountedCell>>();
	const tallyAt = (organisationId: string, { family, bands }: { family: string; bands: string }): Tally => {
		const own = cells.get(organisationId) ?? new Map<string, CountedCell>();
		cells.set(organisationId, own);
		const key = `${family}\n${bands}`;
		const cell = own.get(key) ?? { organisationId, family, bands, tally: emptyTally(layout) };
		own.set(key, cell);
		return cell.tally;
	};
	const nodeOf = (id: string): CountedNode => {
		const node = nodes.get(id);
		if (node === undefined) throw new RangeError('Shared at a place that takes no part');
		return node;
	};
	const crossedAt = (id: string): string => {
		const path = nodeOf(id).path.map(nodeOf);
		return (path.findLast(hasCrossedTables) ?? nodeOf(id)).id;
	};
	const crossed = new Map<string, string>();
	const places = placesOf(dimensions, familiesOf(dimensions));
	for (const row of rows) {
		const { organisationId } = row;
		const above = crossed.get(organisationId) ?? crossedAt(organisationId);
		crossed.set(organisationId, above);
		for (const place of places(row.bands)) addPerson(layout, tallyAt(place.isCrossed ? above : organisationId, place), row);
	}
	const depth = (id: string): number => nodeOf(id).path.length;
	const deepest = Math.max(0, ...[...cells.keys()].map(depth));
	for (let level = deepest; level > 1; level--) {
		for (const id of [...cells.keys()].filter((key) => depth(key) === level)) {
			const { parentId } = nodeOf(id);
			if (parentId === null) continue;
			for (const cell of cells.get(id)?.values() ?? []) addTally(tallyAt(parentId, cell), cell.tally);
		}
	}
	return [...cells.values()].flatMap((own) => [...own.values()]);
}
