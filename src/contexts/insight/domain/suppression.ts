import { type ShownMargin, withoutPinned } from './pinned-cells.ts';

/**
 * Which tables of a wave may be shown, so that no group smaller than the minimum can be read from them or worked out of them (complementary cell
 * suppression; Willenborg & de Waal, Elements of Statistical Disclosure Control, 2001, chapters 4 and 5).
 *
 * A table is a node of the tree of organisations crossed with none, one or two background dimensions; its cells are the bands. Tables are shown whole
 * or not at all. What is hidden is hidden in such a way that all sums that follow from what is shown are groups of nobody or of at least the minimum.
 */

/** Names of the dimensions of a table, sorted: none (the node as a whole), one, or two. */
export type Dimensions = readonly [] | readonly [string] | readonly [string, string];

export interface TreeNode {
	readonly id: string;
	/** Absent at the top. */
	readonly parent?: string;
}

/** How many persons stand in each cell of a table, by the key of its bands (`cellKey`); nobody where a key is missing. */
export type Cells = ReadonlyMap<string, number>;

/** Counts of one set of dimensions, by node. A node's cells include those of all nodes below it. */
export interface TableFamily {
	readonly dimensions: Dimensions;
	readonly cells: ReadonlyMap<string, Cells>;
	/** Nodes that have such a table to show; absent: all. Cells of the others are needed all the same: what may be worked out of them stays hidden. */
	readonly within?: ReadonlySet<string>;
}

/** The key of a cell: its bands in the order of the dimensions. */
export function cellKey(bands: readonly string[]): string {
	return JSON.stringify(bands);
}

/** Names a family. */
export function familyKey(dimensions: Dimensions): string {
	return dimensions.join(' × ');
}

const total = (cells: Cells): number => [...cells.values()].reduce((sum, count) => sum + count, 0);

/** A group may be known when it is nobody or enough. */
function isSafe(cells: Cells, minimum: number): boolean {
	return [...cells.values()].every((count) => count === 0 || count >= minimum);
}

function add(into: Map<string, number>, cells: Cells, sign: 1 | -1): void {
	for (const [key, count] of cells) into.set(key, (into.get(key) ?? 0) + sign * count);
}

const nobody: Cells = new Map();

/**
 * The nodes whose table of this family may be shown. A table is shown only below a table that is shown, and only where the tables of fewer dimensions
 * are shown too (`within`). What a shown table has beyond its shown children is a sum that anybody can work out: it has to be a safe group itself,
 * so the smallest children are hidden until it is.
 */
function shownNodes(
	nodes: readonly TreeNode[],
	family: TableFamily,
	minimum: number,
	within: (node: string) => boolean
): Set<string> {
	const children = new Map<string | undefined, string[]>();
	for (const { id, parent } of nodes) {
		const siblings = children.get(parent);
		if (siblings === undefined) children.set(parent, [id]);
		else siblings.push(id);
	}
	const cellsOf = (node: string): Cells => family.cells.get(node) ?? nobody;
	const canShow = (node: string): boolean =>
		within(node) && family.within?.has(node) !== false && total(cellsOf(node)) >= minimum && isSafe(cellsOf(node), minimum);

	const shown = new Set<string>();
	const open = (children.get(undefined) ?? []).filter(canShow);
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		shown.add(node);
		const candidates = (children.get(node) ?? []).filter(canShow).sort((a, b) => total(cellsOf(b)) - total(cellsOf(a)));
		// What the node has beyond the children shown: hidden children, and persons of the node itself.
		const rest = new Map(cellsOf(node));
		for (const child of candidates) add(rest, cellsOf(child), -1);
		while (candidates.length > 0 && !isSafe(rest, minimum)) add(rest, cellsOf(candidates.pop() as string), 1);
		open.push(...candidates);
	}
	return shown;
}

/** The dimensions of all smaller tables that a table contains. */
function margins(dimensions: Dimensions): Dimensions[] {
	if (dimensions.length === 2) return [[], [dimensions[0]], [dimensions[1]]];
	return dimensions.length === 1 ? [[]] : [];
}

/**
 * For each family the nodes whose table may be shown. `minimum` is the smallest group that may be known, in persons.
 * Families may come in any order; the margins of a family that is not given count as hidden.
 */
export function findShownTables(
	nodes: readonly TreeNode[],
	families: readonly TableFamily[],
	minimum: number
): ReadonlyMap<string, ReadonlySet<string>> {
	const shown = new Map<string, ReadonlySet<string>>();
	for (const family of [...families].sort((a, b) => a.dimensions.length - b.dimensions.length)) {
		const needed = margins(family.dimensions).map((dimensions) => shown.get(familyKey(dimensions)));
		const within = (node: string): boolean => needed.every((margin) => margin?.has(node) === true);
		const { dimensions } = family;
		const first = shownNodes(nodes, family, minimum, within);
		const isCrossed = dimensions.length === 2;
		shown.set(familyKey(dimensions), isCrossed ? withoutPinned(nodes, family, minimum, first, marginsOf(dimensions, families, shown)) : first);
	}
	return shown;
}

/** The two margins of a crossed family, with where they are shown. */
function marginsOf(
	dimensions: readonly [string, string],
	families: readonly TableFamily[],
	shown: ReadonlyMap<string, ReadonlySet<string>>
): ShownMargin[] {
	return dimensions.map((name, position) => {
		const family = families.find((other) => other.dimensions.length === 1 && other.dimensions[0] === name);
		return { position, cells: family?.cells ?? new Map<string, Cells>(), shown: shown.get(name) ?? new Set<string>() };
	});
}
