import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRow, csvTable } from './csv-text.ts';
import { readCsv } from './csv.ts';

describe('cells that would be run as formulas', () => {
	const formulas = ['=1+1', '+7 701', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', "=cmd|' /C calc'!A0", '"=1'];
	test.each(formulas)('%j begins with none of the signs', (text) => {
		const written = csvRow([text]).replace(/^"/, '');
		expect(written).not.toMatch(/^[=+\-@\t\r\n＝]/);
	});

	test('a number stays a number, a minus inside stays a minus', () => expect(csvRow([-2, 'A1-B2', true, null])).toBe('-2,A1-B2,true,\r\n'));
});

test('what is written is read again, whatever it is', () => {
	const cell = fc.string({ unit: fc.constantFrom('a', 'Ә', '"', ',', ';', '\t', '\n', ' ', '=', '-', '1'), minLength: 1 });
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
			const read = readCsv(new TextEncoder().encode(csvTable(['a', 'b', 'c'], rows))).rows.slice(1).map(({ cells }) => cells);
			expect(read).toEqual(rows.map((row) => row.map((text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text))));
		})
	);
});
