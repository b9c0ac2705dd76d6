import { finding, type Place, type StudyFinding } from './finding.ts';
import { isFigure, isKnown, type Layout } from './layout.ts';
import { countsOf, halfUnit, sharesAround } from './precision.ts';
import type { TableRow } from './table.ts';
import { isMeanName, readScale } from './words.ts';

function placeOf(layout: Layout, row: TableRow, column: number): Place {
	const entry = row.entries[column];
	const { name = '' } = layout.table.columns[column] ?? {};
	return { row: row.name, column: name, line: entry?.line ?? row.line, columnNumber: entry?.columnNumber ?? null };
}

/** The figures among the shares or counts of a table. */
function figures(layout: Layout) {
	return layout.rows.flatMap((row) =>
		layout.categories.flatMap((column) => {
			const cell = row.entries[column]?.cell;
			return cell?.type === 'figure' ? [{ row, column, cell }] : [];
		})
	);
}

/** Shares under 0 or over the whole, counts under 0 or over the number of people, means off their scale. */
export function checkRanges(layout: Layout): StudyFinding[] {
	const { table, whole } = layout;
	const found = figures(layout).flatMap(({ row, column, cell }) => {
		const { value } = cell;
		const place = placeOf(layout, row, column);
		if (table.kind === 'percent') {
			return value < 0 || value > whole ? [finding('range.percent', { value: whole === 1 ? value * 100 : value }, place, { value })] : [];
		}
		if (value < 0) return [finding('range.count', { value }, place, { value })];
		const { n } = layout.baseOf(row, column);
		const limited = n !== undefined && !row.isTotal && value > n;
		return limited ? [finding('range.count_n', { value, n }, place, { value })] : [];
	});
	const checkMean = (row: TableRow, column: number, scale: Scale | undefined) => {
		const cell = row.entries[column]?.cell;
		if (scale === undefined || cell?.type !== 'figure' || (cell.value >= scale.lowest && cell.value <= scale.highest)) return [];
		return [finding('range.mean', { value: cell.value, ...scale }, placeOf(layout, row, column), { value: cell.value })];
	};
	const means = layout.meanColumns.flatMap((column) => {
		const scale = readScale(table.columns[column]?.name ?? '');
		return layout.rows.flatMap((row) => checkMean(row, column, scale ?? numberedScale(layout)));
	});
	const meanRows = table.rows.filter((row) => !layout.rows.includes(row) && row.names.some(isMeanName));
	const below = meanRows.flatMap((row) => {
		const scale = row.names.map(readScale).find((one) => one !== undefined);
		return layout.categories.flatMap((column) => checkMean(row, column, scale));
	});
	return [...found, ...means, ...below];
}

interface Scale {
	readonly lowest: number;
	readonly highest: number;
}

/** The scale whose points are the columns themselves: 1, 2, 3, 4, 5. */
function numberedScale({ table, categories }: Layout): Scale | undefined {
	const points = categories.map((column) => /^(\d{1,2})(?!\d)/.exec((table.columns[column]?.name ?? '').trim())?.[1]).map(Number);
	const [lowest, highest] = [Math.min(...points), Math.max(...points)];
	const areSteps = points.every(Number.isInteger) && new Set(points).size === points.length && highest - lowest === points.length - 1;
	const isScale = points.length >= 3 && areSteps;
	return isScale ? { lowest, highest } : undefined;
}

/** What the cell would have to be so that its row adds up, when all others are possible and leave just that. */
function restFor(layout: Layout, row: TableRow, column: number): number | undefined {
	const group = layout.groups.find((columns) => columns.includes(column));
	const others = group?.filter((other) => other !== column && row.entries[other] !== undefined) ?? [];
	if (others.length === 0 || !others.every((other) => isKnown(row.entries[other]))) return undefined;
	const sum = others.reduce((total, other) => {
		const cell = row.entries[other]?.cell;
		return total + (cell?.type === 'figure' ? cell.value : 0);
	}, 0);
	const rest = Number((layout.whole - sum).toFixed(6));
	return rest >= 0 ? rest : undefined;
}

/**
 * Shares that no number of people gives (after the granularity test of J. Heathers and N. Brown for means), and counts that are not whole. Where most
 * shares are impossible, the number of people is not their base, and that is one finding.
 */
export function checkGranularity(layout: Layout): StudyFinding[] {
	const { table, whole, precision } = layout;
	if (table.kind === 'count') {
		return figures(layout)
			.filter(({ cell }) => !Number.isInteger(cell.value))
			.map(({ row, column, cell: { value } }) => finding('granularity.count', { value }, placeOf(layout, row, column), { value }));
	}
	const tested = figures(layout).filter(({ cell: { value } }) => value >= 0 && value <= whole);
	const impossible = tested.flatMap(({ row, column, cell }) => {
		const { n } = layout.baseOf(row, column);
		return n !== undefined && n > 0 && countsOf(cell, column, precision, n, whole) === undefined ? [{ row, column, cell, n }] : [];
	});
	const told = impossible.filter((one) => !isAdjusted(layout, one.row, one.column));
	const [first] = told;
	if (first !== undefined && told.length >= 12 && told.length * 2 > tested.length && layout.isSampleSizeGiven) {
		return [finding('granularity.base', { n: first.n, impossible: told.length, cells: tested.length }, {})];
	}
	return told.map(({ row, column, cell, n }) => {
		const around = sharesAround(cell.value, precision(cell, column), n, whole);
		const rest = restFor(layout, row, column);
		const fitting = [around.lower, around.upper].find((share) => rest !== undefined && Math.abs(share - rest) < 1e-6);
		const nearest = cell.value - around.lower <= around.upper - cell.value ? around.lower : around.upper;
		const inPercent = whole === 1 ? { value: cell.value * 100, lower: around.lower * 100, upper: around.upper * 100 } : { value: cell.value };
		const numbers = { value: cell.value, expected: fitting ?? nearest };
		return finding('granularity.percent', { n, ...around, ...inPercent }, placeOf(layout, row, column), numbers);
	});
}

/**
 * Whether an impossible share was moved by one last digit so that the row makes exactly the whole: 33.3, 33.3, 33.4 of three people. Rounding alone
 * would have given another sum.
 */
function isAdjusted(layout: Layout, row: TableRow, column: number): boolean {
	const group = layout.groups.find((columns) => columns.includes(column)) ?? [];
	if (group.length < 2 || !group.every((other) => isFigure(row.entries[other]))) return false;
	const { n } = layout.baseOf(row, column);
	if (n === undefined) return false;
	const cells = group.map((other) => {
		const cell = row.entries[other]?.cell;
		const [value, decimals] = cell?.type === 'figure' ? [cell.value, layout.precision(cell, other)] : [0, 0];
		return { value, unit: 10 ** -decimals, count: Math.round((value * n) / layout.whole) };
	});
	const sum = cells.reduce((total, { value }) => total + value, 0);
	const people = cells.reduce((total, { count }) => total + count, 0);
	if (Math.abs(sum - layout.whole) > 1e-6 || people !== n) return false;
	const rounded = cells.map(({ count, unit }) => Math.round((count * layout.whole) / n / unit) * unit);
	const moved = cells.reduce((total, { value }, index) => total + Math.abs(value - (rounded[index] ?? 0)), 0);
	const missing = Math.abs(rounded.reduce((total, value) => total + value, 0) - layout.whole);
	const isByOneDigit = cells.every(({ value, unit }, index) => Math.abs(value - (rounded[index] ?? 0)) < 1.5 * unit);
	return missing > 1e-6 && Math.abs(moved - missing) < 1e-6 && isByOneDigit;
}

/**
 * Blank cells. A row that adds up without the cell has nothing there; a dash or "n/a" says so itself. A file with one answer per line names answers
 * that were not printed, and columns that most rows leave blank are meant to be.
 */
export function checkBlanks(layout: Layout): StudyFinding[] {
	const { table, whole } = layout;
	if (table.isLong) return [];
	return layout.rows.flatMap((row) => {
		const groups = layout.groups.length > 0 ? layout.groups : [layout.categories];
		return groups.flatMap((group) => {
			const blank = group.filter((column) => row.entries[column]?.cell.type === 'blank');
			const others = group.filter((column) => isFigure(row.entries[column]));
			if (blank.length === 0 || others.length === 0) return [];
			const countBlank = (column: number) => layout.rows.filter((other) => other.entries[column]?.cell.type === 'blank').length;
			const sum = others.reduce((total, column) => {
				const cell = row.entries[column]?.cell;
				return total + (cell?.type === 'figure' ? cell.value : 0);
			}, 0);
			const n = layout.baseOf(row, group[0] ?? 0).n;
			const target = table.kind === 'percent' ? whole : n;
			const decimals = Math.max(...others.map((column) => decimalsAt(layout, row, column)));
			const slack = table.kind === 'percent' ? others.length * halfUnit(decimals) : 0;
			if (target !== undefined && sum >= target - slack - 1e-7) return [];
			const filled = blank.filter((column) => countBlank(column) * 2 <= layout.rows.length);
			return filled.map((column) => {
				const place = placeOf(layout, row, column);
				const rest = target === undefined || blank.length > 1 || !isWholeTable(layout) ? undefined : Number((target - sum).toFixed(6));
				return rest === undefined ? finding('empty.cell', {}, place) : finding('empty.cell_rest', { rest }, place, { expected: rest });
			});
		});
	});
}

function decimalsAt(layout: Layout, row: TableRow, column: number): number {
	const cell = row.entries[column]?.cell;
	return cell?.type === 'figure' ? layout.precision(cell, column) : 0;
}

/** Whether the other rows make wholes, so that the rest of a row is known. */
function isWholeTable(layout: Layout): boolean {
	const full = layout.rows.filter((row) => layout.groups.every((group) => group.every((column) => isFigure(row.entries[column]))));
	const near = full.filter((row) =>
		layout.groups.every((group) => {
			const sum = group.reduce((total, column) => {
				const cell = row.entries[column]?.cell;
				return total + (cell?.type === 'figure' ? cell.value : 0);
			}, 0);
			const whole = layout.table.kind === 'percent' ? layout.whole : (layout.baseOf(row, group[0] ?? 0).n ?? sum);
			return Math.abs(sum - whole) <= whole / 50;
		})
	);
	return layout.groups.length > 0 && near.length > 0 && near.length * 2 >= full.length;
}
