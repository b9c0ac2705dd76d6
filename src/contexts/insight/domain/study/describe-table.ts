import type { CsvRow } from '#platform/csv.ts';
import { pairedTests, type Refusal } from '../responses.ts';
import type { Interval } from '../statistics/result.ts';
import { wilson } from '../statistics/shares.ts';
import type { TableKind } from './cell.ts';
import { measure } from './check-changes.ts';
import { tidy } from './finding.ts';
import { findLayout, type Layout } from './layout.ts';
import { countsOf } from './precision.ts';
import { readStudyTable, type TableRow } from './table.ts';

/** A share of a table, with what it says about the population. */
export interface DescribedShare {
	readonly row: string;
	readonly column: string;
	readonly value: number;
	readonly n: number | null;
	/** People whom the share stands for; null where n is not known, or several numbers, or none, fit. */
	readonly count: number | null;
	/** Wilson's interval of the share. */
	readonly interval: Interval | null;
}

const nameOf = ({ table }: Layout, column: number) => table.columns[column]?.name ?? '';

function describeCell(layout: Layout, row: TableRow, column: number): DescribedShare[] {
	const cell = row.entries[column]?.cell;
	if (cell?.type !== 'figure') return [];
	const { n, whole } = layout.baseOf(row, column);
	const range = n === undefined || layout.table.kind === 'count' ? undefined : countsOf(cell, column, layout.precision, n, whole);
	const ofShare = range !== undefined && range.lowest === range.highest ? range.lowest : null;
	const count = layout.table.kind === 'count' ? cell.value : ofShare;
	const isPart = n !== undefined && count !== null && count >= 0 && count <= n;
	const interval = isPart ? wilson(count, n).interval : null;
	return [{ row: row.name, column: nameOf(layout, column), value: cell.value, n: n ?? null, count, interval }];
}

/** The shares or counts of a published table. */
export function describeTable(rows: readonly CsvRow[], kind: TableKind, n: number | undefined): DescribedShare[] {
	const layout = findLayout(readStudyTable(rows, kind), n);
	return layout.rows.flatMap((row) => layout.categories.flatMap((column) => describeCell(layout, row, column)));
}

export interface TableChange {
	readonly row: string;
	readonly column: string;
	readonly before: number;
	readonly after: number;
	readonly difference: number;
	/** Per cent of the first value; null where that is zero. */
	readonly relative: number | null;
	readonly ratio: number | null;
}

function changeOf(row: string, column: string, before: number, after: number): TableChange {
	const round = (value: number) => Number(value.toFixed(4));
	const [relative, ratio] = before === 0 ? [null, null] : [round(((after - before) / before) * 100), round(after / before)];
	return { row, column, before, after, difference: tidy(after - before), relative, ratio };
}

/** The changes within a before/after table, or from a table to another of the same rows and columns; and the tests that such tables don't allow. */
export function compareTables(tables: readonly (readonly CsvRow[])[], kind: TableKind): { changes: TableChange[]; refused: Refusal[] } {
	const layouts = tables.map((rows) => findLayout(readStudyTable(rows, kind), undefined));
	const [first, second] = layouts;
	const refused: Refusal[] = pairedTests.map((test) => ({ test, reason: 'marginal' }));
	if (first === undefined) return { changes: [], refused };
	if (second === undefined) {
		const changes = first.rows.flatMap((row) =>
			first.pairs.flatMap((pair) => {
				const [before, after] = [measure(first, row, pair.before), measure(first, row, pair.after)];
				return before === undefined || after === undefined ? [] : [changeOf(row.name, pair.name, before.value, after.value)];
			})
		);
		return { changes, refused };
	}
	const later = new Map(second.rows.map((row) => [row.identity, row]));
	const changes = first.rows.flatMap((row) =>
		first.categories.flatMap((column) => {
			const other = later.get(row.identity);
			const otherColumn = second.table.columns.findIndex(({ name }) => name === nameOf(first, column));
			const before = measure(first, row, column);
			const after = other === undefined || otherColumn < 0 ? undefined : measure(second, other, otherColumn);
			return before === undefined || after === undefined ? [] : [changeOf(row.name, nameOf(first, column), before.value, after.value)];
		})
	);
	return { changes, refused };
}
