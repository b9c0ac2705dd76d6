import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Equations } from './equations-fixture.ts';
import { cellKey, type Dimensions, familyKey, findShownTables, type TableFamily, type TreeNode } from './suppression.ts';

const families: readonly Dimensions[] = [[], ['gender'], ['place'], ['gender', 'place']];

/** A person, as the tables see one: where, and the bands of the two dimensions. */
interface Person {
	readonly node: string;
	readonly gender: number;
	readonly place: number;
}

interface Nation {
	readonly nodes: readonly TreeNode[];
	readonly people: readonly Person[];
	readonly minimum: number;
}

function ancestorsOf(nodes: readonly TreeNode[], id: string): string[] {
	const parents = new Map(nodes.map((node) => [node.id, node.parent]));
	const path: string[] = [];
	for (let node: string | undefined = id; node !== undefined; node = parents.get(node)) path.push(node);
	return path;
}

function bandKey(dimensions: Dimensions, person: Person): string {
	return cellKey(dimensions.map((name) => String(name === 'gender' ? person.gender : person.place)));
}

function tabulate({ nodes, people }: Nation): TableFamily[] {
	return families.map((dimensions) => {
		const cells = new Map<string, Map<string, number>>();
		for (const person of people) {
			for (const node of ancestorsOf(nodes, person.node)) {
				const table = cells.get(node) ?? new Map<string, number>();
				const key = bandKey(dimensions, person);
				table.set(key, (table.get(key) ?? 0) + 1);
				cells.set(node, table);
			}
		}
		return { dimensions, cells };
	});
}

const nation: fc.Arbitrary<Nation> = fc
	.record({
		// Each node hangs on one made before it.
		parents: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 7 }),
		groups: fc.array(fc.record({ node: fc.nat({ max: 30 }), gender: fc.nat({ max: 1 }), place: fc.nat({ max: 1 }), size: fc.nat({ max: 14 }) }), {
			minLength: 1,
			maxLength: 24
		}),
		minimum: fc.integer({ min: 2, max: 10 })
	})
	.map(({ parents, groups, minimum }) => {
		const nodes: TreeNode[] = [{ id: 'n0' }, ...parents.map((parent, index) => ({ id: `n${index + 1}`, parent: `n${parent % (index + 1)}` }))];
		const people = groups.flatMap(({ node, gender, place, size }) =>
			Array.from({ length: size }, () => ({ node: `n${node % nodes.length}`, gender, place }))
		);
		return { nodes, people, minimum };
	});

interface Sum {
	readonly label: string;
	readonly count: number;
	readonly row: readonly number[];
	readonly isShown: boolean;
}

/** Every cell of every table, as a sum over the smallest pieces: one node's own persons in one gender and place. */
function sumsOf(given: Nation): Sum[] {
	const { nodes, people, minimum } = given;
	const tables = tabulate(given);
	const shown = findShownTables(nodes, tables, minimum);
	const isShown = (dimensions: Dimensions, node: string) => shown.get(familyKey(dimensions))?.has(node) === true;
	const countOf = (dimensions: Dimensions, node: string, key: string) =>
		tables.find((table) => table.dimensions === dimensions)?.cells.get(node)?.get(key) ?? 0;
	// The enemy knows which nodes have nobody of their own, and that where nobody is shown, nobody is in any part of it.
	const pieces = nodes
		.filter(({ id }) => people.some((person) => person.node === id))
		.flatMap(({ id }) => [0, 1].flatMap((gender) => [0, 1].map((place) => ({ node: id, gender, place }))))
		.filter((piece) =>
			ancestorsOf(nodes, piece.node).every((node) =>
				families.every((dimensions) => !isShown(dimensions, node) || countOf(dimensions, node, bandKey(dimensions, piece)) > 0)
			)
		);
	return tables.flatMap(({ dimensions }) =>
		nodes.flatMap(({ id }) => {
			const keys = [...new Set(pieces.map((piece) => bandKey(dimensions, piece)))];
			return keys.map((key): Sum => {
				const isIn = (piece: Person) => ancestorsOf(nodes, piece.node).includes(id) && bandKey(dimensions, piece) === key;
				return {
					label: `${id} ${familyKey(dimensions)} ${key}`,
					count: people.filter(isIn).length,
					row: pieces.map((piece) => (isIn(piece) ? 1 : 0)),
					isShown: isShown(dimensions, id)
				};
			});
		})
	);
}

describe('what is shown of a wave', () => {
	test('no small group is shown, and none follows from all tables together', { timeout: 120_000 }, () => {
		fc.assert(
			fc.property(nation, (given) => {
				const sums = sumsOf(given);
				const equations = new Equations();
				for (const { isShown, row } of sums) if (isShown) equations.add(row);
				const leaks = sums.filter(({ count, row }) => count > 0 && count < given.minimum && equations.follows(row));
				expect(leaks.map(({ label }) => label)).toEqual([]);
			}),
			{ numRuns: 10_000 }
		);
	});

	test('the enemy of the test above finds a group that is not hidden with others', () => {
		const equations = new Equations();
		equations.add([1, 1, 1]);
		equations.add([1, 0, 0]);
		equations.add([0, 1, 0]);
		expect(equations.follows([0, 0, 1])).toBe(true);
		expect(equations.follows([0, 1, 1])).toBe(true);
		equations.add([0, 1, 1]);
		expect(new Equations().follows([1, 0, 0])).toBe(false);
	});

	const school = (id: string): TreeNode => ({ id, parent: 'district' });
	const tree: readonly TreeNode[] = [{ id: 'district' }, school('a'), school('b'), school('c')];
	const counted = (counts: Readonly<Record<string, number>>): TableFamily => ({
		dimensions: [],
		cells: new Map(Object.entries(counts).map(([id, count]) => [id, new Map([[cellKey([]), count]])]))
	});
	const shownOf = (counts: Readonly<Record<string, number>>): string[] =>
		[...(findShownTables(tree, [counted(counts)], 10).get('') ?? [])].sort();

	test.each([
		['everybody is enough: all is shown', { district: 45, a: 12, b: 13, c: 20 }, ['a', 'b', 'c', 'district']],
		['one school is too small: the smallest other one is hidden with it', { district: 41, a: 8, b: 13, c: 20 }, ['c', 'district']],
		['two small schools hide each other', { district: 36, a: 8, b: 8, c: 20 }, ['c', 'district']],
		['two small schools that are too few together take a third along', { district: 26, a: 3, b: 3, c: 20 }, ['district']],
		['persons of the district itself hide nobody but count', { district: 38, a: 12, b: 13, c: 13 }, ['a', 'b', 'c', 'district']],
		['few persons of the district itself would stand alone', { district: 43, a: 12, b: 13, c: 13 }, ['b', 'c', 'district']],
		['a school without anybody hides nothing', { district: 33, a: 0, b: 13, c: 20 }, ['b', 'c', 'district']],
		['a district that is too small shows nothing', { district: 9, a: 3, b: 3, c: 3 }, []]
	])('%s', (_name, counts, expected) => {
		expect(shownOf(counts)).toEqual(expected);
	});
});
