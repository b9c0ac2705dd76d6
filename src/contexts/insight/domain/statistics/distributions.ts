import gammainc from '@stdlib/math-base-special-gammainc';
import gammaln from '@stdlib/math-base-special-gammaln';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Share of a standard normal distribution below `z`. */
export const normalBelow = (z: number): number => normalCdf(z, 0, 1);

/** Share of a standard normal distribution farther from its middle than `z`, on both sides. */
export const normalTwoSided = (z: number): number => Math.min(1, 2 * normalBelow(-Math.abs(z)));

/** The value that a share of a standard normal distribution lies below. */
export const normalValue = (share: number): number => normalQuantile(share, 0, 1);

/** Share of a t distribution farther from its middle than `t`, on both sides. */
export const tTwoSided = (t: number, degreesOfFreedom: number): number => Math.min(1, 2 * tCdf(-Math.abs(t), degreesOfFreedom));

export const tValue = (share: number, degreesOfFreedom: number): number => tQuantile(share, degreesOfFreedom);

/** Share of a chi-square distribution above `value`. */
export function chiSquareAbove(value: number, degreesOfFreedom: number): number {
	return value <= 0 ? 1 : gammainc(value / 2, degreesOfFreedom / 2, true, true);
}

/** Share of a noncentral chi-square distribution below `value`: central ones, weighted by a Poisson distribution about its middle. */
function noncentralChiSquareBelow(value: number, degreesOfFreedom: number, noncentrality: number): number {
	const half = noncentrality / 2;
	const weight = (index: number) => Math.exp(index * Math.log(half) - half - gammaln(index + 1));
	const term = (index: number) => (half === 0 ? (index === 0 ? 1 : 0) : weight(index)) * (1 - chiSquareAbove(value, degreesOfFreedom + 2 * index));
	const middle = Math.floor(half);
	const reach = Math.ceil(12 * Math.sqrt(half + 1)) + 30;
	let sum = 0;
	for (let index = Math.max(0, middle - reach); index <= middle + reach; index++) sum += term(index);
	return sum;
}

/** The noncentrality of a chi-square distribution that a share of lies below `value`; 0 where even the central one has less of it there. */
export function chiSquareNoncentrality(value: number, degreesOfFreedom: number, share: number): number {
	if (1 - chiSquareAbove(value, degreesOfFreedom) <= share) return 0;
	let [low, high] = [0, Math.max(1, value)];
	while (noncentralChiSquareBelow(value, degreesOfFreedom, high) > share) high *= 2;
	for (let step = 0; step < 100 && high - low > 1e-10 * high; step++) {
		const middle = (low + high) / 2;
		if (noncentralChiSquareBelow(value, degreesOfFreedom, middle) > share) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/**
 * Share of a noncentral t distribution above `t`: the normal share over all values that the standard deviation may take, by Simpson's rule. For
 * fewer than 2 degrees of freedom the density is not smooth at zero; they don't occur in the power of a test with two people or more a group.
 */
export function noncentralTAbove(t: number, degreesOfFreedom: number, noncentrality: number): number {
	const nu = degreesOfFreedom;
	const log = Math.log(2) + (nu / 2) * Math.log(nu / 2) - gammaln(nu / 2);
	const density = (s: number) => (s === 0 ? (nu === 1 ? Math.exp(log) : 0) : Math.exp(log + (nu - 1) * Math.log(s) - (nu * s * s) / 2));
	const spread = 9 / Math.sqrt(2 * nu);
	const [from, to] = [Math.max(0, 1 - spread), 1 + spread];
	const steps = 2000;
	const width = (to - from) / steps;
	let sum = 0;
	for (let step = 0; step <= steps; step++) {
		const s = from + step * width;
		const weight = step === 0 || step === steps ? 1 : step % 2 === 0 ? 2 : 4;
		sum += weight * normalBelow(noncentrality - t * s) * density(s);
	}
	return Math.min(1, Math.max(0, (sum * width) / 3));
}

/** Hedges' correction of a standardised difference for small samples, exact. */
export function hedgesCorrection(degreesOfFreedom: number): number {
	const half = degreesOfFreedom / 2;
	return Math.exp(gammaln(half) - Math.log(half) / 2 - gammaln((degreesOfFreedom - 1) / 2));
}
