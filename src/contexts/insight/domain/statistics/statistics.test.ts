import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { differenceInDifferences, differenceOfChanges, hedgesG, hedgesGPaired } from './differences.ts';
import { powerOfMeans, powerOfShares, sizeForMeans, sizeForShares } from './power.ts';
import { holm, kruskalWallis, mannWhitney, signedRank } from './rank-tests.ts';
import { completeCases, cronbachAlpha, mcDonaldOmega } from './reliability.ts';
import type { StatisticalResult } from './result.ts';
import { mcNemar, stuartMaxwell, wilson } from './shares.ts';

type Data = Readonly<Record<string, number | readonly number[] | readonly (readonly number[])[]>>;
type Numbers = Readonly<Record<string, number | null | readonly (number | null)[]>>;

/** What R computed, with the call that did; `data` are its variables. */
const reference = JSON.parse(readFileSync(path.join(import.meta.dirname, 'r-reference.json'), 'utf8')) as {
	readonly cases: readonly { readonly test: string; readonly call: string; readonly data: Data; readonly values: Readonly<Record<string, unknown>> }[];
};

const one = (data: Data, name: string) => data[name] as number;
const many = (data: Data, name: string) => data[name] as readonly number[];
const lists = (data: Data, name: string) => data[name] as readonly (readonly number[])[];

const change = ({ effect, interval, statistic, degreesOfFreedom, p }: StatisticalResult): Numbers => ({
	estimate: effect?.value ?? null,
	lower: interval?.lower ?? null,
	upper: interval?.upper ?? null,
	t: statistic.value,
	df: degreesOfFreedom,
	p
});
const g = ({ statistic, interval }: StatisticalResult): Numbers => ({
	g: statistic.value,
	lower: interval?.lower ?? null,
	upper: interval?.upper ?? null
});

const effectOf = ({ effect }: StatisticalResult): Numbers => ({
	effect: effect?.value ?? null,
	lower: effect?.interval?.lower ?? null,
	upper: effect?.interval?.upper ?? null
});

/** Our numbers for each kind of reference case. */
const computed: Readonly<Record<string, (data: Data) => Numbers>> = {
	'mann-whitney': (data) => {
		const { statistic, p } = mannWhitney(many(data, 'x'), many(data, 'y'));
		return { W: statistic.value, p };
	},
	'signed-rank': (data) => {
		const { statistic, p } = signedRank(many(data, 'x'), many(data, 'y'));
		return { V: statistic.value, p };
	},
	'kruskal-wallis': (data) => {
		const { statistic, degreesOfFreedom, p } = kruskalWallis(lists(data, 'groups')).overall;
		return { H: statistic.value, df: degreesOfFreedom, p };
	},
	'pairwise': (data) => {
		const { pairs } = kruskalWallis(lists(data, 'groups'));
		// R lists the pairs by their first group.
		const inOrder = pairs.toSorted((a, b) => a.groups[0] - b.groups[0] || a.groups[1] - b.groups[1]);
		return { p: inOrder.map(({ adjustedP }) => adjustedP) };
	},
	'epsilon-squared': (data) => effectOf(kruskalWallis(lists(data, 'groups')).overall),
	'mann-whitney-effect': (data) => effectOf(mannWhitney(many(data, 'x'), many(data, 'y'))),
	'signed-rank-effect': (data) => effectOf(signedRank(many(data, 'x'), many(data, 'y'))),
	'mcnemar-effect': (data) => effectOf(mcNemar({ gained: one(data, 'b'), lost: one(data, 'lost'), n: one(data, 'n') }).corrected),
	'holm': (data) => ({ p: holm([data['p']].flat(1) as number[]) }),
	'wilson': (data) => {
		const { interval } = wilson(one(data, 'x'), one(data, 'n'));
		return { lower: interval?.lower ?? null, upper: interval?.upper ?? null };
	},
	'mcnemar': (data) => {
		const { statistic, p } = mcNemar({ gained: one(data, 'b'), lost: one(data, 'c'), n: 13 + one(data, 'b') + one(data, 'c') }).corrected;
		return { chi: statistic.value, p };
	},
	'mcnemar-exact': (data) => {
		const [b, c] = [one(data, 'b'), one(data, 'c')];
		return { p: mcNemar({ gained: b, lost: c, n: 100 }).exact?.p ?? null };
	},
	'stuart-maxwell': (data) => {
		const counts = many(data, 'counts');
		const size = Math.sqrt(counts.length);
		const table = Array.from({ length: size }, (_, row) => counts.slice(row * size, (row + 1) * size));
		const { statistic, degreesOfFreedom, p } = stuartMaxwell(table);
		return { chi: statistic.value, df: degreesOfFreedom, p };
	},
	'alpha': (data) => ({ alpha: cronbachAlpha(lists(data, 'items')).statistic.value }),
	'omega': (data) => ({ omega: mcDonaldOmega(lists(data, 'items')).statistic.value }),
	'hedges-g': (data) => g(hedgesG(many(data, 'x'), many(data, 'y'))),
	'hedges-g-paired': (data) => g(hedgesGPaired(many(data, 'x'), many(data, 'y'))),
	'did-changes': (data) => change(differenceOfChanges(many(data, 'trained'), many(data, 'control'))),
	'did-groups': (data) =>
		change(
			differenceInDifferences(
				{ before: many(data, 'trainedBefore'), after: many(data, 'trainedAfter') },
				{ before: many(data, 'controlBefore'), after: many(data, 'controlAfter') }
			)
		),
	'power-t': (data) => ({ power: powerOfMeans(one(data, 'n'), one(data, 'delta'), 'groups').statistic.value }),
	'power-paired': (data) => ({ power: powerOfMeans(one(data, 'n'), one(data, 'delta'), 'paired').statistic.value }),
	'size-t': (data) => ({ n: sizeForMeans(one(data, 'power'), one(data, 'delta'), 'groups').statistic.value }),
	'size-paired': (data) => ({ n: sizeForMeans(one(data, 'power'), one(data, 'delta'), 'paired').statistic.value }),
	'power-shares': (data) => ({ power: powerOfShares(one(data, 'n'), one(data, 'p1'), one(data, 'p2')).statistic.value }),
	'size-shares': (data) => ({ n: sizeForShares(one(data, 'power'), one(data, 'p1'), one(data, 'p2')).statistic.value })
};

describe('agrees with R to 1e-6', () => {
	const cases = reference.cases.map((entry) => ({ ...entry, shown: JSON.stringify(entry.data).slice(0, 60) }));
	it.each(cases)('$test of $shown', ({ test, call, data, values }) => {
		const ours = computed[test]?.(data);
		expect(ours, call).toBeDefined();
		for (const [name, value] of Object.entries(values)) {
			// A fixture of R writes what is not a number as null, or as an empty list.
			const expected = [value].flat().filter((entry) => entry !== null) as number[];
			const actual = [ours?.[name]].flat().filter((entry) => entry !== null && entry !== undefined);
			expect(actual.length, `${name}: ${call}`).toBe(expected.length);
			for (const [index, number] of expected.entries()) expect(Math.abs((actual[index] ?? NaN) - number), `${name}: ${call}`).toBeLessThan(1e-6);
		}
	});
});

describe('what the data do not allow is null, never a number', () => {
	it.each<[string, StatisticalResult]>([
		['two groups of one value', mannWhitney([3, 3], [3, 3, 3])],
		['nobody changed', signedRank([4, 4], [4, 4])],
		['several groups of one value', kruskalWallis([[1, 1], [1, 1], [1]]).overall],
		['nobody changed the answer', mcNemar({ gained: 0, lost: 0, n: 9 }).corrected],
		['nobody moved', stuartMaxwell([[4, 0], [0, 5]])],
		['no people', mannWhitney([], [])]
	])('p: %s', (_, { p }) => expect(p).toBeNull());

	it.each<[string, StatisticalResult]>([
		['alpha of one item', cronbachAlpha([[1, 2, 3]])],
		['alpha when nobody differs', cronbachAlpha([[2, 2], [3, 3]])],
		['omega of two items', mcDonaldOmega([[1, 2, 3], [1, 2, 2]])],
		['omega of an item that everybody answers alike', mcDonaldOmega([[1, 2, 3], [1, 2, 2], [4, 4, 4]])],
		['the effect of groups without spread', hedgesG([1, 1], [2, 2])],
		['the size for no difference', sizeForMeans(0.8, 0, 'groups')]
	])('%s', (_, { statistic }) => expect(statistic.value).toBeNull());

	it('leaves out people with a gap, and counts them', () => {
		expect(completeCases([[1, null, 3], [4, 5, 6]])).toEqual({ items: [[1, 3], [4, 6]], excluded: 1 });
	});

	it('an effect that is as large as can be has no interval', () => {
		expect(mannWhitney([5, 6, 7], [1, 2, 3]).effect).toEqual({ name: 'rank-biserial', value: 1, interval: null });
		expect(signedRank([1, 2, 3], [2, 4, 6]).effect?.value).toBe(1);
	});

	it('every result names its test, its n and its assumptions', () => {
		const results = [mannWhitney([1, 2], [2, 3]), wilson(3, 9), cronbachAlpha([[1, 2], [2, 3]]), powerOfShares(20, 0.2, 0.4), hedgesG([1, 2], [3, 5])];
		expect(results.map(({ n }) => n)).toEqual([4, 9, 2, 20, 4]);
		for (const { test, assumptions } of results) expect([test.length > 0, assumptions.length > 0]).toEqual([true, true]);
	});
});
