import { result, type StatisticalResult } from './result.ts';
import { covariance, type Sample, sumOf, variance } from './sample.ts';

/** People who answered every item; `items[i][person]` is null where an answer is missing. */
export function completeCases(items: readonly (readonly (number | null)[])[]): { readonly items: readonly Sample[]; readonly excluded: number } {
	const people = (items[0] ?? []).map((_, person) => person);
	const complete = people.filter((person) => items.every((item) => typeof item[person] === 'number' && !Number.isNaN(item[person])));
	return { items: items.map((item) => complete.map((person) => item[person] ?? NaN)), excluded: people.length - complete.length };
}

/**
 * Cronbach's alpha: how far the items of a scale agree; of one item, or when nobody differs from anybody, there is none. `items[i]` are the answers
 * of all people to item i, without gaps.
 */
export function cronbachAlpha(items: readonly Sample[]): StatisticalResult {
	const totals = (items[0] ?? []).map((_, person) => sumOf(items.map((item) => item[person] ?? NaN)));
	const count = items.length;
	const alpha = (count / (count - 1)) * (1 - sumOf(items.map(variance)) / variance(totals));
	const assumptions = ['independent-people', 'one-factor', 'equal-loadings'] as const;
	return result({ test: 'cronbach-alpha', n: totals.length, assumptions, statistic: ['alpha', alpha] });
}

const mostSteps = 200_000;

interface OneFactor {
	readonly loadings: readonly number[];
	/** The variances of the items that the factor does not explain. */
	readonly own: readonly number[];
}

/** Fits a model with one factor by maximum likelihood (EM); undefined when it does not settle or an own variance vanishes. */
function fitOneFactor(covariances: readonly (readonly number[])[]): OneFactor | undefined {
	const diagonal = covariances.map((row, index) => row[index] ?? NaN);
	if (diagonal.some((value) => !(value > 0))) return undefined;
	let loadings = diagonal.map((value, index) => Math.sqrt(value / 2) * Math.sign(covariances[0]?.[index] ?? 1) || Math.sqrt(value / 2));
	let own = diagonal.map((value) => value / 2);
	for (let step = 0; step < mostSteps; step++) {
		const scale = 1 + loadings.reduce((sum, loading, index) => sum + loading ** 2 / (own[index] ?? 1), 0);
		const weights = loadings.map((loading, index) => loading / (own[index] ?? 1) / scale);
		const cross = covariances.map((row) => row.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0));
		const factor = 1 / scale + cross.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
		const next = cross.map((value) => value / factor);
		const nextOwn = diagonal.map((value, index) => value - (next[index] ?? 0) * (cross[index] ?? 0));
		if (nextOwn.some((value, index) => value < 1e-6 * (diagonal[index] ?? 1))) return undefined;
		const moved = Math.max(...next.map((value, index) => Math.abs(value - (loadings[index] ?? 0)) / Math.sqrt(diagonal[index] ?? 1)));
		loadings = next;
		own = nextOwn;
		if (moved < 1e-13) return { loadings, own };
	}
	return undefined;
}

/**
 * McDonald's omega of a scale with one factor: the share of the variance of its sum that the factor explains. Three items at least; none where the
 * model has no proper solution. The same as from lavaan's cfa in R.
 */
export function mcDonaldOmega(items: readonly Sample[]): StatisticalResult {
	const fit = items.length < 3 ? undefined : fitOneFactor(items.map((a) => items.map((b) => covariance(a, b))));
	const common = fit === undefined ? NaN : sumOf(fit.loadings) ** 2;
	const omega = fit === undefined ? NaN : common / (common + sumOf(fit.own));
	const assumptions = ['independent-people', 'one-factor', 'large-sample'] as const;
	return result({ test: 'mcdonald-omega', n: items[0]?.length ?? 0, assumptions, statistic: ['omega', omega] });
}
