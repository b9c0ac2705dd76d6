import type { Dimensions } from './suppression.ts';

/** The tables of a wave: by none of its dimensions, by each, and by each two; names sorted. */
export function familiesOf(dimensions: readonly string[]): Dimensions[] {
	const names = dimensions.toSorted();
	const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other): Dimensions => [one, other]));
	return [[], ...names.map((name): Dimensions => [name]), ...pairs];
}

/** What somebody asks by, in the order of the tables; undefined: the wave has no such table. */
export function dimensionsOf(dimensions: readonly string[], by: readonly string[]): Dimensions | undefined {
	const wanted = by.toSorted().join('\n');
	return familiesOf(dimensions).find((family) => family.join('\n') === wanted);
}

/** Kinds of organisations whose teachers are too few for tables by two dimensions: nearly every group would be hidden. */
const small: ReadonlySet<string> = new Set(['school', 'faculty', 'department']);

/** Whether tables by two dimensions are counted for a node: from districts up, and for the wave's own organisation. */
export function hasCrossedTables(node: { readonly kind: string; readonly parentId: string | null }): boolean {
	return node.parentId === null || !small.has(node.kind);
}
