import type { CsvRow } from '#platform/csv.ts';
import { type AnswerValue, isAnswerCode, valueOf } from './level.ts';
import type { Answers, ScoredItem } from './score.ts';

/** The column that holds the identifier of an attempt. */
export const attemptColumn = 'attempt';

/** What can be wrong in a table of responses, with the values that the message names. `column` is the name in the header, `number` counts from 1. */
export interface ResponsesErrors {
	'csv.header':
		| { readonly reason: 'missing_attempt'; readonly line: number }
		| { readonly reason: 'unknown'; readonly line: number; readonly column: string; readonly number: number }
		| { readonly reason: 'duplicate'; readonly line: number; readonly column: string; readonly number: number; readonly otherNumber: number };
	/** The table has a header and nothing below it. */
	'csv.no_rows': { readonly line: number };
	/** The row has no identifier. */
	'csv.attempt': { readonly line: number; readonly column: string; readonly number: number };
	/** Not a level of the scale. */
	'csv.cell': { readonly line: number; readonly column: string; readonly number: number; readonly value: string };
	/** A spreadsheet turned what was typed into a date. */
	'csv.date': { readonly line: number; readonly column: string; readonly number: number; readonly value: string };
	'csv.duplicate_row': { readonly line: number; readonly otherLine: number };
	'csv.row_length': { readonly line: number; readonly cells: number; readonly expected: number };
}

/** One problem of the table: its code and what the message names. */
export type ResponseProblem = {
	readonly [Code in keyof ResponsesErrors]: { readonly code: Code; readonly parameters: ResponsesErrors[Code] };
}[keyof ResponsesErrors];

/** One row of responses. */
export interface ResponseRow {
	/** Identifier of the attempt, as the file has it. */
	readonly attempt: string;
	readonly line: number;
	readonly answers: Answers;
}

export interface ResponsesRead {
	/** All attempts of the table; none at all when there is any problem. */
	readonly attempts: readonly ResponseRow[];
	/** The first hundred problems, in the order of the file. */
	readonly problems: readonly ResponseProblem[];
	/** Number of all problems. */
	readonly problemCount: number;
}

const mostProblems = 100;

const monthNames = [
	'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec',
	'янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек',
	'қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел'
].join('|');
const dates = [
	/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T]\d{1,2}:\d{2}(:\d{2})?)?$/,
	/^\d{1,2}[-./]\d{4}$/,
	new RegExp(`^\\d{1,4}[-./ ]*(${monthNames})\\p{L}*\\.?[-./ ]*(\\d{2,4})?$`, 'iu'),
	new RegExp(`^(${monthNames})\\p{L}*\\.?[-./ ]+\\d{1,4}$`, 'iu')
];

/**
 * Whether a cell holds what a spreadsheet makes of something it takes for a date: 1-Jan, 01.02.2026, or the number of a day (20000 is in 1954,
 * 80000 in 2119).
 */
export function looksLikeDate(cell: string): boolean {
	const text = cell.trim();
	if (/^\d{5}([.,]\d+)?$/.test(text)) return Number(text.slice(0, 5)) >= 20_000 && Number(text.slice(0, 5)) <= 80_000;
	return dates.some((pattern) => pattern.test(text));
}

/** Cyrillic capitals that look exactly like the letters of the levels: on a Kazakh or Russian keyboard they are typed without noticing. */
const lookAlikes: Readonly<Record<string, string>> = { А: 'A', В: 'B', С: 'C' };

/** Reads a cell: a value, undefined for an empty cell, null for what is not on the scale. Spaces around, case and look-alike letters don't matter. */
export function readCell(cell: string): AnswerValue | undefined | null {
	const code = cell.trim().toUpperCase().replace(/^[АВС]/u, (letter) => lookAlikes[letter] ?? letter);
	if (code === '') return undefined;
	return isAnswerCode(code) ? valueOf(code) : null;
}

/** What a message repeats of a cell: enough to find it. */
function excerpt(cell: string): string {
	const text = cell.trim();
	return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

interface Column {
	readonly name: string;
	readonly number: number;
	readonly use: 'attempt' | 'item' | 'none';
}

function readHeader(header: CsvRow, items: ReadonlySet<string>, report: (problem: ResponseProblem) => void): Column[] {
	const names = header.cells.map((cell) => cell.trim());
	while (names.at(-1) === '') names.pop(); // a spreadsheet writes delimiters for columns that were once used
	const seen = new Map<string, number>();
	const columns = names.map((name, index): Column => {
		const key = name.toLowerCase() === attemptColumn ? attemptColumn : name;
		const number = index + 1;
		const otherNumber = seen.get(key);
		if (key !== attemptColumn && !items.has(key)) {
			const at = { line: header.line, column: excerpt(name), number };
			const isDate = looksLikeDate(name) && !/^\d\.\d\.\d$/.test(name); // a spreadsheet makes 01.01.2001 of item 1.1.1
			report(
				isDate ? { code: 'csv.date', parameters: { ...at, value: excerpt(name) } } : { code: 'csv.header', parameters: { reason: 'unknown', ...at } }
			);
		} else if (otherNumber !== undefined) {
			report({ code: 'csv.header', parameters: { reason: 'duplicate', line: header.line, column: key, number, otherNumber } });
		} else {
			seen.set(key, number);
			return { name: key, number, use: key === attemptColumn ? 'attempt' : 'item' };
		}
		return { name, number, use: 'none' };
	});
	if (!seen.has(attemptColumn)) report({ code: 'csv.header', parameters: { reason: 'missing_attempt', line: header.line } });
	return columns;
}

/**
 * Reads a table of responses: one row per attempt; a column "attempt" with any identifier, the other columns are item codes in any order; the
 * cells are A1 to C2, DK, or empty. An item without a column is unanswered. All problems are found, each with its line and column; with any
 * problem there are no attempts: nothing is half taken.
 */
export function readResponses(instrument: { readonly items: readonly ScoredItem[] }, rows: readonly CsvRow[]): ResponsesRead {
	const problems: ResponseProblem[] = [];
	let problemCount = 0;
	const report = (problem: ResponseProblem) => {
		problemCount++;
		if (problems.length < mostProblems) problems.push(problem);
	};
	const [header, ...body] = rows;
	if (header === undefined) throw new RangeError('A table has a header; readCsv refuses an empty file');
	const columns = readHeader(header, new Set(instrument.items.map((item) => item.code)), report);
	if (body.length === 0) report({ code: 'csv.no_rows', parameters: { line: header.line } });
	const lines = new Map<string, number>();
	const attempts: ResponseRow[] = [];
	for (const { line, cells } of body) {
		const surplus = cells.slice(columns.length).some((cell) => cell.trim() !== '');
		if (cells.length < columns.length || surplus) {
			report({ code: 'csv.row_length', parameters: { line, cells: cells.length, expected: columns.length } });
			continue; // its cells stand in unknown columns
		}
		const answers = new Map<string, AnswerValue>();
		let attempt = '';
		for (const { name, number, use } of columns) {
			const cell = cells[number - 1] ?? '';
			const at = { line, column: name, number };
			if (use === 'attempt') {
				attempt = cell.trim();
				const otherLine = lines.get(attempt);
				if (attempt === '') report({ code: 'csv.attempt', parameters: at });
				else if (otherLine !== undefined) report({ code: 'csv.duplicate_row', parameters: { line, otherLine } });
				else lines.set(attempt, line);
			} else if (use === 'item') {
				const value = readCell(cell);
				if (value === null) report({ code: looksLikeDate(cell) ? 'csv.date' : 'csv.cell', parameters: { ...at, value: excerpt(cell) } });
				else if (value !== undefined) answers.set(name, value);
			}
		}
		attempts.push({ attempt, line, answers });
	}
	return { attempts: problemCount === 0 ? attempts : [], problems, problemCount };
}
