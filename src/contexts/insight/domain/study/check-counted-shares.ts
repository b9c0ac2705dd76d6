import { findCountedShares } from './columns.ts';
import { finding, type StudyFinding } from './finding.ts';
import type { Layout } from './layout.ts';
import { contains, halfUnit } from './precision.ts';
import type { TableRow } from './table.ts';

const figureOf = (row: TableRow, column: number) => {
	const cell = row.entries[column]?.cell;
	return cell?.type === 'figure' ? cell : undefined;
};

/**
 * Shares that are not those of the numbers of people beside them. Of what the column is a share is told by its total row, or else by the number of
 * people; nothing is said unless some of the rows agree with that.
 */
export function checkCountedShares({ table, rows, precision }: Layout, givenSize: number | undefined): StudyFinding[] {
	if (table.isLong) return [];
	return findCountedShares(table.columns.map(({ name }) => name)).flatMap(({ count, share }) => {
		const totals = rows.filter(({ isTotal }) => isTotal);
		const total = totals.length === 1 && totals[0] !== undefined ? figureOf(totals[0], count)?.value : undefined;
		const n = total ?? givenSize;
		if (n === undefined || !(n > 0)) return [];
		const checked = rows.flatMap((row) => {
			const [people, printed] = [figureOf(row, count), figureOf(row, share)];
			if (row.isTotal || people === undefined || printed === undefined) return [];
			const percent = (people.value / n) * 100;
			const half = halfUnit(Math.min(printed.decimals, precision(printed, share)));
			const follows = contains({ lowest: percent - half, highest: percent + half }, printed.value);
			return [{ row, people: people.value, printed: printed.value, percent, follows }];
		});
		const wrong = checked.filter(({ follows }) => !follows);
		if (wrong.length === 0 || wrong.length * 3 > checked.length * 2) return [];
		return wrong.map(({ row, people, printed, percent }) => {
			const entry = row.entries[share];
			const { name = '' } = table.columns[share] ?? {};
			const place = { row: row.name, column: name, line: entry?.line ?? row.line, columnNumber: entry?.columnNumber ?? null };
			const right = Number(percent.toFixed(2));
			return finding('granularity.count_beside', { value: printed, count: people, n, percent: right }, place, { value: printed, expected: right });
		});
	});
}
