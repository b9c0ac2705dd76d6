import {
	followsAsDifference,
	followsAsRatio,
	followsAsRelative,
	type Measured,
	type StatedChange,
	tellWrongChange,
	tellWrongRatio
} from './change.ts';
import { measure } from './check-changes.ts';
import { type Figure, readFigure } from './cell.ts';
import type { Claim } from './claims.ts';
import { finding, type StudyFinding, tidy } from './finding.ts';
import type { Layout } from './layout.ts';
import { contains, halfUnit, sumRanges, widen } from './precision.ts';
import type { TableRow } from './table.ts';
import { normalise, readPhase } from './words.ts';

/** The one row of that name; by the beginning of a name where that is unambiguous. An empty name means the only row. */
function findRow({ table }: Layout, name: string): TableRow | undefined {
	const wanted = normalise(name);
	if (wanted === '') return table.rows.length === 1 ? table.rows[0] : undefined;
	const exact = table.rows.filter(({ names }) => names.some((one) => normalise(one) === wanted));
	if (exact.length > 0) return exact[0];
	const similar = table.rows.filter(({ name: own }) => normalise(own).startsWith(wanted));
	return similar.length === 1 ? similar[0] : undefined;
}

/** The one column of that name; "before" alone is the only column before. */
function findColumn({ table, pairs }: Layout, name: string): number | undefined {
	const wanted = normalise(name);
	if (wanted === '') return undefined;
	const exact = table.columns.findIndex((column) => normalise(column.name) === wanted);
	if (exact >= 0) return exact;
	const moment = readPhase(name);
	if (moment !== undefined) {
		const pair = pairs.find(({ name: own }) => own === moment.rest) ?? (moment.rest === '' && pairs.length === 1 ? pairs[0] : undefined);
		if (pair !== undefined) return pair[moment.phase];
	}
	const ending = table.columns.flatMap((column, index) => (normalise(column.name).endsWith(`: ${wanted}`) ? [index] : []));
	return ending.length === 1 ? ending[0] : undefined;
}

/** A number that the text gives itself, as exact as it is written. */
function measureStated(figure: Figure): Measured {
	return { value: figure.value, range: widen({ lowest: figure.value, highest: figure.value }, figure.decimals) };
}

/** The roundings of a number to some decimals: half up, and half to even. */
function roundings(value: number, decimals: number): number[] {
	const scaled = tidy(value * 10 ** decimals);
	const floor = Math.floor(scaled);
	if (Math.abs(scaled - floor - 0.5) > 1e-9) return [Math.round(scaled) / 10 ** decimals];
	return [(floor + 1) / 10 ** decimals, (floor % 2 === 0 ? floor : floor + 1) / 10 ** decimals];
}

/** Whether a text may give the number of a cell so: the same, or rounded. */
function repeats(stated: Figure, value: number, decimals: number): boolean {
	if (stated.decimals < decimals) return roundings(value, stated.decimals).some((rounded) => Math.abs(rounded - stated.value) < 1e-9);
	if (stated.decimals > decimals) return Math.abs(stated.value - value) <= halfUnit(decimals) + 1e-9;
	return Math.abs(stated.value - value) < 1e-9;
}

function checkSum(layout: Layout, row: TableRow, claim: Claim, stated: Figure): StudyFinding[] {
	const [from, to] = [findColumn(layout, claim.from), findColumn(layout, claim.to)];
	const missing = from === undefined ? claim.from : claim.to;
	if (from === undefined || to === undefined) return [finding('claim.column', { name: missing }, { row: row.name, line: row.line })];
	const columns = layout.categories.filter((column) => column >= Math.min(from, to) && column <= Math.max(from, to));
	const range = sumRanges(columns.map((column) => measure(layout, row, column)?.range ?? { lowest: 0, highest: 0 }));
	if (contains(widen(range, stated.decimals), stated.value)) return [];
	const sum = tidy(columns.reduce((total, column) => total + (measure(layout, row, column)?.value ?? 0), 0));
	const place = { row: row.name, column: `${claim.from}–${claim.to}`, line: row.line };
	return [finding('sum.claim', { claimed: stated.value, sum }, place, { value: stated.value, expected: sum })];
}

function checkExtreme(layout: Layout, row: TableRow, claim: Claim): StudyFinding[] {
	const column = findColumn(layout, claim.from) ?? findColumn(layout, claim.to);
	const name = claim.from || claim.to;
	if (column === undefined) return [finding('claim.column', { name }, { row: row.name, line: row.line })];
	const group = layout.groups.find((columns) => columns.includes(column)) ?? layout.categories;
	const values = group.flatMap((one) => {
		const value = measure(layout, row, one)?.value;
		return value === undefined ? [] : [{ value, name: layout.table.columns[one]?.name ?? '' }];
	});
	const own = measure(layout, row, column)?.value;
	const isLargest = claim.kind === 'largest';
	const extreme = values.toSorted((a, b) => (isLargest ? b.value - a.value : a.value - b.value))[0];
	if (extreme === undefined || own === undefined || own === extreme.value) return [];
	const place = { row: row.name, column: layout.table.columns[column]?.name ?? name, line: row.line };
	return [finding(isLargest ? 'claim.largest' : 'claim.smallest', extreme, place, { value: own, expected: extreme.value })];
}

function checkValue(layout: Layout, row: TableRow, claim: Claim, stated: Figure): StudyFinding[] {
	const name = claim.to || claim.from;
	const [onlyColumn] = layout.categories.length === 1 ? layout.categories : [];
	const column = name === '' ? onlyColumn : findColumn(layout, name);
	if (column === undefined) return [finding('claim.column', { name }, { row: row.name, line: row.line })];
	const entry = row.entries[column];
	const { line = row.line, columnNumber = null, cell } = entry ?? {};
	const place = { row: row.name, column: layout.table.columns[column]?.name ?? name, line, columnNumber };
	if (cell?.type === 'dash' && stated.value === 0) return [];
	if (cell?.type !== 'figure') return [finding('claim.no_value', {}, place, { value: stated.value })];
	if (repeats(stated, cell.value, layout.precision(cell, column))) return [];
	return [finding('claim.value', { claimed: stated.value, value: cell.value }, place, { value: stated.value, expected: cell.value })];
}

/** The number that a claim starts from or comes to: a column of the row, or a number that has to stand in the row. */
function resolve(layout: Layout, row: TableRow | undefined, text: string): Measured | StudyFinding {
	const column = findColumn(layout, text);
	const measured = row === undefined || column === undefined ? undefined : measure(layout, row, column);
	if (measured !== undefined) return measured;
	const place = { row: row?.name ?? null, line: row?.line ?? null };
	if (column !== undefined && row !== undefined) {
		return finding('claim.no_value', {}, { ...place, column: layout.table.columns[column]?.name ?? text });
	}
	const figure = readFigure(text, layout.table.kind);
	if (figure === undefined) return finding('claim.column', { name: text }, place);
	if (row === undefined) return measureStated(figure);
	const cells = row.entries.map((entry) => entry?.cell);
	const match = cells.findIndex((cell, index) => cell?.type === 'figure' && repeats(figure, cell.value, layout.precision(cell, index)));
	const found = match < 0 ? undefined : measure(layout, row, match);
	return found ?? finding('claim.from_to', { claimed: figure.value }, place, { value: figure.value });
}

function checkChange(layout: Layout, row: TableRow | undefined, claim: Claim, stated: Figure): StudyFinding[] {
	const [pair] = layout.pairs.length === 1 ? layout.pairs : [];
	const names = layout.table.columns.map(({ name }) => name);
	const before = resolve(layout, row, claim.from || (pair === undefined ? '' : (names[pair.before] ?? '')));
	const after = resolve(layout, row, claim.to || (pair === undefined ? '' : (names[pair.after] ?? '')));
	const wrong = [before, after].filter((end) => 'code' in end);
	if ('code' in before || 'code' in after) return wrong;
	const column = findColumn(layout, claim.to || 'after');
	const columnName = column === undefined ? claim.to || null : (names[column] ?? null);
	const place = { row: row?.name ?? (claim.row || null), column: columnName, line: row?.line ?? null };
	const change: StatedChange = { stated, before, after, place };
	if (claim.kind === 'fold') return followsAsRatio(change) ? [] : [tellWrongRatio(change)];
	if (claim.kind === 'percent') return followsAsRelative(change) ? [] : [tellWrongChange(change, 'relative')];
	return followsAsDifference(change) ? [] : [tellWrongChange(change, 'points')];
}

/** The figures of a text that contradict the table. */
export function checkClaims(layout: Layout, claims: readonly Claim[]): StudyFinding[] {
	return claims.flatMap((claim) => {
		const row = findRow(layout, claim.row);
		const isChange = claim.kind === 'difference' || claim.kind === 'points' || claim.kind === 'percent' || claim.kind === 'fold';
		if (row === undefined && (!isChange || claim.row !== '')) return [finding('claim.row', { name: claim.row }, {})];
		if (isChange && claim.value !== undefined) return checkChange(layout, row, claim, claim.value);
		if (row === undefined) return [];
		if (claim.kind === 'largest' || claim.kind === 'smallest') return checkExtreme(layout, row, claim);
		if (claim.value === undefined) return [];
		return claim.kind === 'sum' ? checkSum(layout, row, claim, claim.value) : checkValue(layout, row, claim, claim.value);
	});
}
