import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { DomainError } from './errors.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isBigEndian: boolean) => {
	const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
	return isBigEndian ? bytes.swap16() : bytes;
};
/** Windows-1251 has the Russian letters in one row from 0xC0. */
const windows1251 = (text: string) =>
	Uint8Array.from([...text].map((letter) => (letter >= 'А' && letter <= 'я' ? letter.charCodeAt(0) - 0x410 + 0xc0 : letter.charCodeAt(0))));
const cellsOf = (bytes: Uint8Array) => readCsv(bytes).rows.map(({ cells }) => cells);

function failure(read: () => unknown): { code: string; parameters: object } {
	try {
		read();
	} catch (error) {
		if (error instanceof DomainError) return { code: error.code, parameters: error.parameters };
		throw error;
	}
	throw new Error('It was read');
}

describe('encodings', () => {
	const text = 'attempt;1.1.1\nАйгүл-Ә;A1\n';
	const rows = [['attempt', '1.1.1'], ['Айгүл-Ә', 'A1']];
	it.each([
		{ name: 'UTF-8', bytes: utf8(text), encoding: 'utf-8' },
		{ name: 'UTF-8 with a mark', bytes: utf8(`\ufeff${text}`), encoding: 'utf-8' },
		{ name: 'UTF-16, little end first', bytes: utf16(text, false), encoding: 'utf-16le' },
		{ name: 'UTF-16, big end first', bytes: utf16(text, true), encoding: 'utf-16be' }
	])('reads $name', ({ bytes, encoding }) => {
		expect(readCsv(bytes).encoding).toBe(encoding);
		expect(cellsOf(bytes)).toEqual(rows);
	});

	it('reads Windows-1251, because it is not valid UTF-8', () => {
		const table = readCsv(windows1251('attempt;1.1.1\nУчитель;A1\n'));
		expect(table.encoding).toBe('windows-1251');
		expect(table.rows[1]?.cells).toEqual(['Учитель', 'A1']);
	});
});

describe('delimiters and lines', () => {
	it.each([',', ';', '\t'] as const)('finds %j from the header', (delimiter) => {
		const table = readCsv(utf8(['a', '"b,;\t"', 'c'].join(delimiter) + '\n' + ['1', 'x', '2'].join(delimiter)));
		expect(table.delimiter).toBe(delimiter);
		expect(table.rows.map(({ cells }) => cells)).toEqual([['a', 'b,;\t', 'c'], ['1', 'x', '2']]);
	});

	it('takes a comma when there is one column', () => expect(readCsv(utf8('attempt\nt1'))).toMatchObject({ delimiter: ',' }));

	it('follows the line by which Excel names the delimiter', () => {
		expect(readCsv(utf8('sep=;\r\na,b;c\r\n1;2'))).toMatchObject({
			delimiter: ';',
			rows: [
				{ line: 2, cells: ['a,b', 'c'] },
				{ line: 3, cells: ['1', '2'] }
			]
		});
	});

	it.each(['\n', '\r\n', '\r'])('reads lines that end with %j and knows their numbers, blank ones and breaks in cells included', (end) => {
		const lines = ['', 'a,b', '"two', 'lines",1', '', ',,', 'last,"say ""hi"""'];
		expect(readCsv(utf8(lines.join(end))).rows).toEqual([
			{ line: 2, cells: ['a', 'b'] },
			{ line: 3, cells: ['two\nlines', '1'] },
			{ line: 7, cells: ['last', 'say "hi"'] }
		]);
	});

	it('gives back whatever was written, quoted', () => {
		const cell = fc.string({ unit: fc.constantFrom('a', 'Ә', '"', ',', ';', '\t', '\n', ' ', '1') });
		const row = fc.tuple(fc.constant('x'), cell, cell);
		fc.assert(
			fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
				const all = [['h1', 'h2', 'h3'], ...rows];
				const text = all.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');
				expect(cellsOf(utf8(text))).toEqual(all);
			})
		);
	});
});

describe('what is not read', () => {
	it.each([
		{ name: 'nothing', bytes: utf8(''), code: 'csv.empty', parameters: {} },
		{ name: 'a mark alone', bytes: utf8('\ufeff'), code: 'csv.empty', parameters: {} },
		{ name: 'blank lines', bytes: utf8('\n \n;;\n'), code: 'csv.empty', parameters: {} },
		{ name: 'a workbook', bytes: Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), code: 'csv.not_csv', parameters: { kind: 'xlsx' } },
		{ name: 'an old workbook', bytes: Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), code: 'csv.not_csv', parameters: { kind: 'xls' } },
		{ name: 'a PDF', bytes: utf8('%PDF-1.7'), code: 'csv.not_csv', parameters: { kind: 'pdf' } },
		{ name: 'zero bytes', bytes: utf8('attempt,1.1.1\nx\0,A1'), code: 'csv.not_csv', parameters: { kind: 'binary' } },
		{ name: 'control characters', bytes: utf8('attempt,1.1.1\nx\u0001,A1'), code: 'csv.not_csv', parameters: { kind: 'binary' } },
		{ name: 'UTF-16 without a mark', bytes: utf16('attempt,1.1.1', false).subarray(2), code: 'csv.encoding', parameters: { encoding: 'UTF-16' } },
		{ name: 'UTF-16 cut in a letter', bytes: utf16('attempt,1.1.1', false).subarray(0, 9), code: 'csv.encoding', parameters: { encoding: 'UTF-16LE' } },
		{ name: 'a broken mark of UTF-8', bytes: Uint8Array.from([0xef, 0xbb, 0xbf, 0xff, 0x41]), code: 'csv.encoding', parameters: { encoding: 'UTF-8' } },
		{ name: 'a quotation mark never closed', bytes: utf8('a,b\n1,2\n3,"4\n5,6'), code: 'csv.malformed', parameters: { line: 3 } },
		{ name: 'a quotation mark inside a cell', bytes: utf8('a,b\n1,x"y'), code: 'csv.malformed', parameters: { line: 2 } },
		{ name: 'text after a closed one', bytes: utf8('a,b\n1,"x"y'), code: 'csv.malformed', parameters: { line: 2 } }
	])('$name: $code', ({ bytes, code, parameters }) => expect(failure(() => readCsv(bytes))).toEqual({ code, parameters }));

	it('a file over the limit', () => {
		expect(failure(() => readCsv(new Uint8Array(1024 * 1024 + 1), { megabytes: 1 }))).toEqual({ code: 'csv.too_large', parameters: { megabytes: 1 } });
	});

	it('never fails in another way, whatever the bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
				try {
					expect(readCsv(bytes).rows.length).toBeGreaterThan(0);
				} catch (error) {
					expect(error).toBeInstanceOf(DomainError);
				}
			})
		);
	});
});
