/** The tests and estimates that Qadam computes; words for each are in the messages. */
export const testNames = [
	'cronbach-alpha',
	'mcdonald-omega',
	'wilson',
	'mann-whitney-exact',
	'mann-whitney-normal',
	'kruskal-wallis',
	'signed-rank-exact',
	'signed-rank-normal',
	'mcnemar-corrected',
	'mcnemar-exact',
	'stuart-maxwell',
	'hedges-g',
	'hedges-g-paired',
	'difference-in-differences-changes',
	'difference-in-differences-groups',
	'power-t',
	'power-t-paired',
	'power-shares'
] as const;
export type TestName = (typeof testNames)[number];

/** What has to be true for a result to mean what it says. */
export const assumptions = [
	'independent-people',
	'independent-groups',
	'same-people',
	'ordinal',
	'no-ties',
	'symmetric-differences',
	'large-sample',
	'many-changes',
	'one-factor',
	'equal-loadings',
	'normal',
	'equal-variances',
	'parallel-trends'
] as const;
export type Assumption = (typeof assumptions)[number];

export interface Interval {
	readonly lower: number;
	readonly upper: number;
	/** 0.95 for a 95 % interval. */
	readonly level: number;
}

/** The size of an effect; without an interval where the sample does not tell one. */
export interface Effect {
	readonly name: 'rank-biserial' | 'epsilon-squared' | 'difference-of-shares' | 'hedges-g' | 'difference';
	readonly value: number;
	readonly interval: Interval | null;
}

/** A result that can say how it came about. Numbers that the data do not allow are null, never NaN. */
export interface StatisticalResult {
	readonly test: TestName;
	/** People, or pairs of answers, that the number rests on. */
	readonly n: number;
	readonly assumptions: readonly Assumption[];
	/** The statistic by its usual letter: W, V, H, chi2, t, g, alpha, omega, power, n. */
	readonly statistic: { readonly name: string; readonly value: number | null };
	readonly degreesOfFreedom: number | null;
	/** Two-sided; null for estimates, and where the data allow none (all values equal). */
	readonly p: number | null;
	readonly effect: Effect | null;
	readonly interval: Interval | null;
}

export const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** An interval whose ends are known. */
export function interval(lower: number, upper: number, level = 0.95): Interval | null {
	return Number.isFinite(lower) && Number.isFinite(upper) ? { lower, upper, level } : null;
}

/** A result with what the test does not have left empty. */
export function result(
	given: Pick<StatisticalResult, 'test' | 'n' | 'assumptions'> & {
		readonly statistic: readonly [name: string, value: number];
		readonly degreesOfFreedom?: number;
		readonly p?: number;
		readonly effect?: Effect | null;
		readonly interval?: Interval | null;
	}
): StatisticalResult {
	const { test, n, assumptions: all, statistic, degreesOfFreedom = NaN, p = NaN, effect = null, interval: range = null } = given;
	return {
		test,
		n,
		assumptions: all,
		statistic: { name: statistic[0], value: known(statistic[1]) },
		degreesOfFreedom: known(degreesOfFreedom),
		p: known(p),
		effect: effect !== null && Number.isFinite(effect.value) ? effect : null,
		interval: range
	};
}
