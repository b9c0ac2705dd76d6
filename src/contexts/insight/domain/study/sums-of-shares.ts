import { finding, type Place, type StudyFinding, tidy } from './finding.ts';
import { type Group, isFigure, isKnown, type Layout } from './layout.ts';
import { type Base, contains, halfUnit, type Range, shareRange, sumRanges } from './precision.ts';
import type { Entry, TableRow } from './table.ts';
import { isComparedName, isComparisonName, isExclusiveName, isLevelName, isPlainShareName, isTotalName } from './words.ts';

/** One sum that should be the whole. */
interface Sum {
	readonly cells: readonly { readonly entry: Entry | undefined; readonly column: number; readonly base: Base }[];
	readonly place: Partial<Place>;
	readonly n: number | undefined;
}

const valueOf = (entry: Entry | undefined) => (entry?.cell.type === 'figure' ? entry.cell.value : 0);
const printedSum = ({ cells }: Sum) => tidy(cells.reduce((sum, { entry }) => sum + valueOf(entry), 0));
const isComplete = ({ cells }: Sum) => cells.every(({ entry }) => isKnown(entry)) && cells.filter(({ entry }) => isFigure(entry)).length > 1;

/** A cell off the scale is a finding of its own; what it does to the sum is not another one. */
const isInRange = (layout: Layout, { cells }: Sum) => cells.every(({ entry }) => valueOf(entry) >= 0 && valueOf(entry) <= layout.whole);

function rangeOf(layout: Layout, sum: Sum, shapes: Shapes): Range {
	const ranges = sum.cells.map(({ entry, column, base }) => {
		const range = shareRange(entry?.cell, column, layout.precision, base);
		if (!shapes.areCut || entry?.cell.type !== 'figure' || sum.n !== undefined) return range;
		const half = halfUnit(layout.precision(entry.cell, column));
		return { lowest: entry.cell.value, highest: entry.cell.value + 2 * half };
	});
	return sumRanges(ranges);
}

/** How the table as a whole prints its shares. */
interface Shapes {
	/** Digits were cut off instead of rounded: no sum is over the whole, and most are under it. */
	readonly areCut: boolean;
}

function findShapes(layout: Layout, sums: readonly Sum[]): Shapes {
	const complete = sums.filter(isComplete);
	const gaps = complete.map((sum) => {
		const units = sum.cells.map(({ entry, column }) => (entry?.cell.type === 'figure' ? 2 * halfUnit(layout.precision(entry.cell, column)) : 0));
		const width = units.reduce((total, unit) => total + unit, 0);
		return { gap: layout.whole - printedSum(sum), width };
	});
	const isUnder = gaps.every(({ gap, width }) => gap > -1e-7 && gap < width);
	return { areCut: gaps.length >= 4 && isUnder && gaps.filter(({ gap, width }) => gap > width / 4).length * 2 >= gaps.length };
}

/** Whether a sum is the whole, or rounding explains why it is not; shares that were moved to make exactly the whole do. */
const fits = (layout: Layout, sum: Sum, shapes: Shapes) =>
	Math.abs(printedSum(sum) - layout.whole) < 1e-6 || contains(rangeOf(layout, sum, shapes), layout.whole);

/** A sum without its number of people, which tells whether the columns make a whole at all. */
const roughly = ({ cells, place }: Sum): Sum => ({
	place,
	n: undefined,
	cells: cells.map(({ entry, column, base }) => ({ entry, column, base: { ...base, n: undefined } }))
});

/** What a part of a row is called: what stands before the colon of its columns; null for the whole row. */
export function partName({ table, categories }: Layout, group: Group): string | null {
	if (group.length === categories.length) return null;
	const names = group.map((column) => table.columns[column]?.name ?? '');
	const [first = ''] = names;
	const prefix = first.slice(0, Math.max(0, first.indexOf(':')));
	return prefix !== '' && names.every((name) => name.startsWith(`${prefix}:`)) ? prefix : `${first}–${names.at(-1) ?? ''}`;
}

function rowSums(layout: Layout, row: TableRow, group: Group): Sum {
	const [first = 0] = group;
	const part = partName(layout, group);
	const n = layout.baseOf(row, first).n;
	return {
		cells: group.map((column) => ({ entry: row.entries[column], column, base: layout.baseOf(row, column) })),
		place: { row: row.name, column: part, line: row.line, columnNumber: null },
		n
	};
}

function columnSums(layout: Layout): Sum[] {
	const rows = layout.rows.filter((row) => !row.isTotal);
	const sections = [...Map.groupBy(rows, ({ section }) => section).values()].filter((section) => section.length > 1);
	return sections.flatMap((section) =>
		layout.categories.map((column): Sum => {
			const { name = '', number = null } = layout.table.columns[column] ?? {};
			const cells = section.map((row) => ({ entry: row.entries[column], column, base: layout.baseOf(row, column) }));
			return { cells, place: { column: name, columnNumber: number }, n: cells[0]?.base.n };
		})
	);
}

function report(layout: Layout, sum: Sum): StudyFinding {
	const total = printedSum(sum);
	const { whole } = layout;
	const numbers = { value: total, expected: whole };
	return sum.n !== undefined && fits(layout, roughly(sum), { areCut: false })
		? finding('sum.percent_n', { sum: total, whole, n: sum.n }, sum.place, numbers)
		: finding('sum.percent', { sum: total, whole }, sum.place, numbers);
}

/**
 * Answers that stand one per line: the questions whose answers repeat are judged together, of another question all answers may not be printed, so
 * that only more than the whole is a contradiction.
 */
function checkLong(layout: Layout): StudyFinding[] {
	const shapeOf = (row: TableRow) => layout.table.columns.map((_, column) => (row.entries[column] === undefined ? '-' : '+')).join('');
	return [...Map.groupBy(layout.rows, shapeOf).values()].flatMap((rows) => {
		const present = layout.categories.filter((column) => rows.some(({ entries }) => entries[column] !== undefined));
		const sums = rows.map((row) => rowSums(layout, row, present)).map((sum) => ({ ...sum, place: { ...sum.place, column: null } }));
		const isWhole = rows.length > 1 && sums.filter((sum) => isComplete(sum) && fits(layout, roughly(sum), { areCut: false })).length * 2 >= rows.length;
		return sums
			.filter((sum) => isInRange(layout, sum) && sum.cells.filter(({ entry }) => isFigure(entry)).length > 1)
			.filter((sum) => {
				const { lowest } = rangeOf(layout, sum, { areCut: false });
				return (isWhole && isComplete(sum) && !fits(layout, sum, { areCut: false })) || lowest > layout.whole + 1e-7;
			})
			.map((sum) => report(layout, sum));
	});
}

/**
 * Whether the columns are groups that are compared, so that the shares of a row belong to different wholes: the names say so, a test stands
 * beside two of
 * them, or the total lies between them.
 */
function comparesGroups({ table, rows, categories, groups, whole }: Layout): boolean {
	const names = categories.map((column) => table.columns[column]?.name ?? '').filter((name) => !isComparisonName(name));
	if (groups.length > 1 || names.length === 0) return false;
	if (names.every(isComparedName) || (names.length === 2 && table.columns.some(({ name }) => isComparisonName(name)))) return true;
	const totals = table.columns.flatMap(({ name }, column) => (isTotalName(name) && !categories.includes(column) ? [column] : []));
	return totals.some((total) => {
		const all = rows.flatMap((row) => {
			const values = categories.flatMap((column) => (isFigure(row.entries[column]) ? [valueOf(row.entries[column])] : []));
			return isFigure(row.entries[total]) && values.length > 1 ? [{ values, total: valueOf(row.entries[total]) }] : [];
		});
		const isBetween = all.every(({ values, total: own }) => own >= Math.min(...values) && own <= Math.max(...values));
		return all.length > 1 && isBetween && all.filter(({ total: own }) => own < whole * 0.9).length * 2 > all.length;
	});
}

/** Columns that are wholes beyond doubt: their total says so, or a single column of shares of groups that exclude each other is nearly one. */
function surelyWhole(layout: Layout, sum: Sum, column: number): boolean {
	const { table, categories, rows, whole } = layout;
	const totals = rows.filter(({ isTotal }) => isTotal).map((row) => row.entries[column]);
	const parts = rows.filter(({ isTotal }) => !isTotal);
	if (parts.length < 2) return false;
	const gap = Math.abs(printedSum(sum) - whole) / whole;
	if (totals.some((total) => isFigure(total) && Math.abs(valueOf(total) - whole) < whole / 1000)) return gap <= 0.2;
	const isPlain = categories.length === 1 && isPlainShareName(table.columns[column]?.name ?? '');
	return isPlain && gap <= 0.1 && parts.every(({ names }) => names.some(isExclusiveName));
}

/**
 * Shares that don't add up to the whole, beyond what rounding explains. First it is found out whether rows, or else columns, are wholes: where
 * respondents could choose several answers neither is, and nothing is said.
 */
export function checkShares(layout: Layout): StudyFinding[] {
	if (layout.table.isLong) return checkLong(layout);
	const areCompared = comparesGroups(layout);
	const rows = areCompared ? [] : layout.rows;
	const sums = rows.flatMap((row) => layout.groups.map((group) => rowSums(layout, row, group))).filter((sum) => isInRange(layout, sum));
	const shapes = findShapes(layout, sums);
	const hasDash = ({ cells }: Sum) => cells.some(({ entry }) => entry?.cell.type === 'dash');
	// A dash is zero where that makes some row add up; else it may stand for a share that was not printed.
	const isDashZero = sums.some((sum) => hasDash(sum) && isComplete(sum) && fits(layout, roughly(sum), shapes));
	const complete = sums.filter((sum) => isComplete(sum) && (isDashZero || !hasDash(sum)));
	const fitting = complete.filter((sum) => fits(layout, roughly(sum), shapes)).length;
	const isOver = (sum: Sum) => !complete.includes(sum) && rangeOf(layout, sum, shapes).lowest > layout.whole + 1e-7;
	const nearness = (sum: Sum) => Math.abs(printedSum(sum) - layout.whole) / layout.whole;
	const wrong = complete.filter((sum) => !fits(layout, sum, shapes));
	if (fitting > 0 && fitting * 2 >= complete.length) return [...wrong, ...sums.filter(isOver)].map((sum) => report(layout, sum));
	const columns = columnSums(layout).filter((sum) => isInRange(layout, sum) && isComplete(sum));
	const fittingColumns = columns.filter((sum) => fits(layout, roughly(sum), shapes)).length;
	const columnOf = ({ cells }: Sum) => cells[0]?.column ?? 0;
	// Two columns of independent shares may add up by chance; the rows have to be steps of one order then.
	const areSteps = layout.rows.filter(({ name }) => isLevelName(name)).length * 2 >= layout.rows.length;
	const areMost = fittingColumns > 0 && fittingColumns * 2 >= columns.length;
	const areWholes = areMost && (areSteps || (fittingColumns >= 2 && fittingColumns >= columns.length - 1));
	const wrongColumns = columns.filter((sum) => !fits(layout, sum, shapes));
	const told = wrongColumns.filter((sum) => (areWholes && nearness(sum) <= 0.1) || surelyWhole(layout, sum, columnOf(sum)));
	if (areMost || told.length > 0) return told.map((sum) => report(layout, sum));
	if (areCompared) return [];
	if (layout.pairs.length > 0 && layout.groups.length === 0) return [];
	const [only] = complete;
	if (complete.length === 1 && only !== undefined && layout.rows.length === 1) return wrong.map((sum) => report(layout, sum));
	const isClose = complete.every(({ cells }) => cells.length > 2) && complete.every((sum) => nearness(sum) <= 0.05);
	return isClose ? wrong.map((sum) => report(layout, sum)) : [];
}
