import type { CsvRow } from '#platform/csv.ts';
import { isNumeric, readCell, type TableKind } from './cell.ts';

/** A table without what stands above it. */
export interface TableBody {
	/** Names of the columns. */
	readonly header: readonly string[];
	/** Line of the header in the file. */
	readonly line: number;
	readonly body: readonly CsvRow[];
}

const filledCells = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length;

/** The names of a header of two lines: what stands above several columns is written once, over the first of them. */
function joinHeaders(upper: readonly string[], lower: readonly string[]): string[] {
	let above = '';
	return Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
		const [high, low] = [(upper[index] ?? '').trim(), (lower[index] ?? '').trim()];
		if (index === 0) return high || low;
		if (high !== '') above = high;
		if (low === '') return high;
		return above === '' ? low : `${above}: ${low}`;
	});
}

/**
 * Finds header and rows. Lines with a single filled cell above the header are titles; a line without a name and without numbers below it is its
 * second line, or tells the units. Undefined when no line has two cells.
 */
export function findBody(rows: readonly CsvRow[], kind: TableKind): TableBody | undefined {
	const start = rows.findIndex(({ cells }) => filledCells(cells) > 1);
	const top = rows[start];
	if (top === undefined) return undefined;
	const header = [...top.cells];
	while (header.length > 0 && (header.at(-1) ?? '').trim() === '') header.pop(); // a spreadsheet writes delimiters for columns that were once used
	const next = rows[start + 1];
	const rest = next?.cells.slice(1) ?? [];
	const isSecondLine =
		next !== undefined &&
		rows.length > start + 2 &&
		((next.cells[0] ?? '').trim() === '' || (top.cells[0] ?? '').trim() === '') &&
		filledCells(rest) > 1 &&
		rest.some((cell) => readCell(cell, kind).type === 'text') &&
		!rest.some((cell) => isNumeric(readCell(cell, kind)));
	if (!isSecondLine) return { header, line: top.line, body: rows.slice(start + 1) };
	const units = new Set(rest.map((cell) => cell.trim()).filter((cell) => cell !== ''));
	const names = units.size === 1 ? header : joinHeaders(header, next.cells);
	return { header: names, line: top.line, body: rows.slice(start + 2) };
}
