import { hedgesCorrection, normalValue, tTwoSided, tValue } from './distributions.ts';
import { interval, result, type StatisticalResult } from './result.ts';
import { covariance, mean, type Sample, variance } from './sample.ts';

function standardised(test: 'hedges-g' | 'hedges-g-paired', n: number, g: number, squaredError: number): StatisticalResult {
	const reach = normalValue(0.975) * Math.sqrt(squaredError);
	const bounds = interval(g - reach, g + reach);
	const groups = test === 'hedges-g' ? (['independent-groups', 'equal-variances'] as const) : (['same-people'] as const);
	return result({
		test,
		n,
		assumptions: ['independent-people', ...groups, 'normal', 'large-sample'],
		statistic: ['g', g],
		effect: { name: 'hedges-g', value: g, interval: bounds },
		interval: bounds
	});
}

/** Hedges' g of two groups: the difference of their means in pooled standard deviations, corrected for small samples; positive when `x` is higher. */
export function hedgesG(x: Sample, y: Sample): StatisticalResult {
	const [n1, n2] = [x.length, y.length];
	const pooled = Math.sqrt(((n1 - 1) * variance(x) + (n2 - 1) * variance(y)) / (n1 + n2 - 2));
	const g = (hedgesCorrection(n1 + n2 - 2) * (mean(x) - mean(y))) / pooled;
	return standardised('hedges-g', n1 + n2, g, (n1 + n2) / (n1 * n2) + g ** 2 / (2 * (n1 + n2)));
}

/** Hedges' g of the same people before and after, in standard deviations within a moment (M. Borenstein, 2009); positive when values rose. */
export function hedgesGPaired(before: Sample, after: Sample): StatisticalResult {
	const n = before.length;
	const changes = after.map((value, index) => value - (before[index] ?? NaN));
	const correlation = covariance(before, after) / Math.sqrt(variance(before) * variance(after));
	const within = Math.sqrt(variance(changes) / (2 * (1 - correlation)));
	const g = (hedgesCorrection(n - 1) * mean(changes)) / within;
	return standardised('hedges-g-paired', n, g, (1 / n + g ** 2 / (2 * n)) * 2 * (1 - correlation));
}

interface Part {
	readonly squaredError: number;
	readonly n: number;
}

function welch(test: StatisticalResult['test'], n: number, estimate: number, parts: readonly Part[]): StatisticalResult {
	const squared = parts.reduce((sum, part) => sum + part.squaredError, 0);
	const degreesOfFreedom = squared ** 2 / parts.reduce((sum, part) => sum + part.squaredError ** 2 / (part.n - 1), 0);
	const error = Math.sqrt(squared);
	const t = estimate / error;
	const reach = Number.isFinite(degreesOfFreedom) ? tValue(0.975, degreesOfFreedom) * error : NaN;
	const bounds = interval(estimate - reach, estimate + reach);
	const design = test === 'difference-in-differences-changes' ? (['same-people'] as const) : (['independent-groups'] as const);
	return result({
		test,
		n,
		assumptions: ['independent-people', ...design, 'parallel-trends', 'normal'],
		statistic: ['t', t],
		degreesOfFreedom,
		p: Number.isFinite(t) ? tTwoSided(t, degreesOfFreedom) : NaN,
		effect: { name: 'difference', value: estimate, interval: bounds },
		interval: bounds
	});
}

const spread = (values: Sample): Part => ({ squaredError: variance(values) / values.length, n: values.length });

/** How much more the trained changed than the control group, from each person's own change (Welch's t). */
export function differenceOfChanges(trained: Sample, control: Sample): StatisticalResult {
	const n = trained.length + control.length;
	return welch('difference-in-differences-changes', n, mean(trained) - mean(control), [spread(trained), spread(control)]);
}

interface Rounds {
	readonly before: Sample;
	readonly after: Sample;
}

/** The same from four groups of different people: before and after, trained and control. */
export function differenceInDifferences(trained: Rounds, control: Rounds): StatisticalResult {
	const cells = [trained.before, trained.after, control.before, control.after];
	const estimate = mean(trained.after) - mean(trained.before) - (mean(control.after) - mean(control.before));
	const n = cells.reduce((sum, cell) => sum + cell.length, 0);
	return welch('difference-in-differences-groups', n, estimate, cells.map(spread));
}
