import { finding, type StudyFinding } from './finding.ts';
import { isFigure, isKnown, type Layout } from './layout.ts';
import { partName } from './sums-of-shares.ts';
import type { TableRow } from './table.ts';
import { isExclusiveName } from './words.ts';

const valueOf = (row: TableRow, column: number) => {
	const cell = row.entries[column]?.cell;
	return cell?.type === 'figure' ? cell.value : 0;
};

const isComplete = (row: TableRow, columns: readonly number[]) =>
	columns.every((column) => isKnown(row.entries[column])) && columns.filter((column) => isFigure(row.entries[column])).length > 1;

const sumOf = (row: TableRow, columns: readonly number[]) => columns.reduce((sum, column) => sum + valueOf(row, column), 0);

/** Rows whose cells don't add up to the printed total. */
function checkTotalColumn(layout: Layout, totalColumn: number): StudyFinding[] {
	const { categories, table } = layout;
	const rows = layout.rows.filter((row) => isComplete(row, categories) && isFigure(row.entries[totalColumn]));
	const parts = layout.rows.filter(({ isTotal }) => !isTotal);
	// A wrong total of one row is passed on to the total of the totals, and is told once.
	const isPassedOn = (row: TableRow) => row.isTotal && parts.reduce((sum, part) => sum + valueOf(part, totalColumn), 0) === valueOf(row, totalColumn);
	const wrong = rows.filter((row) => sumOf(row, categories) !== valueOf(row, totalColumn) && !isPassedOn(row));
	if (wrong.length * 2 > rows.length && rows.length > 1) return []; // the total is one of something else
	return wrong.map((row) => {
		const [sum, printed] = [sumOf(row, categories), valueOf(row, totalColumn)];
		const { name = '', number = null } = table.columns[totalColumn] ?? {};
		const place = { row: row.name, column: name, line: row.line, columnNumber: number };
		return finding('sum.total', { sum, printed }, place, { value: printed, expected: sum });
	});
}

/** A total row that is not what the rows of its section add up to, where most of its numbers are. */
function checkTotalRows(layout: Layout): StudyFinding[] {
	const columns = [...layout.categories, ...(layout.totalColumn === undefined ? [] : [layout.totalColumn])];
	const sections = [...Map.groupBy(layout.rows, ({ section }) => section).values()];
	return sections.flatMap((section) => {
		const totals = section.filter(({ isTotal }) => isTotal);
		const parts = section.filter(({ isTotal }) => !isTotal);
		const [total] = totals;
		if (total === undefined || totals.length > 1 || parts.length < 2) return [];
		const known = columns.filter((column) => isFigure(total.entries[column]) && parts.every((row) => isKnown(row.entries[column])));
		const sums = known.map((column) => ({ column, printed: valueOf(total, column), sum: parts.reduce((sum, row) => sum + valueOf(row, column), 0) }));
		// A wrong total of one column is passed on to the total of the totals, and is told once.
		const isPassedOn = (column: number) => column === layout.totalColumn && sumOf(total, layout.categories) === valueOf(total, column);
		const own = sums.filter(({ column }) => !isPassedOn(column));
		const wrong = own.filter(({ printed, sum }) => printed !== sum);
		const isNear = wrong.every(({ printed, sum }) => Math.abs(sum - printed) <= printed / 10);
		if (wrong.length * 2 > own.length && !(own.length === 1 && isNear)) return [];
		return wrong.map(({ column, printed, sum }) => {
			const { name = '', number = null } = layout.table.columns[column] ?? {};
			const place = { row: total.name, column: name, line: total.line, columnNumber: number };
			return finding('sum.total', { sum, printed }, place, { value: printed, expected: sum });
		});
	});
}

/** A single column of groups that exclude each other: nobody is in two of them, and few may be in none. */
function checkOnlyColumn({ rows, categories, groups, table, baseOf }: Layout): StudyFinding[] {
	const [column = 0] = categories;
	const sections = [...Map.groupBy(rows.filter(({ isTotal }) => !isTotal), ({ section }) => section).values()];
	if (table.isLong || categories.length !== 1 || groups.length > 1) return [];
	return sections.flatMap((section) => {
		const [first] = section;
		const n = first === undefined ? undefined : baseOf(first, column).n;
		const sum = section.reduce((total, row) => total + valueOf(row, column), 0);
		const isWhole = section.length > 1 && section.every(({ names, entries }) => isKnown(entries[column]) && names.some(isExclusiveName));
		if (n === undefined || !isWhole || sum === n || Math.abs(sum - n) > n / 10) return [];
		const { name = '', number = null } = table.columns[column] ?? {};
		return [finding('sum.count', { sum, whole: n }, { column: name, columnNumber: number }, { value: sum, expected: n })];
	});
}

/** Rows that don't add up to the number of people, unless it is columns, or the whole table, that do. */
function checkSampleSize(layout: Layout): StudyFinding[] {
	const { categories, groups, table } = layout;
	const rows = layout.rows.filter((row) => !row.isTotal);
	const checks = rows.flatMap((row) =>
		(groups.length === 0 ? [categories] : groups).flatMap((group) => {
			const present = group.filter((column) => row.entries[column] !== undefined);
			const [first] = present;
			const n = first === undefined ? undefined : layout.baseOf(row, first).n;
			return n === undefined || present.length < 2 || !isComplete(row, present) ? [] : [{ row, group: present, sum: sumOf(row, present), n }];
		})
	);
	const wrong = checks.filter(({ sum, n }) => sum !== n);
	const isIncomplete = ({ group, sum, n }: (typeof checks)[number]) => table.isLong && group.length < categories.length && sum < n;
	const told = () =>
		wrong
			.filter((check) => !isIncomplete(check))
			.map(({ row, group, sum, n }) => {
				const column = table.isLong ? null : partName(layout, group);
				return finding('sum.count', { sum, whole: n }, { row: row.name, column, line: row.line }, { value: sum, expected: n });
			});
	if (checks.length === 0) return checkOnlyColumn(layout);
	if (wrong.length * 2 <= checks.length) return told();
	const [{ n } = { n: undefined }] = checks;
	const columnSums = categories.map((column) => ({ column, sum: rows.reduce((sum, row) => sum + valueOf(row, column), 0) }));
	const all = columnSums.reduce((sum, column) => sum + column.sum, 0);
	if (all === n && rows.length > 1) return [];
	const fitting = columnSums.filter(({ column, sum }) => rows[0] !== undefined && sum === layout.baseOf(rows[0], column).n);
	if (fitting.length > 0 && fitting.length * 2 >= columnSums.length && rows.length > 1) {
		return columnSums
			.filter((column) => !fitting.includes(column))
			.flatMap(({ column, sum }) => {
				const { name = '', number = null } = table.columns[column] ?? {};
				const whole = rows[0] === undefined ? undefined : layout.baseOf(rows[0], column).n;
				if (whole === undefined || Math.abs(sum - whole) > whole / 10) return [];
				return [finding('sum.count', { sum, whole }, { column: name, columnNumber: number }, { value: sum, expected: whole })];
			});
	}
	const isNear = checks.every(({ sum, n: whole }) => Math.abs(sum - whole) <= whole / 10);
	return checks.length === 1 || isNear ? told() : [];
}

/** Counts that don't add up: to the printed total, to the number of people, or down to the total row. */
export function checkCounts(layout: Layout): StudyFinding[] {
	const across = layout.totalColumn === undefined ? checkSampleSize(layout) : checkTotalColumn(layout, layout.totalColumn);
	return [...across, ...checkTotalRows(layout)];
}
