import type { Cell, Figure } from './cell.ts';

/** Numbers between which the true value lies. */
export interface Range {
	readonly lowest: number;
	readonly highest: number;
}

/** Binary fractions are this far from decimal ones at most, in the sums of a table. */
const noise = 1e-7;

/** Whether a value lies in a range, ends included. */
export function contains({ lowest, highest }: Range, value: number): boolean {
	return lowest - noise <= value && value <= highest + noise;
}

/** Decimals to which each number of a table is exact: `decimalsOf(figure, column)`. */
export type Precision = (figure: Figure, column: number) => number;

/**
 * Finds how exactly a table is printed. Spreadsheets drop zeros at the end, so that 25 beside 11.5 is 25.0; unless zeros are kept somewhere, or a
 * whole column is printed with fewer decimals than the others. A few numbers with more decimals than the rest don't make the rest more exact.
 */
export function findPrecision(columns: readonly (readonly Cell[])[]): Precision {
	const figuresOf = (cells: readonly Cell[]) => cells.filter((cell): cell is Figure => cell.type === 'figure' && cell.value !== 0);
	const all = columns.flatMap(figuresOf);
	const keepsZeros = all.some(({ decimals, value }) => decimals > 0 && Number.isInteger(Math.round(value * 10 ** decimals) / 10));
	const share = (figures: readonly Figure[], decimals: number) => figures.filter((figure) => figure.decimals >= decimals).length / figures.length;
	let common = 0;
	while (common < 6 && share(all, common + 1) >= (common === 0 ? 0.15 : 0.4)) common++;
	const own = columns.map((cells, index) => {
		const figures = figuresOf(cells);
		const others = columns.flatMap((other, otherIndex) => (otherIndex === index ? [] : figuresOf(other)));
		const most = Math.max(0, ...figures.map(({ decimals }) => decimals));
		return figures.length >= 4 && most < common && share(others, common) >= 0.7 ? most : common;
	});
	return ({ decimals }, column) => (keepsZeros ? decimals : Math.max(decimals, own[column] ?? common));
}

/** Half of the last printed digit. */
export const halfUnit = (decimals: number) => 0.5 * 10 ** -decimals;

/**
 * The numbers of people, of `n`, whose share is printed as `value`: from the least to the greatest; undefined when there is none. A share that
 * lies exactly between two printable ones may be printed as either (rules for that differ).
 */
export function possibleCounts(value: number, decimals: number, n: number, whole = 100): Range | undefined {
	const half = halfUnit(decimals);
	const lowest = Math.max(0, Math.ceil(((value - half) * n) / whole - noise));
	const highest = Math.min(n, Math.floor(((value + half) * n) / whole + noise));
	return lowest <= highest ? { lowest, highest } : undefined;
}

/** The two shares beside an impossible one. */
export function sharesAround(value: number, decimals: number, n: number, whole = 100) {
	const lowerCount = Math.min(n, Math.max(0, Math.floor((value * n) / whole + noise)));
	const upperCount = Math.min(n, lowerCount + 1);
	const share = (count: number) => Number(((whole * count) / n).toFixed(Math.max(decimals, whole === 1 ? 3 : 1)));
	return { lower: share(lowerCount), lowerCount, upper: share(upperCount), upperCount };
}

/** How a share stands to the whole. */
export interface Base {
	readonly whole: number;
	/** The number of people who are the whole; undefined when it is not known. */
	readonly n: number | undefined;
}

/** The counts that a printed share can stand for; a table that drops zeros may also be one that prints this number less exactly. */
export function countsOf(figure: Figure, column: number, precision: Precision, n: number, whole: number): Range | undefined {
	return possibleCounts(figure.value, precision(figure, column), n, whole) ?? possibleCounts(figure.value, figure.decimals, n, whole);
}

/** Between what the true share lies that a cell was printed for. */
export function shareRange(cell: Cell | undefined, column: number, precision: Precision, { whole, n }: Base): Range {
	switch (cell?.type) {
		case undefined:
		case 'dash':
			return { lowest: 0, highest: 0 };
		case 'below':
			return { lowest: 0, highest: cell.limit };
		case 'figure': {
			const counts = n === undefined ? undefined : countsOf(cell, column, precision, n, whole);
			if (counts !== undefined && n !== undefined) return { lowest: (counts.lowest * whole) / n, highest: (counts.highest * whole) / n };
			const half = halfUnit(precision(cell, column));
			return { lowest: Math.max(0, cell.value - half), highest: Math.min(whole, cell.value + half) };
		}
		default:
			return { lowest: 0, highest: whole };
	}
}

export function sumRanges(ranges: readonly Range[]): Range {
	return {
		lowest: ranges.reduce((sum, { lowest }) => sum + lowest, 0),
		highest: ranges.reduce((sum, { highest }) => sum + highest, 0)
	};
}

/** Between what the difference of two numbers lies. */
export function differenceRange(before: Range, after: Range): Range {
	return { lowest: after.lowest - before.highest, highest: after.highest - before.lowest };
}

/** Between what the quotient of two numbers that are not negative lies. */
export function ratioRange(before: Range, after: Range): Range {
	return {
		lowest: before.highest <= 0 ? Infinity : after.lowest / before.highest,
		highest: before.lowest <= 0 ? Infinity : after.highest / before.lowest
	};
}

/** A range as it may be printed with some decimals. */
export function widen({ lowest, highest }: Range, decimals: number): Range {
	const half = halfUnit(decimals);
	return { lowest: lowest - half, highest: highest + half };
}
