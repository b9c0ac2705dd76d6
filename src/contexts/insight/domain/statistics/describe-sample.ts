import { known, type StatisticalResult } from './result.ts';
import { mean, median, variance } from './sample.ts';
import { wilson } from './shares.ts';

export interface SampleDescription {
	readonly n: number;
	readonly missing: number;
	/** Null where there are too few answers. */
	readonly mean: number | null;
	readonly standardDeviation: number | null;
	readonly median: number | null;
	/** Each value that occurs, how often, and its share with Wilson's interval. */
	readonly distribution: readonly { readonly value: number; readonly count: number; readonly share: StatisticalResult }[];
}

/** Describes answers to one item; null is a missing one. */
export function describeSample(answers: readonly (number | null)[]): SampleDescription {
	const values = answers.filter((value) => value !== null);
	const counts = [...Map.groupBy(values, (value) => value)].map(([value, same]) => ({ value, count: same.length })).sort((a, b) => a.value - b.value);
	return {
		n: values.length,
		missing: answers.length - values.length,
		mean: known(mean(values)),
		standardDeviation: known(Math.sqrt(variance(values))),
		median: known(median(values)),
		distribution: counts.map(({ value, count }) => ({ value, count, share: wilson(count, values.length) }))
	};
}
