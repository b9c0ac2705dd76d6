import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { readCsv } from '#platform/csv.ts';
import { DomainError } from '#platform/errors.ts';
import { locales } from '#platform/locale.ts';
import { readResponses } from './domain/responses-csv.ts';
import { selfieItems } from './domain/selfie-items.ts';
import { type WordedCode, wordedCodes, type WordedErrors, wordsFor, wordsForError } from './file-error-words.ts';

const row = { sheet: 'answers', row: 7, name: '1.1.1, help' };
/** Each code with parameters that a message of it has to name, unless none are to be named. */
const samples: { readonly [Code in WordedCode]: readonly WordedErrors[Code][] } = {
	'csv.empty': [{}],
	'csv.not_csv': [{ kind: 'xlsx' }, { kind: 'pdf' }],
	'csv.encoding': [{ encoding: 'UTF-16' }],
	'csv.malformed': [{ line: 417 }],
	'csv.too_large': [{ megabytes: 64 }],
	'csv.header': [
		{ reason: 'missing_attempt', line: 31 },
		{ reason: 'unknown', line: 31, column: '8.8.8', number: 52 },
		{ reason: 'duplicate', line: 31, column: '1.1.1', number: 52, otherNumber: 43 }
	],
	'csv.no_rows': [{ line: 31 }],
	'csv.attempt': [{ line: 31, column: 'attempt', number: 1 }],
	'csv.cell': [{ line: 31, column: '1.1.1', number: 1, value: 'D9' }],
	'csv.date': [{ line: 31, column: '1.1.1', number: 1, value: '1-Jan' }],
	'csv.duplicate_row': [{ line: 31, otherLine: 29 }],
	'csv.row_length': [{ line: 31, cells: 30, expected: 33 }],
	'instrument.defective': [{ instrument: 'x.json', count: 3 }],
	'spreadsheet.not_xlsx': [{}],
	'spreadsheet.too_large': [{ megabytes: 16 }],
	'workbook.no_sheet': [{ sheets: 'about, answers' }],
	'workbook.column': [{ sheet: 'levels', column: 'ru' }],
	'workbook.unknown_row': [row],
	'workbook.duplicate_row': [{ ...row, otherRow: 5 }],
	'workbook.empty_text': [{ ...row, locale: 'kk' }],
	'workbook.date': [{ sheet: 'answers', row: 7, column: 'item' }],
	'workbook.incomplete': [row]
};

/** Values that choose the words or only locate a column by its number beside its name. */
function isPrinted(code: WordedCode, key: string): boolean {
	return key !== 'kind' && key !== 'reason' && (key !== 'number' || code === 'csv.header');
}

describe.each(wordedCodes)('the words of %s', (code) => {
	it('name every place and value, differ between the languages, and say what to do', () => {
		for (const parameters of samples[code]) {
			const texts = locales.map((locale) => wordsFor(code, parameters as never, locale));
			expect(new Set(texts).size).toBe(3);
			for (const text of texts) {
				for (const [key, value] of Object.entries(parameters)) if (isPrinted(code, key)) expect(text).toContain(String(value));
				expect(text).not.toMatch(/[{}]|undefined|null/);
				expect(text.split(/[.?!:;]\s/).length).toBeGreaterThan(1);
			}
			expect(texts[0]).toMatch(/[әғқңөұүһі]/i);
			expect(texts[1]).toMatch(/[а-я]{4}/);
			expect(texts[2]).not.toMatch(/[а-яәғқңөұүһі]/i);
		}
	});
});

describe('bad files, from the bytes to the words', () => {
	const bytes = (text: string) => new TextEncoder().encode(text);
	it.each([
		{
			name: 'a cell off the scale',
			file: bytes('attempt;1.1.1\r\nt1;A7\r\n'),
			kk: '2-жол, «1.1.1» бағаны: «A7» шкалада жоқ.',
			ru: 'Строка 2, столбец «1.1.1»: значения «A7» нет на шкале.',
			en: 'Line 2, column ‘1.1.1’: ‘A7’ is not on the scale.'
		},
		{
			name: 'a date of Excel',
			file: bytes('attempt,1.1.1\nt1,1-Jan\n'),
			kk: 'Excel бұл ұяшықты күнге айналдырып жіберген («1-Jan»)',
			ru: 'Excel превратил значение в дату («1-Jan»)',
			en: 'Excel turned this cell into a date (‘1-Jan’)'
		},
		{
			name: 'the same attempt twice',
			file: bytes('attempt\t1.1.1\nt1\tA1\nt2\tA1\nt1\tA2\n'),
			kk: '4-жолдағы белгі 2-жолда да тұр.',
			ru: 'Обозначение из строки 4 уже есть в строке 2.',
			en: 'The identifier in line 4 is already used in line 2.'
		},
		{
			name: 'a workbook given as CSV',
			file: Uint8Array.from([0x50, 0x4b, 3, 4]),
			kk: 'Excel кітабы',
			ru: 'Это книга Excel, а не CSV.',
			en: 'This is an Excel workbook, not a CSV file.'
		},
		{ name: 'an empty file', file: bytes(''), kk: 'Файл бос.', ru: 'Файл пуст.', en: 'The file is empty.' },
		{
			name: 'broken quoting',
			file: bytes('attempt,1.1.1\n"t1,A1\n'),
			kk: '2-жолдағы тырнақшалар',
			ru: 'Кавычки в строке 2',
			en: 'The quotation marks in line 2'
		},
		{
			name: 'UTF-16 without a mark',
			file: Uint8Array.from(Buffer.from('attempt,1.1.1', 'utf16le')),
			kk: '(UTF-16)',
			ru: 'кодировку файла (UTF-16)',
			en: 'encoding of the file'
		}
	])('$name', ({ file, ...expected }) => {
		for (const locale of locales) {
			let message: string | undefined;
			try {
				const [problem] = readResponses({ items: selfieItems }, readCsv(file).rows).problems;
				message = problem && wordsFor(problem.code, problem.parameters as never, locale);
			} catch (error) {
				if (!(error instanceof DomainError)) throw error;
				message = wordsForError(error, locale);
			}
			expect(message).toContain(expected[locale]);
		}
	});
});

it('leaves the errors of other parts to them', () => expect(wordsForError(new DomainError('attempt.not_found'), 'en')).toBeUndefined());

it('has words for every code that the tools for files throw', () => {
	const folders = [path.join(projectRoot, 'src', 'platform'), path.join(projectRoot, 'src', 'contexts', 'self-assessment')];
	const sources = folders.flatMap((folder) =>
		readdirSync(folder)
			.filter((name) => /^(csv|spreadsheet|instrument-files)\.ts$/.test(name))
			.map((name) => path.join(folder, name))
	);
	const thrown = sources.flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/(?:refuse|DomainError)\('([a-z_.]+)'/g)].map(([, code]) => code as string)
	);
	expect(thrown.length).toBeGreaterThan(8);
	expect(thrown.filter((code) => !(wordedCodes as readonly string[]).includes(code))).toEqual([]);
});
