import readWorkbook, { InvalidInputError, InvalidSpreadsheetError } from 'read-excel-file/node';
import writeWorkbook from 'write-excel-file/node';
import { DomainError } from './errors.ts';

/** What can be wrong with a workbook as a file, with the values that the message names. */
export interface SpreadsheetErrors {
	'spreadsheet.not_xlsx': Readonly<Record<string, never>>;
	'spreadsheet.too_large': { readonly megabytes: number };
}

function refuse<Code extends keyof SpreadsheetErrors>(code: Code, parameters: SpreadsheetErrors[Code]): never {
	throw new DomainError(code, { ...parameters });
}

/** Text, a date where the spreadsheet holds one, null for an empty cell. Numbers are given as the text the file has for them. */
export type SpreadsheetCell = string | Date | null;

/** One sheet of a workbook. */
export interface SpreadsheetTable {
	readonly name: string;
	/** The rows from the first of the sheet on, so that index + 1 is the number that the spreadsheet shows. */
	readonly rows: readonly (readonly SpreadsheetCell[])[];
}

/**
 * Writes a text so that reading gives it back. `_x0041_` in a workbook stands for the letter with that number (ECMA-376, ST_Xstring): a text that
 * really contains this gets its underscore escaped. The writer keeps texts as keys of a plain object and stumbles over the names that every
 * object has ("constructor", "toString"): the first letter of such a text is written by its number. So is U+FFFD, the sign for a letter that
 * was lost, which the writer takes for a letter that XML forbids.
 */
function escapeText(text: string): string {
	if (text in {}) return `_x${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_${text.slice(1)}`;
	return text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replaceAll('\uFFFD', '_xFFFD_');
}

/** A column is as wide as its longest text, within what can be read; the unit is the width of a digit. */
function columnWidths(table: SpreadsheetTable): { width: number }[] {
	const count = Math.max(0, ...table.rows.map((row) => row.length));
	return Array.from({ length: count }, (_, column) => {
		const longest = Math.max(...table.rows.map((row) => String(row[column] ?? '').length));
		return { width: Math.min(60, Math.max(8, longest + 2)) };
	});
}

/** Writes a workbook. The first row of every sheet is its header and stays in sight; all cells are text, so that "1.1.1" does not become a date. */
export async function writeSpreadsheet(tables: readonly SpreadsheetTable[]): Promise<Uint8Array> {
	const sheets = tables.map((table) => ({
		sheet: table.name,
		columns: columnWidths(table),
		stickyRowsCount: 1,
		data: table.rows.map((row, index) =>
			row.map((cell) => {
				if (cell === null || cell === '') return null;
				if (cell instanceof Date) return { value: cell, type: Date, format: 'yyyy-mm-dd' };
				const weight = index === 0 ? { fontWeight: 'bold' as const } : {};
				return { value: escapeText(cell), type: String, format: '@', wrap: true, alignVertical: 'top' as const, ...weight };
			})
		)
	}));
	return writeWorkbook(sheets).toBuffer();
}

/**
 * The size that a zip archive says its files have when unpacked, in bytes, from its central directory (APPNOTE.TXT, 4.3.12); 0 when it has none.
 * A few kilobytes can unpack to gigabytes; that is refused before unpacking.
 */
function unpackedSize(bytes: Uint8Array): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const centralFile = 0x02014b50;
	const endOfDirectory = 0x06054b50;
	let end = bytes.length - 22;
	while (end >= 0 && view.getUint32(end, true) !== endOfDirectory) end--;
	if (end < 0) return 0;
	let total = 0;
	let offset = view.getUint32(end + 16, true);
	while (offset + 46 <= bytes.length && view.getUint32(offset, true) === centralFile) {
		total += view.getUint32(offset + 24, true);
		offset += 46 + view.getUint16(offset + 28, true) + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
	}
	return total;
}

/**
 * Reads all sheets of an XLSX workbook. Ends of lines inside cells become "\n"; nothing else is changed.
 * Throws `spreadsheet.not_xlsx` for anything that is not a workbook and `spreadsheet.too_large` (as a file, or ten times that when unpacked).
 */
export async function readSpreadsheet(bytes: Uint8Array, { megabytes = 16 }: { readonly megabytes?: number } = {}): Promise<SpreadsheetTable[]> {
	const limit = megabytes * 1024 * 1024;
	if (bytes.length > limit || unpackedSize(bytes) > 10 * limit) refuse('spreadsheet.too_large', { megabytes });
	try {
		const sheets = await readWorkbook<string>(Buffer.from(bytes), { trim: false, parseNumber: (text) => text });
		return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map((cell) => readCell(cell))) }));
	} catch (error) {
		if (error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError) refuse('spreadsheet.not_xlsx', {});
		throw error;
	}
}

function readCell(cell: unknown): SpreadsheetCell {
	if (cell instanceof Date) return cell;
	if (cell === '' || (typeof cell !== 'string' && typeof cell !== 'number' && typeof cell !== 'boolean')) return null;
	return String(cell).replaceAll(/\r\n?/g, '\n');
}
