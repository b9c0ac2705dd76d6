import { isAnswerCode, valueOf } from '#contexts/self-assessment/files.ts';
import { type CsvRow, readCsv } from '#platform/csv.ts';
import { DomainError } from '#platform/errors.ts';
import type { Responses } from './domain/responses.ts';
import { readFigure } from './domain/study/cell.ts';
import { type StudySummary, summarySchema } from './domain/study/summary.ts';

/** What can be wrong with the files of a study, with the values that the message names. */
export interface StudyDataErrors {
	/** Neither answers, nor a table, nor a summary. */
	'study.unknown_file': { readonly file: string };
	'study.different_files': Readonly<Record<string, never>>;
	'study.nothing_in_common': Readonly<Record<string, never>>;
	/** Answers of people in one file alone. */
	'study.two_files': Readonly<Record<string, never>>;
	'study.two_tables': Readonly<Record<string, never>>;
	'study.control_files': Readonly<Record<string, never>>;
}

/** What a file of a study holds. */
export type StudyData =
	| { readonly type: 'responses'; readonly responses: Responses }
	| { readonly type: 'table'; readonly rows: readonly CsvRow[] }
	| { readonly type: 'summary'; readonly summary: StudySummary };

const utf8Mark = [0xef, 0xbb, 0xbf];

/** The same bytes with the delimiter named in a first line of their own, as spreadsheets do. */
function withDelimiter(bytes: Uint8Array, delimiter: string): Uint8Array {
	const body = utf8Mark.every((byte, index) => bytes[index] === byte) ? bytes.subarray(utf8Mark.length) : bytes;
	return Buffer.concat([Buffer.from(`sep=${delimiter}\n`), body]);
}

/** What a reading gives, or why it fails; what one delimiter breaks, another may not. */
function attempt<Result>(read: () => Result): Result | DomainError {
	try {
		return read();
	} catch (error) {
		if (error instanceof DomainError) return error;
		throw error;
	}
}

const countFigures = (rows: readonly CsvRow[]) => rows.flatMap(({ cells }) => cells.slice(1)).filter((cell) => readFigure(cell, 'percent')).length;

/**
 * Reads the rows of a published table. A title above the header may hide the delimiter or have another one in it: the delimiter is taken with which
 * most cells are numbers. Lines are those of the file. Throws the errors of CSV files.
 */
export function readStudyRows(bytes: Uint8Array): readonly CsvRow[] {
	const plain = attempt(() => readCsv(bytes));
	if (!(plain instanceof DomainError) && plain.encoding.startsWith('utf-16')) return plain.rows;
	const named = [';', ',', '\t'].map((delimiter) => attempt(() => readCsv(withDelimiter(bytes, delimiter))));
	const shifted = named.flatMap((table) => (table instanceof DomainError ? [] : [table.rows.map(({ line, cells }) => ({ line: line - 1, cells }))]));
	const candidates = [...(plain instanceof DomainError ? [] : [plain.rows]), ...shifted];
	const [best] = candidates.map((rows) => ({ rows, figures: countFigures(rows) })).sort((one, other) => other.figures - one.figures);
	if (plain instanceof DomainError && (best === undefined || best.figures === 0)) throw plain;
	return best?.rows ?? [];
}

const personColumn = /^(?:attempt|id|person|respondent|participant|teacher|student|код|респондент|участник|педагог|қатысушы|белгі)$/iu;

/** The answer in a cell: a level or "don't know" as 0 to 6, or a number; null for an empty cell. */
function readAnswer(cell: string): number | null | undefined {
	const text = cell.trim().toUpperCase();
	if (text === '') return null;
	return isAnswerCode(text) ? valueOf(text) : readFigure(text, 'count')?.value;
}

/** A table with a row per person: its first column says so, or its cells hold levels. */
function readResponsesTable(rows: readonly CsvRow[]): Responses | undefined {
	const [header, ...body] = rows;
	const [first = '', ...items] = (header?.cells ?? []).map((cell) => cell.trim());
	const cells = body.flatMap(({ cells: [, ...answers] }) => answers).filter((cell) => cell.trim() !== '');
	const levels = cells.filter((cell) => isAnswerCode(cell.trim().toUpperCase())).length;
	if (body.length === 0 || (!personColumn.test(first) && levels * 2 < cells.length)) return undefined;
	const read = body.map(({ cells: [id = '', ...answers] }) => ({ id: id.trim(), answers: items.map((_, index) => readAnswer(answers[index] ?? '')) }));
	// A column with anything else in it (a name, a date) is no item.
	const kept = items.flatMap((item, index) => (item !== '' && read.every(({ answers }) => answers[index] !== undefined) ? [{ item, index }] : []));
	if (kept.length === 0) return undefined;
	return {
		items: kept.map(({ item }) => item),
		people: read.map(({ id, answers }) => ({ id, values: kept.map(({ index }) => answers[index] ?? null) }))
	};
}

/** What the rows of a file hold: answers of people, or a published table. */
export function studyDataOf(rows: readonly CsvRow[]): StudyData {
	const responses = readResponsesTable(rows);
	return responses === undefined ? { type: 'table', rows } : { type: 'responses', responses };
}

/**
 * Reads a file of a study: answers (CSV, a row per person), a published table (CSV), or the summary of a study (JSON). Throws `study.unknown_file`
 * and the errors of CSV files.
 */
export function readStudyData(file: string, bytes: Uint8Array): StudyData {
	const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
	if (start.startsWith('{') || start.startsWith('[')) {
		let json: unknown;
		try {
			json = JSON.parse(new TextDecoder().decode(bytes));
		} catch {
			throw new DomainError('study.unknown_file', { file });
		}
		const { success, data } = summarySchema.safeParse(json);
		if (!success) throw new DomainError('study.unknown_file', { file });
		return { type: 'summary', summary: data };
	}
	return studyDataOf(readStudyRows(bytes));
}
