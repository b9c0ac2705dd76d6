import type { Cells, TableFamily, TreeNode } from './suppression.ts';

/**
 * Crossed tables leak in a way of their own: from a crossed table above, and the margins below, a hidden cell may have only one value left, for
 * example where the table above shows that a combination does not occur. Whoever reads all tables narrows each cell between bounds; a small group
 * whose bounds meet is known (the shuttle algorithm: Buzzigoli & Giusti, 1999).
 */

/** A margin of a crossed family: the band at `position` of a cell's key, and the nodes where it is shown. */
export interface ShownMargin {
	readonly position: number;
	readonly cells: ReadonlyMap<string, Cells>;
	readonly shown: ReadonlySet<string>;
}

/** A number of persons that is known to be one of some: both ends included. */
interface Bounds {
	low: number;
	high: number;
}

/** The parts add up to the whole. */
interface Balance {
	readonly whole: Bounds;
	readonly parts: readonly Bounds[];
}

const known = (count: number): Bounds => ({ low: count, high: count });

function narrow(bounds: Bounds, low: number, high: number): boolean {
	const isNarrower = low > bounds.low || high < bounds.high;
	bounds.low = Math.max(bounds.low, low);
	bounds.high = Math.min(bounds.high, high);
	return isNarrower;
}

/** Narrows all numbers of a balance by each other; whether anything became narrower. */
function settle({ whole, parts }: Balance): boolean {
	let low = 0;
	let high = 0;
	for (const part of parts) {
		low += part.low;
		high += part.high;
	}
	let isNarrower = narrow(whole, low, high);
	for (const part of parts) {
		const [lowest, highest] = [whole.low - (high - part.high), whole.high - (low - part.low)];
		low -= part.low;
		high -= part.high;
		isNarrower = narrow(part, lowest, highest) || isNarrower;
		low += part.low;
		high += part.high;
	}
	return isNarrower;
}

/** More rounds than any chain of conclusions that was seen; what is not narrow by then stays hidden. */
const mostRounds = 200;

/** Bounds of every cell of every node, for whoever reads the crossed tables of `shown` and the margins. */
function boundsOf(
	nodes: readonly TreeNode[],
	family: TableFamily,
	shown: ReadonlySet<string>,
	margins: readonly ShownMargin[]
): Map<string, Map<string, Bounds>> {
	const keys = [...new Set([...family.cells.values()].flatMap((cells) => [...cells.keys()]))];
	const bandAt = new Map(keys.map((key) => [key, JSON.parse(key) as string[]]));
	const everybody = [...family.cells.values()].reduce((most, cells) => Math.max(most, [...cells.values()].reduce((sum, count) => sum + count, 0)), 0);
	const isShown = (node: string): boolean => shown.has(node);
	const boundsAt = new Map(
		nodes.map(({ id }) => [
			id,
			new Map(keys.map((key) => [key, isShown(id) ? known(family.cells.get(id)?.get(key) ?? 0) : { low: 0, high: everybody }]))
		])
	);
	const cell = (node: string, key: string): Bounds => boundsAt.get(node)?.get(key) ?? known(0);
	const children = new Map<string, string[]>();
	for (const { id, parent } of nodes) {
		if (parent === undefined) continue;
		const siblings = children.get(parent);
		if (siblings === undefined) children.set(parent, [id]);
		else siblings.push(id);
	}

	const balances: Balance[] = [];
	const addMargins = (cellOf: (key: string) => Bounds, countOf: (margin: ShownMargin, band: string) => number | undefined): void => {
		for (const margin of margins) {
			for (const band of new Set(keys.map((key) => bandAt.get(key)?.[margin.position] ?? ''))) {
				const count = countOf(margin, band);
				if (count === undefined) continue;
				const parts = keys.filter((key) => bandAt.get(key)?.[margin.position] === band).map(cellOf);
				balances.push({ whole: known(count), parts });
			}
		}
	};
	const shownCount = ({ cells, shown: where }: ShownMargin, node: string, band: string): number | undefined =>
		where.has(node) ? (cells.get(node)?.get(JSON.stringify([band])) ?? 0) : undefined;

	for (const { id } of nodes) {
		addMargins((key) => cell(id, key), (margin, band) => shownCount(margin, id, band));
		const below = children.get(id) ?? [];
		if (below.length === 0) continue;
		// Persons of the node itself stand beside its children; what is known of them is what is left.
		const own = new Map(keys.map((key) => [key, { low: 0, high: everybody }]));
		for (const key of keys) balances.push({ whole: cell(id, key), parts: [own.get(key) as Bounds, ...below.map((child) => cell(child, key))] });
		const countAt = (node: string, key: string): number => family.cells.get(node)?.get(key) ?? 0;
		const hasOwn = keys.some((key) => countAt(id, key) > below.reduce((sum, child) => sum + countAt(child, key), 0));
		addMargins(
			(key) => own.get(key) as Bounds,
			(margin, band) => {
				if (!hasOwn) return 0;
				const counts = [id, ...below].map((node) => shownCount(margin, node, band));
				return counts.every((count) => count !== undefined) ? counts.reduce((rest, count) => rest - count) : undefined;
			}
		);
	}
	for (let round = 0; round < mostRounds; round++) {
		let isNarrower = false;
		for (const balance of balances) isNarrower = settle(balance) || isNarrower;
		if (!isNarrower) break;
	}
	return boundsAt;
}

/**
 * The nodes of `shown` whose crossed table may stay: where a small group below is pinned to one value, the nearest table above it is hidden, with all
 * below that.
 */
export function withoutPinned(
	nodes: readonly TreeNode[],
	family: TableFamily,
	minimum: number,
	shown: ReadonlySet<string>,
	margins: readonly ShownMargin[]
): ReadonlySet<string> {
	const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
	const pathOf = (node: string): string[] => {
		const path: string[] = [];
		for (let at: string | undefined = node; at !== undefined; at = parents.get(at)) path.push(at);
		return path;
	};
	let left: ReadonlySet<string> = shown;
	for (;;) {
		const bounds = boundsOf(nodes, family, left, margins);
		const pinned = nodes.filter(({ id }) =>
			[...(family.cells.get(id) ?? [])].some(([key, count]) => {
				const { low, high } = bounds.get(id)?.get(key) ?? known(-1);
				return count > 0 && count < minimum && low === high;
			})
		);
		const toHide = new Set(pinned.flatMap(({ id }) => pathOf(id).filter((node) => left.has(node)).slice(0, 1)));
		if (toHide.size === 0) return left;
		left = new Set([...left].filter((node) => !pathOf(node).some((above) => toHide.has(above))));
	}
}
