import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from './errors.ts';
import { readSpreadsheet, writeSpreadsheet } from './spreadsheet.ts';

const codeOf = async (reading: Promise<unknown>) =>
	reading.then(() => 'read').catch((error: unknown) => (error instanceof DomainError ? error.code : error));

describe('a workbook', () => {
	it('keeps Kazakh letters, codes that look like dates, formulas as text, spaces, lines and empty rows', async () => {
		const rows = [
			['code', 'text'],
			['1.1.1', 'ӘҒҚҢӨҰҮҺІ әғқңөұүһі'],
			[null, null],
			['=1+1', '  a <b> & "c"\n d '],
			['007', '_x0041_'],
			['toString', '__proto__'],
			['lost \uFFFD letter', '\uFFFD']
		];
		expect(await readSpreadsheet(await writeSpreadsheet([{ name: 'self-rating', rows }, { name: 'second', rows: [['x']] }]))).toEqual([
			{ name: 'self-rating', rows },
			{ name: 'second', rows: [['x']] }
		]);
	});

	it('keeps any text that people can write', async () => {
		const letter = fc.oneof(fc.constantFrom(...Array.from('ӘғҚ <>&"\'=_x0041_\n\t')), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }));
		const row = fc.array(fc.string({ unit: letter, minLength: 1, maxLength: 12 }), { minLength: 3, maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
				expect((await readSpreadsheet(await writeSpreadsheet([{ name: 's', rows }])))[0]?.rows).toEqual(rows);
			}),
			{ numRuns: 15 }
		);
	}, 20_000);

	it('tells a date from a text', async () => {
		const date = new Date(Date.UTC(2026, 1, 1));
		expect((await readSpreadsheet(await writeSpreadsheet([{ name: 's', rows: [['d'], [date]] }])))[0]?.rows[1]).toEqual([date]);
	});
});

describe('what is no workbook', () => {
	it.each([
		{ name: 'nothing', bytes: new Uint8Array() },
		{ name: 'a CSV file', bytes: new TextEncoder().encode('item,part\n1.1.1,name') },
		{ name: 'a broken archive', bytes: Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]) },
		{ name: 'an empty archive', bytes: Uint8Array.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]) }
	])('$name', async ({ bytes }) => expect(await codeOf(readSpreadsheet(bytes))).toBe('spreadsheet.not_xlsx'));

	it('a file over the limit', async () => {
		expect(await codeOf(readSpreadsheet(new Uint8Array(1024 * 1024 + 1), { megabytes: 1 }))).toBe('spreadsheet.too_large');
	});

	it('a small file that unpacks to more than ten times the limit', async () => {
		const rows = Array.from({ length: 400 }, (_, index) => [`${index}`.padEnd(30_000, 'x')]);
		const bytes = await writeSpreadsheet([{ name: 's', rows }]);
		expect(bytes.length).toBeLessThan(1024 * 1024);
		expect(await codeOf(readSpreadsheet(bytes, { megabytes: 1 }))).toBe('spreadsheet.too_large');
	});
});
