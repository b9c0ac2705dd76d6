import { describe, expect, test } from 'vitest';
import { writeSpreadsheet } from './spreadsheet.ts';
import { readTableFile } from './table-file.ts';

const limits = { megabytes: 4 };
const expected = [
	{ line: 1, cells: ['code', 'name'] },
	{ line: 3, cells: ['007', 'Үміт'] }
];

describe('a table file', () => {
	test('CSV, with empty lines counted and left out', async () => {
		expect(await readTableFile(Buffer.from('code;name\n;\n007;Үміт\n'), limits)).toEqual(expected);
	});

	test('XLSX, the first sheet that has anything in it', async () => {
		const file = await writeSpreadsheet([
			{ name: 'Empty', rows: [] },
			{ name: 'Schools', rows: [['code', 'name'], [null, null], ['007', 'Үміт']] }
		]);
		expect(await readTableFile(file, limits)).toEqual(expected);
	});

	test.each([
		['an empty workbook', () => writeSpreadsheet([{ name: 'Empty', rows: [] }]), 'csv.empty'],
		['an empty file', () => Promise.resolve(new Uint8Array()), 'csv.empty'],
		['an archive', () => Promise.resolve(Buffer.from('PK\u0003\u0004 nothing of a workbook')), 'spreadsheet.not_xlsx'],
		['a picture', () => Promise.resolve(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])), 'csv.not_csv']
	])('%s is refused', async (_what, make, code) => {
		await expect(readTableFile(await make(), limits)).rejects.toMatchObject({ code });
	});
});
