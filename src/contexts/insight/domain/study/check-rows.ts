import { finding, type StudyFinding } from './finding.ts';
import type { Layout } from './layout.ts';
import type { TableRow } from './table.ts';
import { isCommonAnswer, normalise } from './words.ts';

const numbersOf = (row: TableRow) => row.entries.map((entry) => (entry?.cell.type === 'figure' ? entry.cell.value : (entry?.cell.type ?? '')));

const areSame = (a: TableRow, b: TableRow) => JSON.stringify(numbersOf(a)) === JSON.stringify(numbersOf(b));

/** Whether the names of the rows are a sequence that is written several times: the answers of several questions under each other. */
function isStacked(names: readonly string[]): boolean {
	const period = names.indexOf(names[0] ?? '', 1);
	return period > 1 && names.length % period === 0 && names.every((name, index) => name === names[index % period]);
}

/**
 * The same group counted twice: rows of one name under one heading. "Yes", "other", "total" and lists of answers that are written several times
 * belong to different questions, unless the numbers are the same, too.
 */
export function checkDuplicates({ table }: Layout): StudyFinding[] {
	const stacked = isStacked(table.rows.map(({ identity }) => identity));
	const findings: StudyFinding[] = [];
	for (const rows of Map.groupBy(table.rows, ({ identity }) => identity).values()) {
		const [first] = rows;
		if (first === undefined || normalise(first.name) === '') continue;
		for (const row of rows.slice(1)) {
			const twin = rows.slice(0, rows.indexOf(row)).find((earlier) => areSame(earlier, row));
			const place = { row: row.name, line: row.line };
			const isCommon = row.names.every((name) => name === '' || isCommonAnswer(name));
			if (twin !== undefined && !(isCommon && numbersOf(row).length < 3)) findings.push(finding('duplicate-row.same', { first: twin.line }, place));
			else if (!stacked && !isCommon) findings.push(finding('duplicate-row.different', { first: first.line }, place));
		}
	}
	return findings;
}
