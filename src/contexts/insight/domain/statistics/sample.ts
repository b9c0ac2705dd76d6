/** Numbers of a sample. An empty sample has no mean: NaN, as in every formula below where there is nothing to divide by. */
export type Sample = readonly number[];

export const sumOf = (values: Sample): number => values.reduce((sum, value) => sum + value, 0);

export const mean = (values: Sample): number => sumOf(values) / values.length;

/** Sum of products of deviations over n - 1. Both samples are of the same people. */
export function covariance(x: Sample, y: Sample): number {
	const [meanOfX, meanOfY] = [mean(x), mean(y)];
	return x.reduce((sum, value, index) => sum + (value - meanOfX) * ((y[index] ?? NaN) - meanOfY), 0) / (x.length - 1);
}

export const variance = (values: Sample): number => covariance(values, values);

/** The middle value, of an even number the mean of the two in the middle. */
export function median(values: Sample): number {
	const sorted = values.toSorted((a, b) => a - b);
	const half = sorted.length / 2;
	return sorted.length % 2 === 1 ? (sorted[Math.floor(half)] ?? NaN) : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
}

/** Ranks from 1, ties at their mean rank, and the size of each group of equal values. */
export function rank(values: Sample): { readonly ranks: readonly number[]; readonly ties: readonly number[] } {
	const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
	const ranks = new Array<number>(values.length).fill(0);
	const ties: number[] = [];
	for (let start = 0; start < order.length;) {
		let end = start;
		while (end < order.length && order[end]?.value === order[start]?.value) end++;
		for (const { index } of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
		ties.push(end - start);
		start = end;
	}
	return { ranks, ties };
}

/** What ties take from the variance of ranks: the sum of t³ - t. */
export const tieTerm = (ties: readonly number[]): number => ties.reduce((sum, size) => sum + size ** 3 - size, 0);
