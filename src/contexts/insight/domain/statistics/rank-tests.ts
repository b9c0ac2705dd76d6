import { chiSquareAbove, chiSquareNoncentrality, normalTwoSided, normalValue } from './distributions.ts';
import { type Effect, type Interval, interval, result, type StatisticalResult } from './result.ts';
import { rank, type Sample, sumOf, tieTerm } from './sample.ts';

/** How many of the values of a rank statistic can come about in each way: `counts[w]` is proportional to their probability. */
function atMost(counts: readonly number[], value: number): number {
	const all = sumOf(counts);
	return sumOf(counts.slice(0, Math.max(0, Math.floor(value) + 1))) / all;
}

/** Two-sided p of a discrete statistic that is symmetric about its middle, as R computes it. */
function exactTwoSided(counts: readonly number[], value: number): number {
	const middle = (counts.length - 1) / 2;
	const tail = value > middle ? 1 - atMost(counts, value - 1) : atMost(counts, value);
	return Math.min(1, 2 * tail);
}

/** Numbers of ways in which the rank sum of one group comes about: the coefficients of the Gaussian binomial. */
function rankSumCounts(n1: number, n2: number): number[] {
	let counts = [1];
	for (let step = 1; step <= n1; step++) {
		const longer = new Array<number>(counts.length + n2 + step).fill(0);
		for (const [index, count] of counts.entries()) {
			longer[index] = (longer[index] ?? 0) + count;
			longer[index + n2 + step] = (longer[index + n2 + step] ?? 0) - count;
		}
		for (let index = step; index < longer.length; index++) longer[index] = (longer[index] ?? 0) + (longer[index - step] ?? 0);
		counts = longer.slice(0, step * n2 + 1);
	}
	return counts;
}

/** Numbers of ways in which the sum of the positive ranks of n differences comes about. */
function signedRankCounts(n: number): number[] {
	let counts = [1];
	for (let next = 1; next <= n; next++) {
		const shorter = counts;
		counts = Array.from({ length: shorter.length + next }, (_, sum) => (shorter[sum] ?? 0) + (shorter[sum - next] ?? 0));
	}
	return counts;
}

/** Rank-biserial correlation, its interval by Fisher's z; where all pairs point one way there is none. */
function rankBiserial(value: number, standardError: number): Effect {
	const reach = normalValue(0.975) * standardError;
	const middle = Math.atanh(value);
	const bounds = Math.abs(value) < 1 ? interval(Math.tanh(middle - reach), Math.tanh(middle + reach)) : null;
	return { name: 'rank-biserial', value, interval: bounds };
}

/**
 * Whether one group tends to higher values than another (Wilcoxon rank-sum test, Mann-Whitney). As R's wilcox.test: exact below 50 people a
 * group when no value occurs twice, else the normal approximation with corrections for ties and continuity. W counts pairs in which `x` is higher.
 * The effect is positive when `x` is higher. Of two groups of one value there is no p.
 */
export function mannWhitney(x: Sample, y: Sample): StatisticalResult {
	const [n1, n2] = [x.length, y.length];
	const { ranks, ties } = rank([...x, ...y]);
	const w = sumOf(ranks.slice(0, n1)) - (n1 * (n1 + 1)) / 2;
	const isExact = n1 > 0 && n2 > 0 && n1 < 50 && n2 < 50 && ties.every((size) => size === 1);
	const n = n1 + n2;
	const sigma = Math.sqrt(((n1 * n2) / 12) * (n + 1 - tieTerm(ties) / (n * (n - 1))));
	const distance = w - (n1 * n2) / 2;
	const p = isExact ? exactTwoSided(rankSumCounts(n1, n2), w) : normalTwoSided((distance - Math.sign(distance) * 0.5) / sigma);
	return result({
		test: isExact ? 'mann-whitney-exact' : 'mann-whitney-normal',
		n,
		assumptions: ['independent-people', 'independent-groups', 'ordinal', isExact ? 'no-ties' : 'large-sample'],
		statistic: ['W', w],
		p,
		effect: rankBiserial((2 * w) / (n1 * n2) - 1, Math.sqrt((n + 1) / (3 * n1 * n2)))
	});
}

/**
 * Whether the same people changed (Wilcoxon signed-rank test). As R's wilcox.test(paired = TRUE) with `before` first: pairs without a change are
 * left out; exact below 50 pairs when there were none of those and no change occurs twice, else normal with corrections for ties and continuity. V
 * adds up the ranks of falls; the effect is positive when values rose.
 */
export function signedRank(before: Sample, after: Sample): StatisticalResult {
	const differences = before.map((value, index) => value - (after[index] ?? NaN));
	const changes = differences.filter((difference) => difference !== 0);
	const n = changes.length;
	const { ranks, ties } = rank(changes.map(Math.abs));
	const v = sumOf(ranks.filter((_, index) => (changes[index] ?? 0) > 0));
	const isExact = n > 0 && n < 50 && n === differences.length && ties.every((size) => size === 1);
	const distance = v - (n * (n + 1)) / 4;
	const sigma = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieTerm(ties) / 48);
	const p = isExact ? exactTwoSided(signedRankCounts(n), v) : normalTwoSided((distance - Math.sign(distance) * 0.5) / sigma);
	const all = (n * (n + 1)) / 2;
	return result({
		test: isExact ? 'signed-rank-exact' : 'signed-rank-normal',
		n: differences.length,
		assumptions: ['independent-people', 'same-people', 'symmetric-differences', isExact ? 'no-ties' : 'large-sample'],
		statistic: ['V', v],
		p,
		effect: rankBiserial((all - 2 * v) / all, Math.sqrt((2 * n ** 3 + 3 * n ** 2 + n) / 6) / all)
	});
}

/** Holm's adjustment of several p values, in their order (S. Holm, 1979). Those that are not known don't count as tests, as in R. */
export function holm(p: readonly (number | null)[]): (number | null)[] {
	const order = p.flatMap((value, index) => (value === null ? [] : [{ value, index }])).sort((a, b) => a.value - b.value);
	const adjusted = p.map((): number | null => null);
	let largest = 0;
	for (const [position, { value, index }] of order.entries()) {
		largest = Math.max(largest, Math.min(1, (order.length - position) * value));
		adjusted[index] = largest;
	}
	return adjusted;
}

/** Two of several groups compared. */
export interface PairComparison {
	/** Positions of the groups. */
	readonly groups: readonly [number, number];
	readonly result: StatisticalResult;
	/** p after Holm's adjustment for all pairs. */
	readonly adjustedP: number | null;
}

/** The interval of epsilon squared: from the noncentral chi-square distributions for which H would be too large or too small by chance. */
function epsilonInterval(h: number, degreesOfFreedom: number, n: number): Interval | null {
	if (!Number.isFinite(h) || degreesOfFreedom < 1) return null;
	const bound = (share: number) => Math.min(1, chiSquareNoncentrality(h, degreesOfFreedom, share) / (n - 1));
	return interval(bound(0.975), bound(0.025));
}

/**
 * Whether several groups differ (Kruskal-Wallis, corrected for ties), and which: pairwise Mann-Whitney tests, adjusted by Holm, as R's
 * pairwise.wilcox.test. The effect is epsilon squared, H / (n - 1).
 */
export function kruskalWallis(groups: readonly Sample[]): { readonly overall: StatisticalResult; readonly pairs: readonly PairComparison[] } {
	const all = groups.flat();
	const n = all.length;
	const { ranks, ties } = rank(all);
	let start = 0;
	const rankSums = groups.map((group) => {
		const sum = sumOf(ranks.slice(start, start + group.length));
		start += group.length;
		return sum ** 2 / group.length;
	});
	const h = ((12 * sumOf(rankSums)) / (n * (n + 1)) - 3 * (n + 1)) / (1 - tieTerm(ties) / (n ** 3 - n));
	const degreesOfFreedom = groups.length - 1;
	const overall = result({
		test: 'kruskal-wallis',
		n,
		assumptions: ['independent-people', 'independent-groups', 'ordinal', 'large-sample'],
		statistic: ['H', h],
		degreesOfFreedom,
		p: Number.isFinite(h) ? chiSquareAbove(h, degreesOfFreedom) : NaN,
		effect: { name: 'epsilon-squared', value: h / (n - 1), interval: epsilonInterval(h, degreesOfFreedom, n) }
	});
	const compared = groups.flatMap((second, secondIndex) =>
		groups.slice(0, secondIndex).map((first, firstIndex) => ({ groups: [firstIndex, secondIndex] as const, result: mannWhitney(first, second) }))
	);
	const adjusted = holm(compared.map(({ result: { p } }) => p));
	return { overall, pairs: compared.map((pair, index) => ({ ...pair, adjustedP: adjusted[index] ?? null })) };
}
