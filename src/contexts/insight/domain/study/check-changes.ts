import {
	followsAsDifference,
	followsAsRatio,
	followsAsRelative,
	type Measured,
	type StatedChange,
	tellWrongChange,
	tellWrongRatio
} from './change.ts';
import type { ChangeColumn } from './columns.ts';
import type { StudyFinding } from './finding.ts';
import type { Layout } from './layout.ts';
import { shareRange } from './precision.ts';
import type { TableRow } from './table.ts';

/** What a cell of a table says; undefined without a figure. */
export function measure(layout: Layout, row: TableRow, column: number): Measured | undefined {
	const cell = row.entries[column]?.cell;
	if (cell?.type !== 'figure') return undefined;
	if (layout.table.kind === 'count') return { value: cell.value, range: { lowest: cell.value, highest: cell.value } };
	const own = layout.baseOf(row, column);
	const base = cell.value > own.whole ? { whole: cell.value, n: undefined } : own; // off the scale is a finding of its own
	const { lowest, highest } = shareRange(cell, column, layout.precision, base);
	// A change may be computed from what was counted or from what is printed.
	return { value: cell.value, range: { lowest: Math.min(lowest, cell.value), highest: Math.max(highest, cell.value) } };
}

const saysPercent = ({ table }: Layout, column: number) => (table.columns[column]?.name ?? '').includes('%');

function statedChanges(layout: Layout, { column, pair }: ChangeColumn): StatedChange[] {
	return layout.table.rows.flatMap((row) => {
		const entry = row.entries[column];
		const [before, after] = [measure(layout, row, pair.before), measure(layout, row, pair.after)];
		if (entry?.cell.type !== 'figure' || before === undefined || after === undefined) return [];
		const { name = '' } = layout.table.columns[column] ?? {};
		const place = { row: row.name, column: name, line: entry.line, columnNumber: entry.columnNumber };
		return [{ stated: entry.cell, before, after, place }];
	});
}

/** Printed changes and "times" that don't follow from the columns before and after, whatever rounding may have done. */
export function checkChanges(layout: Layout): StudyFinding[] {
	const changes = layout.changes.flatMap((column) => {
		const stated = statedChanges(layout, column);
		const asPoints = stated.filter(followsAsDifference).length;
		const asRelative = stated.filter(followsAsRelative).length;
		const isTied = asRelative === asPoints && asRelative > 0;
		const seemsRelative = asRelative > asPoints || (isTied && saysPercent(layout, column.column));
		const isRelative = column.unit === 'relative' || (column.unit === 'unsaid' && seemsRelative);
		const follows = isRelative ? followsAsRelative : followsAsDifference;
		return stated.filter((change) => !follows(change)).map((change) => tellWrongChange(change, isRelative ? 'relative' : 'points'));
	});
	const folds = layout.folds.flatMap((column) =>
		statedChanges(layout, column)
			.filter((change) => change.before.value > 0 && !followsAsRatio(change))
			.map(tellWrongRatio)
	);
	return [...changes, ...folds];
}
