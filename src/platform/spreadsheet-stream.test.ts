import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSpreadsheet } from './spreadsheet.ts';
import { streamSpreadsheet } from './spreadsheet-stream.ts';

async function* inPieces<Row>(rows: readonly Row[], size: number): AsyncGenerator<Row[]> {
	await Promise.resolve();
	for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

test('a workbook that is streamed is read as it was written', async () => {
	const rows = [
		['Ұлытау облысы', 1.5, null],
		['<&">_x0041_', -3, '1.1.1'],
		['  two  spaces\u0000 ', 0, '=1+1']
	];
	const bytes = await buffer(streamSpreadsheet(['name', 'mean', 'code'], inPieces(rows, 2)));
	const [sheet] = await readSpreadsheet(bytes);
	expect(sheet?.rows).toEqual([
		['name', 'mean', 'code'],
		['Ұлытау облысы', '1.5', null],
		['<&">_x0041_', '-3', '1.1.1'],
		['  two  spaces ', '0', '=1+1']
	]);
});

test('whatever the texts are', { timeout: 30_000 }, async () => {
	const text = fc.string({ unit: 'grapheme', minLength: 1 }).map((typed) => typed.replaceAll(/[\r\n\p{Cs}]/gu, '')).filter((typed) => typed !== '');
	await fc.assert(
		fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
			const bytes = await buffer(streamSpreadsheet(['text'], inPieces(texts.map((one) => [one]), 3)));
			expect((await readSpreadsheet(bytes))[0]?.rows.slice(1).map(([one]) => one)).toEqual(texts);
		}),
		{ numRuns: 20 }
	);
});

test('an error of the rows ends the file with it', async () => {
	async function* failing(): AsyncGenerator<string[][]> {
		yield [['a']];
		await Promise.reject(new Error('no more rows'));
	}
	await expect(buffer(streamSpreadsheet(['text'], failing()))).rejects.toThrow('no more rows');
});
