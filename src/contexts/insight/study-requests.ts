import { readCsv } from '#platform/csv.ts';
import type { CsvRow } from '#platform/csv.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import { readTableFile } from '#platform/table-file.ts';
import { powerOfMeans, powerOfShares, sizeForMeans, sizeForShares } from './domain/statistics/power.ts';
import type { TableKind } from './domain/study/cell.ts';
import { checkStudy } from './domain/study/check-study.ts';
import { type Claim, readClaims } from './domain/study/claims.ts';
import { wordedResult } from './result-words.ts';
import { readStudyData, readStudyRows, type StudyData, studyDataOf } from './study-data.ts';
import { compareStudy, describeStudy, wordedFinding } from './study-tools.ts';

/** A file that somebody sends to a tool of studies, or a text that was pasted. */
export interface StudyFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** Largest file that the tools take, in megabytes, and the most rows of a published table: nobody prints more. */
export const largestStudyFile = 4;
const mostTableRows = 2000;
const mostColumns = 200;

/** What is wrong with a file as a file, in the words of imports. */
const fileCodes: Readonly<Record<string, string>> = {
	'csv.not_csv': 'import.file_kind',
	'csv.encoding': 'import.file_encoding',
	'csv.malformed': 'import.file_malformed',
	'csv.too_large': 'import.file_too_large',
	'spreadsheet.not_xlsx': 'import.file_kind',
	'spreadsheet.too_large': 'import.file_too_large'
};

/** Reading a file, its errors as those of an import; of a file without content the result is `empty`. */
async function reading<Result>(read: () => Result | Promise<Result>, empty: () => Result): Promise<Result> {
	try {
		return await read();
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		if (error.code === 'csv.empty') return empty();
		const code = fileCodes[error.code];
		throw code === undefined ? error : new DomainError(code, { megabytes: largestStudyFile, ...error.parameters });
	}
}

const isWorkbook = ({ bytes }: StudyFile) => bytes[0] === 0x50 && bytes[1] === 0x4b;

function refuseLarge(rows: readonly CsvRow[], most: number): readonly CsvRow[] {
	const isLarge = rows.length > most || rows.some(({ cells }) => cells.length > mostColumns);
	if (isLarge) throw new DomainError('study.too_many_rows', { rows: most, columns: mostColumns });
	return rows;
}

async function readRows(file: StudyFile): Promise<readonly CsvRow[]> {
	if (file.bytes.length > largestStudyFile * 1024 * 1024) throw new DomainError('import.file_too_large', { megabytes: largestStudyFile });
	const rows = await reading<readonly CsvRow[]>(
		() => (isWorkbook(file) ? readTableFile(file.bytes, { megabytes: largestStudyFile }) : readStudyRows(file.bytes)),
		() => []
	);
	return rows;
}

async function readData(file: StudyFile): Promise<StudyData> {
	if (file.bytes.length > largestStudyFile * 1024 * 1024) throw new DomainError('import.file_too_large', { megabytes: largestStudyFile });
	const data = isWorkbook(file)
		? studyDataOf(await readRows(file))
		: await reading<StudyData>(() => readStudyData(file.name, file.bytes), () => ({ type: 'table', rows: [] }));
	if (data.type === 'table') {
		if (data.rows.length === 0) throw new DomainError('study.no_table');
		refuseLarge(data.rows, mostTableRows);
	}
	if (data.type === 'responses' && data.responses.items.length > mostColumns) {
		throw new DomainError('study.too_many_rows', { rows: mostTableRows, columns: mostColumns });
	}
	return data;
}

/** A number of people as somebody types it; undefined where nothing is typed. Throws `study.people`. */
export function readPeople(text: string): number | undefined {
	const trimmed = text.trim();
	if (trimmed === '') return undefined;
	if (!/^[1-9]\d{0,8}$/.test(trimmed)) throw new DomainError('study.people');
	return Number(trimmed);
}

/** Claims as lines of row, kind, from, to, value; a header may stand above them. */
function readTypedClaims(text: string): readonly Claim[] {
	if (text.trim() === '') return [];
	const hasHeader = /^\W*row\b/iu.test(text);
	const delimiter = /^[^\n]*;/.test(text) ? ';' : ',';
	const header = hasHeader ? '' : `${['row', 'kind', 'from', 'to', 'value'].join(delimiter)}\n`;
	return readClaims(readCsv(new TextEncoder().encode(`${header}${text}`)).rows);
}

export interface CheckRequest {
	readonly file: StudyFile;
	readonly kind: TableKind;
	readonly n?: number | undefined;
	/** What a text says about the table: a line per claim. */
	readonly claims?: string;
}

/**
 * Checks a published table, and what a text says about it. Throws `study.no_table`, `study.too_many_rows`, the codes of claims and those of files of
 * imports.
 */
export async function checkPublishedTable({ file, kind, n, claims = '' }: CheckRequest, locale: Locale) {
	const rows = refuseLarge(await readRows(file), mostTableRows);
	if (rows.length === 0) throw new DomainError('study.no_table');
	const findings = checkStudy(rows, { kind, n, claims: await reading<readonly Claim[]>(() => readTypedClaims(claims), () => []) });
	return { rows, kind, n: n ?? null, findings: findings.map((found) => wordedFinding(found, locale)) };
}
export type CheckedTable = Awaited<ReturnType<typeof checkPublishedTable>>;

/** Describes a file of answers, a published table or a summary. */
export async function describeStudyFile(file: StudyFile, question: { readonly kind: TableKind; readonly n?: number | undefined }, locale: Locale) {
	return describeStudy(await readData(file), question, locale);
}

/** Compares files of answers, tables, or the two moments of a summary. */
export async function compareStudyFiles(
	{ files, control = [], kind }: { readonly files: readonly StudyFile[]; readonly control?: readonly StudyFile[]; readonly kind: TableKind },
	locale: Locale
) {
	if (files.length === 0) throw new DomainError('study.no_table');
	const [data, controlData] = [await Promise.all(files.map(readData)), await Promise.all(control.map(readData))];
	return compareStudy(data, { control: controlData, kind }, locale);
}

/** What a study is to see: a difference of means in standard deviations, or of two shares in per cent. */
export type PowerQuestion =
	| { readonly design: 'groups' | 'paired'; readonly effect: number; readonly power: number; readonly n?: number | undefined }
	| { readonly design: 'shares'; readonly first: number; readonly second: number; readonly power: number; readonly n?: number | undefined };

function requireRange(value: number, lowest: number, highest: number): void {
	if (!(value >= lowest && value <= highest)) throw new DomainError('study.power');
}

/**
 * How many people a study needs (a group, or pairs), rounded up, and how its power grows with them; with `n`, also the power of that many. Throws
 * `study.power` for numbers out of range.
 */
export function planSampleSize(question: PowerQuestion, locale: Locale) {
	requireRange(question.power, 0.5, 0.99);
	if (question.n !== undefined) requireRange(question.n, 2, 1e7);
	if (question.design === 'shares') {
		requireRange(question.first, 0.1, 99.9);
		requireRange(question.second, 0.1, 99.9);
		requireRange(Math.abs(question.first - question.second), 0.1, 100);
	} else requireRange(question.effect, 0.01, 5);
	const powerOf = (n: number) =>
		question.design === 'shares' ? powerOfShares(n, question.first / 100, question.second / 100) : powerOfMeans(n, question.effect, question.design);
	const size =
		question.design === 'shares'
			? sizeForShares(question.power, question.first / 100, question.second / 100)
			: sizeForMeans(question.power, question.effect, question.design);
	const least = size.statistic.value === null ? 2 : Math.max(2, Math.ceil(size.statistic.value - 1e-9));
	const steps = 24;
	const span = Math.max(2 * least, 10);
	const sizes = [...new Set(Array.from({ length: steps + 1 }, (_, step) => Math.max(2, Math.round((span * step) / steps))))];
	return {
		design: question.design,
		power: question.power,
		/** People a group, or pairs. */
		people: least,
		/** All people of the study. */
		total: question.design === 'paired' ? least : 2 * least,
		result: wordedResult(size, locale),
		own: question.n === undefined ? null : { n: question.n, power: powerOf(question.n).statistic.value },
		curve: sizes.map((n) => ({ n, power: powerOf(n).statistic.value ?? 0 }))
	};
}
export type PlannedSample = ReturnType<typeof planSampleSize>;
