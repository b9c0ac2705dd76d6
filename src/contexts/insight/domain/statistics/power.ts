import { noncentralTAbove, normalBelow, normalValue, tValue } from './distributions.ts';
import { result, type StatisticalResult } from './result.ts';

const significance = 0.05;

type Design = 'groups' | 'paired';

/** Power of a two-sided t test at 5 %, of two groups of `n` people each or of `n` pairs; `effect` in standard deviations. As R's power.t.test. */
function tPower(n: number, effect: number, design: Design): number {
	const groups = design === 'groups' ? 2 : 1;
	const degreesOfFreedom = Math.max(1e-7, (n - 1) * groups);
	return noncentralTAbove(tValue(1 - significance / 2, degreesOfFreedom), degreesOfFreedom, Math.sqrt(n / groups) * Math.abs(effect));
}

/** Power to see the difference of two shares in two groups of `n` people each. As R's power.prop.test. */
function sharePower(n: number, first: number, second: number): number {
	const z = normalValue(1 - significance / 2);
	const pooled = Math.sqrt((first + second) * (1 - (first + second) / 2));
	const separate = Math.sqrt(first * (1 - first) + second * (1 - second));
	return normalBelow((Math.sqrt(n) * Math.abs(first - second) - z * pooled) / separate);
}

/** The least n, not rounded, whose power is the wanted one; NaN when ten million are too few or two are enough. */
function findSize(power: number, powerOf: (n: number) => number): number {
	let [low, high] = [2, 1e7];
	if (!(powerOf(high) >= power) || powerOf(low) > power) return NaN;
	while (high - low > 1e-9 * high) {
		const middle = (low + high) / 2;
		if (powerOf(middle) < power) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

function tResult(design: Design, n: number, statistic: readonly [string, number]): StatisticalResult {
	const people = design === 'groups' ? (['independent-groups', 'equal-variances'] as const) : (['same-people'] as const);
	const test = design === 'groups' ? 'power-t' : 'power-t-paired';
	return result({ test, n, assumptions: ['independent-people', ...people, 'normal'], statistic });
}

/** The chance to find a true difference of means; `effect` in standard deviations, `n` people a group, or pairs. */
export function powerOfMeans(n: number, effect: number, design: Design): StatisticalResult {
	return tResult(design, n, ['power', tPower(n, effect, design)]);
}

/** People a group, or pairs, that a study of means needs; round up. */
export function sizeForMeans(power: number, effect: number, design: Design): StatisticalResult {
	const n = findSize(power, (size) => tPower(size, effect, design));
	return tResult(design, Math.ceil(n), ['n', n]);
}

const shareResult = (n: number, statistic: readonly [string, number]): StatisticalResult =>
	result({ test: 'power-shares', n, assumptions: ['independent-people', 'independent-groups', 'large-sample'], statistic });

/** The chance to find a true difference of two shares with `n` people a group. */
export function powerOfShares(n: number, first: number, second: number): StatisticalResult {
	return shareResult(n, ['power', sharePower(n, first, second)]);
}

/** People a group that a study of two shares needs; round up. */
export function sizeForShares(power: number, first: number, second: number): StatisticalResult {
	const n = findSize(power, (size) => sharePower(size, first, second));
	return shareResult(Math.ceil(n), ['n', n]);
}
