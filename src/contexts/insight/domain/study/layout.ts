import { type ChangeColumn, nameColumns, type NamedColumns, type PhasePair } from './columns.ts';
import { type Base, contains, findPrecision, type Precision, shareRange, sumRanges } from './precision.ts';
import type { Entry, StudyTable, TableRow } from './table.ts';
import { isSampleSizeName, isMeanName, isStatisticName, normalise, readSampleSize } from './words.ts';

/** Columns that together make a whole in each row. */
export type Group = readonly number[];

/** What the parts of a table are. Columns are given by their position in the table. */
export interface Layout {
	readonly table: StudyTable;
	/** Rows that hold shares or counts; others hold means, numbers of people, statistics. */
	readonly rows: readonly TableRow[];
	/** Columns that hold shares or counts. */
	readonly categories: readonly number[];
	readonly groups: readonly Group[];
	readonly pairs: readonly PhasePair[];
	readonly changes: readonly ChangeColumn[];
	readonly folds: readonly ChangeColumn[];
	/** The column that adds the categories up. */
	readonly totalColumn: number | undefined;
	readonly meanColumns: readonly number[];
	/** 100 for per cent, 1 for fractions; for counts there is none but the number of people. */
	readonly whole: number;
	readonly precision: Precision;
	/** What a cell is a share of, or what the counts of its row add up to. */
	readonly baseOf: (row: TableRow, column: number) => Base;
	/** Whether `--n` is the only thing known of the number of people. */
	readonly isSampleSizeGiven: boolean;
}

/** Whether the cell of a row can be part of a sum: it is there and its value is known or between limits. */
export const isKnown = (entry: Entry | undefined) => entry === undefined || ['figure', 'below', 'dash'].includes(entry.cell.type);

export const isFigure = (entry: Entry | undefined) => entry?.cell.type === 'figure';

/** How many rows add up to the whole with these columns; rows with gaps don't count. */
function countSums(rows: readonly TableRow[], groups: readonly Group[], precision: Precision, whole: number): { fitting: number; all: number } {
	const checks = rows.flatMap((row) => groups.map((group) => group.map((column) => ({ entry: row.entries[column], column }))));
	const complete = checks.filter((cells) => cells.every(({ entry }) => isKnown(entry)) && cells.filter(({ entry }) => isFigure(entry)).length > 1);
	const fits = complete.filter((cells) =>
		contains(sumRanges(cells.map(({ entry, column }) => shareRange(entry?.cell, column, precision, { whole, n: undefined }))), whole)
	);
	return { fitting: fits.length, all: complete.length };
}

/** Ways to see the columns as parts of wholes: all together, by what stands before a colon, or in equal runs. */
function groupings(names: readonly string[], categories: readonly number[]): Group[][] {
	const prefixes = Map.groupBy(categories, (column) => {
		const name = names[column] ?? '';
		return name.includes(':') ? normalise(name.slice(0, name.indexOf(':'))) : '';
	});
	const byPrefix = [...prefixes.values()];
	const isPrefixed = !prefixes.has('') && byPrefix.length > 1 && byPrefix.every((group) => group.length > 1);
	const runs = [2, 3, 4].filter((count) => categories.length % count === 0 && categories.length / count > 1);
	return [
		...(isPrefixed ? [byPrefix] : []),
		[[...categories]],
		...runs.map((count) => {
			const length = categories.length / count;
			return Array.from({ length: count }, (_, index) => categories.slice(index * length, (index + 1) * length));
		})
	];
}

function phaseGroups(pairs: readonly PhasePair[]): Group[] {
	return pairs.length < 2 ? [] : [pairs.map(({ before }) => before), pairs.map(({ after }) => after)];
}

interface Parts {
	readonly categories: number[];
	readonly groups: Group[];
	readonly fitting: number;
	readonly all: number;
}

/** Chooses categories and groups so that most rows add up; where nothing adds up, what the names say. */
function chooseParts(table: StudyTable, rows: readonly TableRow[], precision: Precision, whole: number, named: NamedColumns): Parts {
	const names = table.columns.map(({ name }) => name);
	const { uses, doubtful, pairs } = named;
	const open = names.map((_, column) => column).filter((column) => uses[column] !== 'change' && uses[column] !== 'fold');
	const certain = open.filter((column) => uses[column] === 'category');
	const judge = (categories: number[], groups: Group[]): Parts => ({ categories, groups, ...countSums(rows, groups, precision, whole) });
	if (pairs.length > 0) {
		const paired = pairs.flatMap(({ before, after }) => [before, after]);
		const groups = phaseGroups(pairs);
		return judge(paired.toSorted((a, b) => a - b), groups);
	}
	const share = ({ fitting, all }: Parts) => (all === 0 ? 0 : fitting / all);
	const candidates: number[][] = [certain];
	const withDoubtful = [...new Set([...certain, ...open.filter((column) => doubtful[column])])].sort((a, b) => a - b);
	const withoutDoubtful = certain.filter((column) => !doubtful[column]);
	for (const other of [withDoubtful, withoutDoubtful]) if (other.length > 0 && other.length !== certain.length) candidates.push(other);
	const totals = open.filter((column) => uses[column] === 'total' || uses[column] === 'sample-size');
	for (const column of totals) candidates.push([...certain, column].sort((a, b) => a - b));
	let best = judge(certain, [certain]);
	for (const categories of candidates) {
		for (const groups of groupings(names, categories)) {
			const next = judge(categories, groups);
			if (share(next) > share(best)) best = next;
		}
	}
	if (best.all >= 3 && share(best) < 0.5 && certain.length > 2) {
		for (const column of certain) {
			const rest = certain.filter((other) => other !== column);
			const next = judge(rest, [rest]);
			if (share(next) >= 0.8) best = next;
		}
	}
	if (best.categories.length === 0) {
		const rest = open.filter((column) => uses[column] === 'total' || uses[column] === 'sample-size');
		return judge(rest, [rest]);
	}
	return best;
}

const integers = (table: StudyTable, column: number) =>
	table.rows.flatMap(({ entries }) => {
		const cell = entries[column]?.cell;
		return cell?.type === 'figure' ? [cell] : [];
	});

/** Whether a column can hold numbers of people. */
function holdsCounts(table: StudyTable, column: number): boolean {
	const figures = integers(table, column);
	return figures.length > 0 && figures.every(({ decimals, isPercent, value }) => decimals === 0 && !isPercent && value >= 1);
}

/** A column of numbers of people, schools or lessons in a table whose shares say so by their names. */
function holdsOtherNumbers(table: StudyTable, names: readonly string[], column: number): boolean {
	const isShare = (name: string) => /%|per ?cent|share|доля|процент|үлес|пайыз/iu.test(name);
	if (table.kind !== 'percent' || isShare(names[column] ?? '') || !names.some(isShare)) return false;
	const figures = integers(table, column);
	const large = figures.filter(({ value, isPercent }) => value > 100 && Number.isInteger(value) && !isPercent);
	return figures.length > 1 && large.length * 2 > figures.length;
}

/** A row of a table of shares that holds something else: numbers of people, means, statistics. */
function isOtherRow(row: TableRow): boolean {
	return row.names.some((name) => name !== '' && (isSampleSizeName(name) || isMeanName(name) || isStatisticName(name))) && !row.isTotal;
}

/**
 * Finds out what the parts of a table are. Names tell most of it; where they leave doubt ("SD", "n", "total"), the meaning is taken with which most
 * rows add up.
 */
export function findLayout(table: StudyTable, givenSize: number | undefined): Layout {
	const rows = table.kind === 'percent' && !table.isLong ? table.rows.filter((row) => !isOtherRow(row)) : table.rows;
	const names = table.columns.map(({ name }) => name);
	// The answers of a file with one per line are categories, whatever they are called.
	const signed = names.map((_, column) => integers(table, column).some(({ sign }) => sign !== ''));
	const read = nameColumns(table.isLong ? names.map(() => '') : names, table.kind, signed);
	const uses = read.uses.map((use, column) => (use === 'category' && holdsOtherNumbers(table, names, column) ? 'statistic' : use));
	const named = { ...read, uses };
	const cellsOf = (column: number) => rows.flatMap(({ entries }) => entries[column]?.cell ?? []);
	const shares = names.map((_, column) => (named.uses[column] === 'category' ? cellsOf(column) : []));
	const precision = findPrecision(shares);
	const values = shares.flat().flatMap((cell) => (cell.type === 'figure' ? [cell] : []));
	const isFraction = values.some(({ value }) => value > 0) && values.every(({ value, isPercent }) => value <= 1 && !isPercent);
	const areFractions = table.kind === 'percent' && isFraction;
	let whole = table.kind === 'percent' ? 100 : (givenSize ?? NaN);
	if (areFractions) {
		const one = chooseParts(table, rows, precision, 1, named);
		if (one.fitting * 2 >= one.all && one.fitting > 0) whole = 1;
	}
	const parts = chooseParts(table, rows, precision, whole, named);
	if (table.kind === 'count') whole = 100;
	const left = names.map((_, column) => column).filter((column) => !parts.categories.includes(column));
	const [sizeColumn] = left.filter((column) => named.uses[column] === 'sample-size' && holdsCounts(table, column));
	const totals = left.filter((column) => named.uses[column] === 'total');
	const isWhole = (column: number) => {
		const figures = integers(table, column);
		return figures.filter(({ value }) => Math.abs(value - whole) <= whole / 10).length * 2 >= figures.length;
	};
	const [totalColumn] = totals.filter((column) => table.kind === 'count' || isWhole(column));
	const isPartition = parts.all > 0 && parts.fitting * 2 >= parts.all;
	const [totalAsSize] = table.kind === 'percent' && isPartition ? totals.filter((column) => column !== totalColumn && holdsCounts(table, column)) : [];
	const sizeFrom = sizeColumn ?? totalAsSize;
	const sizeRow = table.rows.find((row) => row.names.some(isSampleSizeName) && !rows.includes(row));
	const sizeOf = (row: TableRow, column: number): number | undefined => {
		const cell = sizeFrom === undefined ? undefined : row.entries[sizeFrom]?.cell;
		const below = sizeRow?.entries[column]?.cell;
		return (
			row.sampleSize ??
			(cell?.type === 'figure' ? cell.value : undefined) ??
			readSampleSize(names[column] ?? '') ??
			(below?.type === 'figure' && below.decimals === 0 && below.value >= 1 ? below.value : undefined) ??
			givenSize
		);
	};
	return {
		table,
		rows,
		...parts,
		pairs: named.pairs,
		changes: named.changes,
		folds: named.folds,
		totalColumn,
		meanColumns: left.filter((column) => named.uses[column] === 'mean'),
		whole,
		precision,
		baseOf: (row, column) => ({ whole, n: sizeOf(row, column) }),
		isSampleSizeGiven: sizeFrom === undefined && sizeRow === undefined
	};
}
