import { CsvError, parse } from 'csv-parse/sync';
import { DomainError } from './errors.ts';

/** What can be wrong with a CSV file as a file, with the values that the message names. */
export interface CsvErrors {
	/** No row at all. */
	'csv.empty': Readonly<Record<string, never>>;
	/** A workbook, a document, an archive, any binary content. */
	'csv.not_csv': { readonly kind: 'xlsx' | 'xls' | 'pdf' | 'zip' | 'binary' };
	/** Text, but in an encoding that is not accepted. */
	'csv.encoding': { readonly encoding: string };
	/** Broken quoting; the line is where the broken row begins. */
	'csv.malformed': { readonly line: number };
	'csv.too_large': { readonly megabytes: number };
}

function refuse<Code extends keyof CsvErrors>(code: Code, parameters: CsvErrors[Code]): never {
	throw new DomainError(code, { ...parameters });
}

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';
export type CsvDelimiter = ',' | ';' | '\t';

export interface CsvRow {
	/** Line of the file, from 1, on which the row begins. */
	readonly line: number;
	readonly cells: readonly string[];
}

export interface CsvTable {
	/** All rows that have anything in them, the header included. */
	readonly rows: readonly CsvRow[];
	readonly delimiter: CsvDelimiter;
	readonly encoding: CsvEncoding;
}

/** First bytes of files that are mistaken for CSV. A workbook of Excel is a zip archive. */
const signatures = [
	{ kind: 'xlsx', bytes: [0x50, 0x4b, 0x03, 0x04] },
	{ kind: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
	{ kind: 'xls', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
	{ kind: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
	{ kind: 'binary', bytes: [0x1f, 0x8b] }
] as const;

const byteOrderMarks = [
	{ encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
	{ encoding: 'utf-16le', bytes: [0xff, 0xfe] },
	{ encoding: 'utf-16be', bytes: [0xfe, 0xff] }
] as const;

const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, index) => bytes[index] === byte);

/** Control characters other than tab and the ends of lines: no text that people write has them. */
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0098]/;

function decodeStrictly(bytes: Uint8Array, encoding: CsvEncoding): string | undefined {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		return undefined; // not in this encoding; the caller decides what that means
	}
}

/** UTF-16 without a mark: half of the bytes of a plain table are zero, all in odd or all in even places. */
function looksLikeUnmarkedUtf16(bytes: Uint8Array): boolean {
	const zeros = [0, 0];
	for (const [index, byte] of bytes.subarray(0, 4096).entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
	return Math.min(...zeros) === 0 && Math.max(...zeros) > Math.min(bytes.length, 4096) / 4;
}

function decode(bytes: Uint8Array): { text: string; encoding: CsvEncoding } {
	const signature = signatures.find((known) => startsWith(bytes, known.bytes));
	if (signature !== undefined) refuse('csv.not_csv', { kind: signature.kind });
	const mark = byteOrderMarks.find((known) => startsWith(bytes, known.bytes));
	if (mark !== undefined) {
		const text = decodeStrictly(bytes, mark.encoding);
		if (text === undefined) refuse('csv.encoding', { encoding: mark.encoding.toUpperCase() });
		if (controlCharacter.test(text)) refuse('csv.not_csv', { kind: 'binary' });
		return { text, encoding: mark.encoding };
	}
	if (bytes.includes(0)) {
		if (looksLikeUnmarkedUtf16(bytes)) refuse('csv.encoding', { encoding: 'UTF-16' });
		refuse('csv.not_csv', { kind: 'binary' });
	}
	for (const encoding of ['utf-8', 'windows-1251'] as const) {
		const text = decodeStrictly(bytes, encoding);
		if (text === undefined) continue;
		if (controlCharacter.test(text)) refuse('csv.not_csv', { kind: 'binary' });
		return { text, encoding };
	}
	return refuse('csv.encoding', { encoding: 'Windows-1251' });
}

/** The delimiter that the header has most of, quoted parts aside; a comma when it has none. */
function findDelimiter(text: string): CsvDelimiter {
	const header = text.split('\n').find((line) => line.trim() !== '') ?? '';
	const unquoted = header.replaceAll(/"[^"]*"/g, '');
	const counts = ([',', ';', '\t'] as const).map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length }));
	return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

/** Excel's own way to name the delimiter: a first line "sep=;". */
function readSeparatorLine(text: string): { delimiter: CsvDelimiter; rest: string } | undefined {
	const found = /^"?sep=([,;\t])"?\n/i.exec(text);
	return found === null ? undefined : { delimiter: found[1] as CsvDelimiter, rest: `\n${text.slice(found[0].length)}` };
}

/**
 * Reads a CSV file as people save it: UTF-8 with or without a mark, UTF-16 with a mark, Windows-1251 (whatever is not valid UTF-8); comma,
 * semicolon or tab, found from the header; any end of line; cells in double quotes. Rows without any content are left out; cells are
 * neither trimmed nor changed.
 * Throws `csv.empty`, `csv.not_csv`, `csv.encoding`, `csv.malformed` (with the line), `csv.too_large`.
 */
export function readCsv(bytes: Uint8Array, { megabytes = 64 }: { readonly megabytes?: number } = {}): CsvTable {
	if (bytes.length > megabytes * 1024 * 1024) refuse('csv.too_large', { megabytes });
	const { text: decoded, encoding } = decode(bytes);
	const text = decoded.replaceAll(/\r\n?/g, '\n');
	const separator = readSeparatorLine(text);
	const delimiter = separator?.delimiter ?? findDelimiter(text);
	const rows: CsvRow[] = [];
	let lastLine = 0;
	try {
		parse(separator?.rest ?? text, {
			delimiter,
			record_delimiter: '\n',
			relax_column_count: true,
			on_record: (cells: string[], { lines }) => {
				if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: lastLine + 1, cells });
				lastLine = lines;
				return null; // kept here with its line
			}
		});
	} catch (error) {
		if (error instanceof CsvError) refuse('csv.malformed', { line: lastLine + 1 });
		throw error;
	}
	if (rows.length === 0) refuse('csv.empty', {});
	return { rows, delimiter, encoding };
}
