import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CsvRow } from '#platform/csv.ts';
import { answerCodes, valueOf } from './level.ts';
import { looksLikeDate, readCell, readResponses } from './responses-csv.ts';
import { selfieItems } from './selfie-items.ts';

const instrument = { items: selfieItems };
const table = (...lines: string[][]): CsvRow[] => lines.map((cells, index) => ({ line: index + 1, cells }));
const problemsOf = (...lines: string[][]) => {
	const { attempts, problems } = readResponses(instrument, table(...lines));
	expect(attempts).toEqual([]); // nothing is half taken
	return problems;
};

describe('a good table', () => {
	it('gives the attempts with their answers; an empty cell is no answer', () => {
		const { attempts, problems, problemCount } = readResponses(
			instrument,
			table([' Attempt ', '6.3.2', '1.1.1'], ['t-1', 'C2', 'DK'], [' t-2 ', '', ' b1 '])
		);
		expect([problems, problemCount]).toEqual([[], 0]);
		expect(attempts.map(({ attempt, line, answers }) => [attempt, line, [...answers]])).toEqual([
			['t-1', 2, [['6.3.2', 6], ['1.1.1', 0]]],
			['t-2', 3, [['1.1.1', 3]]]
		]);
	});

	it('reads levels typed with Cyrillic letters that look the same', () => {
		expect(['А1', 'В2', 'С1', 'с2'].map(readCell)).toEqual([1, 4, 5, 6]);
	});

	it('ignores empty cells and columns at the end', () => {
		const { attempts, problemCount } = readResponses(instrument, table(['attempt', '1.1.1', '', ''], ['t', 'A1'], ['u', 'A2', '', '', '']));
		expect([problemCount, attempts.length]).toEqual([0, 2]);
	});

	it('gives back any table of answers', () => {
		const cell = fc.constantFrom(...answerCodes, '');
		fc.assert(
			fc.property(fc.array(fc.array(cell, { minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 4 }), (rows) => {
				const body = rows.map((cells, index) => [`t${index}`, ...cells]);
				const { attempts } = readResponses(instrument, table(['attempt', ...selfieItems.map(({ code }) => code)], ...body));
				for (const [index, cells] of rows.entries()) {
					const expected = selfieItems.map(({ code }, column) => [code, cells[column]] as const).filter(([, answer]) => answer !== '');
					expect([...(attempts[index]?.answers ?? [])]).toEqual(expected.map(([code, answer]) => [code, valueOf(answer as 'A1')]));
				}
			})
		);
	});
});

describe('problems, with line and column', () => {
	it.each([
		{
			name: 'no column for the attempt',
			lines: [['1.1.1'], ['A1']],
			expected: [{ code: 'csv.header', parameters: { reason: 'missing_attempt', line: 1 } }]
		},
		{
			name: 'a column that is no item',
			lines: [
				['attempt', '1.1.9'],
				['t', 'A1']
			],
			expected: [{ code: 'csv.header', parameters: { reason: 'unknown', line: 1, column: '1.1.9', number: 2 } }]
		},
		{
			name: 'a column twice',
			lines: [
				['attempt', '1.1.1', '1.1.2', '1.1.1'],
				['t', 'A1', 'A1', 'A1']
			],
			expected: [{ code: 'csv.header', parameters: { reason: 'duplicate', line: 1, column: '1.1.1', number: 4, otherNumber: 2 } }]
		},
		{
			name: 'an item code that became a date',
			lines: [
				['attempt', '01.01.2001'],
				['t', 'A1']
			],
			expected: [{ code: 'csv.date', parameters: { line: 1, column: '01.01.2001', number: 2, value: '01.01.2001' } }]
		},
		{ name: 'a header alone', lines: [['attempt', '1.1.1']], expected: [{ code: 'csv.no_rows', parameters: { line: 1 } }] },
		{
			name: 'no identifier',
			lines: [
				['attempt', '1.1.1'],
				[' ', 'A1']
			],
			expected: [{ code: 'csv.attempt', parameters: { line: 2, column: 'attempt', number: 1 } }]
		},
		{
			name: 'a level outside the scale',
			lines: [
				['attempt', '1.1.1'],
				['t', 'D1']
			],
			expected: [{ code: 'csv.cell', parameters: { line: 2, column: '1.1.1', number: 2, value: 'D1' } }]
		},
		{
			name: 'a number for a level',
			lines: [
				['attempt', '1.1.1'],
				['t', '3']
			],
			expected: [{ code: 'csv.cell', parameters: { line: 2, column: '1.1.1', number: 2, value: '3' } }]
		},
		{
			name: 'an attempt twice',
			lines: [
				['attempt', '1.1.1'],
				['t', 'A1'],
				['u', 'A1'],
				['t ', 'A2']
			],
			expected: [{ code: 'csv.duplicate_row', parameters: { line: 4, otherLine: 2 } }]
		},
		{
			name: 'a row that is too short, and one too long',
			lines: [
				['attempt', '1.1.1', '1.1.2'],
				['t', 'A1'],
				['u', 'A1', 'A1', 'X9']
			],
			expected: [
				{ code: 'csv.row_length', parameters: { line: 2, cells: 2, expected: 3 } },
				{ code: 'csv.row_length', parameters: { line: 3, cells: 4, expected: 3 } }
			]
		}
	])('$name', ({ lines, expected }) => expect(problemsOf(...lines)).toEqual(expected));

	it.each(['1-Jan', '01-Янв', '1 мая', 'Jan-01', '01.02.2026', '1/2/26', '2026-02-01', '2026-02-01 00:00:00', '44562', '44562,5', '02.2026', '1 қаң'])(
		'%s is a date that a spreadsheet made',
		(cell) => {
			expect(problemsOf(['attempt', '1.1.1'], ['t', cell])).toEqual([
				{ code: 'csv.date', parameters: { line: 2, column: '1.1.1', number: 2, value: cell } }
			]);
		}
	);

	it.each(['A1', '1.1', '7', '123', '999999', '19999', 'B', 'January report'])('%s is not taken for a date', (cell) =>
		expect(looksLikeDate(cell)).toBe(false)
	);

	it('finds them all, in the order of the file, and keeps the first hundred', () => {
		const rows = Array.from({ length: 60 }, (_, index) => [`t${index}`, 'X', 'Y']);
		const { problems, problemCount, attempts } = readResponses(instrument, table(['attempt', '1.1.1', '1.1.2'], ...rows));
		expect([problems.length, problemCount, attempts.length]).toEqual([100, 120, 0]);
		expect(problems.slice(0, 3).map(({ parameters }) => parameters)).toMatchObject([
			{ line: 2, column: '1.1.1' },
			{ line: 2, column: '1.1.2' },
			{ line: 3, column: '1.1.1' }
		]);
	});

	it('repeats no more of a cell than is needed to find it', () => {
		const [problem] = problemsOf(['attempt', '1.1.1'], ['t', 'x'.repeat(200)]);
		expect(problem?.code === 'csv.cell' && problem.parameters.value).toBe(`${'x'.repeat(39)}…`);
	});
});
