import { normalValue, tValue } from '../statistics/distributions.ts';
import type { Mean } from '../summary.ts';

/** Both ends, rounded outwards to what is printed: what lies within the interval lies within the printed one, too. */
export type Range = readonly [lower: number, upper: number];

/** Confidence of all intervals of the report. */
export const confidence = 0.95;

const hundredth = 100;
/** A trace of floating point must not push an end that is a whole hundredth to the next one. */
const trace = 1e-9;

/** As scores are printed: two decimals. */
export const rounded = (value: number): number => Math.round(value * hundredth) / hundredth;

const outwards = (lower: number, upper: number): Range => [
	Math.floor(lower * hundredth + trace) / hundredth,
	Math.ceil(upper * hundredth - trace) / hundredth
];

/** The interval of a mean (Student's t); null for one person. */
export function meanRange({ mean, deviation, persons }: Mean): Range | null {
	if (deviation === null) return null;
	const reach = (tValue((1 + confidence) / 2, persons - 1) * deviation) / Math.sqrt(persons);
	return outwards(Math.max(0, mean - reach), Math.min(6, mean + reach));
}

/**
 * The interval of the difference of two means of different people, `a` minus `b` (B. L. Welch, 1947). `comparisons`: how many differences are
 * looked at together; each interval is widened (Bonferroni), so that all of them hold with the confidence of one. Null where there is no spread to
 * tell it by.
 */
export function differenceRange(a: Mean, b: Mean, comparisons = 1): Range | null {
	if (a.deviation === null || b.deviation === null) return null;
	const parts = [a, b].map(({ deviation, persons }) => ({ squared: (deviation ?? 0) ** 2 / persons, freedom: persons - 1 }));
	const squared = parts.reduce((sum, part) => sum + part.squared, 0);
	if (squared === 0) return null;
	const freedom = squared ** 2 / parts.reduce((sum, part) => sum + part.squared ** 2 / part.freedom, 0);
	const reach = tValue(1 - (1 - confidence) / (2 * comparisons), freedom) * Math.sqrt(squared);
	return outwards(a.mean - b.mean - reach, a.mean - b.mean + reach);
}

/** Wilson's interval of a share in whole percent, rounded outwards. */
export function shareRange(count: number, persons: number): Range {
	const z = normalValue((1 + confidence) / 2);
	const share = count / persons;
	const middle = share + z ** 2 / (2 * persons);
	const reach = z * Math.sqrt((share * (1 - share)) / persons + z ** 2 / (4 * persons ** 2));
	const scale = 1 + z ** 2 / persons;
	return [Math.floor(Math.max(0, ((middle - reach) / scale) * 100) + trace), Math.ceil(Math.min(100, ((middle + reach) / scale) * 100) - trace)];
}

/** The mean of those in `whole` who are not in `part`; null when that is nobody. */
export function restOf(whole: Mean, part: Mean): Mean | null {
	const persons = whole.persons - part.persons;
	if (persons <= 0) return null;
	const squares = ({ mean, deviation, persons: count }: Mean): number => (deviation ?? 0) ** 2 * (count - 1) + count * mean ** 2;
	const sum = whole.mean * whole.persons - part.mean * part.persons;
	const deviation = persons === 1 ? null : Math.sqrt(Math.max(0, (squares(whole) - squares(part) - sum ** 2 / persons) / (persons - 1)));
	return { mean: sum / persons, deviation, persons };
}

/** What an interval of a difference says: more, less, perhaps chance, or nothing at all. */
export type Verdict = 'higher' | 'lower' | 'chance' | 'unknown';

export function verdictOf(range: Range | null): Verdict {
	if (range === null) return 'unknown';
	return range[0] > 0 ? 'higher' : range[1] < 0 ? 'lower' : 'chance';
}
