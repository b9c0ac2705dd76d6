import { readCsv } from './csv.ts';
import { DomainError } from './errors.ts';
import { readSpreadsheet, type SpreadsheetCell } from './spreadsheet.ts';

/** A row of a table that has anything in it, with its number as a program for tables shows it. */
export interface TableRow {
	readonly line: number;
	readonly cells: readonly string[];
}

const zip = [0x50, 0x4b];

function textOf(cell: SpreadsheetCell): string {
	if (cell === null) return '';
	return cell instanceof Date ? cell.toISOString().slice(0, 10) : cell;
}

/**
 * Reads a table that somebody sends, CSV or XLSX by its first bytes, whatever its name says; of a workbook the first sheet that has anything in it.
 * The first row is the header. Throws the codes of `readCsv` and `readSpreadsheet`, and `csv.empty` for a workbook without content.
 */
export async function readTableFile(bytes: Uint8Array, limits: { readonly megabytes: number }): Promise<TableRow[]> {
	if (!zip.every((byte, index) => bytes[index] === byte)) return [...readCsv(bytes, limits).rows];
	for (const sheet of await readSpreadsheet(bytes, limits)) {
		const rows = sheet.rows.map((cells, index) => ({ line: index + 1, cells: cells.map(textOf) }));
		const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
		if (filled.length > 0) return filled;
	}
	throw new DomainError('csv.empty');
}
