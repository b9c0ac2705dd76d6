import { describe, expect, it } from 'vitest';
import { DomainError } from '#platform/errors.ts';
import { locales } from '#platform/locale.ts';
import { finding, type StudyReason, type StudyReasons } from './domain/study/finding.ts';
import { studyWordsForError } from './file-error-words.ts';
import { studyReasons, studyWords } from './study-words.ts';

const change = { printed: 17, before: 12.5, after: 26 };
/** Each reason with values that its sentence has to name. */
const samples: { readonly [Reason in StudyReason]: StudyReasons[Reason] } = {
	'sum.percent': { sum: 96.5, whole: 100 },
	'sum.percent_n': { sum: 99.5, whole: 100, n: 200 },
	'sum.count': { sum: 49, whole: 50 },
	'sum.total': { sum: 49, printed: 51 },
	'sum.claim': { claimed: 20, sum: 19 },
	'granularity.percent': { value: 20.2, n: 200, lower: 20, lowerCount: 40, upper: 20.5, upperCount: 41 },
	'granularity.base': { n: 33, impossible: 14, cells: 20 },
	'granularity.count_beside': { value: 25, count: 10, n: 48, percent: 20.83 },
	'granularity.count': { value: 12.5 },
	'range.percent': { value: 131 },
	'range.count': { value: -3 },
	'range.count_n': { value: 61, n: 60 },
	'range.mean': { value: 5.5, lowest: 1, highest: 4 },
	'difference.points': { ...change, difference: 13.5 },
	'difference.relative': { ...change, percent: 108 },
	'fold.ratio': { ...change, ratio: 2.08 },
	'percent-vs-points.points': { ...change, percent: 108 },
	'percent-vs-points.percent': { ...change, difference: 13.5 },
	'duplicate-row.same': { first: 7 },
	'duplicate-row.different': { first: 7 },
	'empty.table': {},
	'empty.row': {},
	'empty.column': {},
	'empty.cell': {},
	'empty.cell_rest': { rest: 12.5 },
	'row-length.more': { cells: 9, expected: 8 },
	'claim.value': { claimed: 26, value: 25 },
	'claim.from_to': { claimed: 26 },
	'claim.largest': { name: 'B1', value: 32.5 },
	'claim.smallest': { name: 'B1', value: 32.5 },
	'claim.row': { name: '7.7' },
	'claim.column': { name: 'D9' },
	'claim.no_value': {}
};

/** Values that the sentence may leave out: both ends are told by the change. */
const untold = new Set<string>(['fold.ratio before']);

describe.each(studyReasons)('the words of %s', (reason) => {
	it.each([
		{ row: 'Item 5', column: 'Col 7' },
		{ row: 'Item 5', column: null },
		{ row: null, column: 'Col 7' },
		{ row: null, column: null }
	])('name the place and every value, in three languages: %o', (place) => {
		const parameters = samples[reason];
		const texts = locales.map((locale) => studyWords(finding(reason, parameters, place), locale));
		expect(new Set(texts).size).toBe(3);
		for (const [index, text] of texts.entries()) {
			for (const name of Object.values(place)) if (name !== null) expect(text).toContain(name);
			for (const [name, value] of Object.entries<string | number>(parameters)) {
				if (untold.has(`${reason} ${name}`)) continue;
				const isNumberAbroad = typeof value === 'number' && locales[index] !== 'en';
				expect(text).toContain(isNumberAbroad ? String(value).replace('.', ',') : String(value));
			}
			expect(text).not.toMatch(/[{}]|undefined|null|NaN/);
			expect(text.split(/[.:;]\s/).length).toBeGreaterThan(1);
		}
	});
});

it('errors of files have words in three languages; those of other parts are left to them', () => {
	const error = new DomainError('claims.kind', { line: 3, value: 'guess', kinds: 'value, sum' });
	for (const locale of locales) expect(studyWordsForError(error, locale)).toMatch(/3.*guess.*value, sum/);
	expect(studyWordsForError(new DomainError('claims.header', { column: 'kind' }), 'ru')).toContain('kind');
	expect(studyWordsForError(new DomainError('claims.value', { line: 2, value: 'much' }), 'kk')).toContain('much');
	expect(studyWordsForError(new DomainError('csv.empty'), 'en')).toBeUndefined();
});
