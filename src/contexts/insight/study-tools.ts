import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import {
	compareResponses,
	compareWithControl,
	describeResponses,
	type ItemComparison,
	type Responses
} from './domain/responses.ts';
import type { TableKind } from './domain/study/cell.ts';
import { checkStudy } from './domain/study/check-study.ts';
import { compareTables, describeTable } from './domain/study/describe-table.ts';
import type { StudyFinding } from './domain/study/finding.ts';
import { compareSummary, describeSummary } from './domain/study/summary.ts';
import { wordedRefusal, wordedResult } from './result-words.ts';
import type { StudyData } from './study-data.ts';
import { studyWords } from './study-words.ts';

/** A finding of the checker with its sentence: what the command prints, the API answers and the page offers for download. */
export function wordedFinding(finding: StudyFinding, locale: Locale) {
	const { code, reason, row, column, line, columnNumber, value, expected } = finding;
	return { code, reason, row, column, line, columnNumber, value, expected, message: studyWords(finding, locale) };
}
export type WordedFinding = ReturnType<typeof wordedFinding>;

/** Describes a file of a study, whatever it holds; `n` is the number of people of a table that does not tell it. */
export function describeStudy(data: StudyData, { kind, n }: { readonly kind: TableKind; readonly n?: number | undefined }, locale: Locale) {
	switch (data.type) {
		case 'summary':
			return { type: data.type, ...describeSummary(data.summary) };
		case 'table': {
			const contradictions = checkStudy(data.rows, { kind, n }).map((found) => wordedFinding(found, locale));
			return { type: data.type, kind, n: n ?? null, shares: describeTable(data.rows, kind, n), contradictions };
		}
		case 'responses': {
			const { items, scales } = describeResponses(data.responses);
			return {
				type: data.type,
				n: data.responses.people.length,
				items: items.map(({ distribution, ...item }) => ({
					...item,
					distribution: distribution.map((value) => ({ ...value, share: wordedResult(value.share, locale) }))
				})),
				scales: scales.map((scale) => ({ ...scale, alpha: wordedResult(scale.alpha, locale), omega: wordedResult(scale.omega, locale) }))
			};
		}
	}
}
export type StudyDescription = ReturnType<typeof describeStudy>;

/** The answers of each file; undefined when any file holds something else. */
function allResponses(data: readonly StudyData[]): Responses[] | undefined {
	const found = data.flatMap((one) => (one.type === 'responses' ? [one.responses] : []));
	return found.length === data.length ? found : undefined;
}

function wordedItem({ item, results, pairs }: ItemComparison, locale: Locale) {
	return {
		item,
		results: results.map((result) => wordedResult(result, locale)),
		...(pairs === undefined ? {} : { pairs: pairs.map((pair) => ({ ...pair, result: wordedResult(pair.result, locale) })) })
	};
}
export type WordedComparison = ReturnType<typeof wordedItem>;

function compareAnswers(responses: readonly Responses[], control: readonly Responses[], locale: Locale) {
	const [before, after] = responses;
	const [controlBefore, controlAfter] = control;
	if (before === undefined || after === undefined) throw new DomainError('study.two_files');
	const { design, items, refused } = compareResponses(responses);
	if (items.length === 0) throw new DomainError('study.nothing_in_common');
	const isControlled = controlBefore !== undefined && controlAfter !== undefined;
	const withControl = isControlled ? compareWithControl([before, after], [controlBefore, controlAfter]) : [];
	return {
		type: 'responses' as const,
		design,
		items: items.map((item) => wordedItem(item, locale)),
		withControl: withControl.map((item) => wordedItem(item, locale)),
		refused: refused.map((refusal) => wordedRefusal(refusal, locale))
	};
}

/**
 * Compares files of a study: rounds or groups of answers (with a control group: its two rounds), one or two tables, or the two moments of a
 * summary. Tests
 * that the data don't allow are named with the reason. Throws `study.two_files`, `study.two_tables`, `study.control_files`, `study.different_files`,
 * `study.nothing_in_common`.
 */
export function compareStudy(
	data: readonly StudyData[],
	{ control = [], kind }: { readonly control?: readonly StudyData[]; readonly kind: TableKind },
	locale: Locale
) {
	const controlAnswers = allResponses(control);
	if (control.length > 0 && (control.length !== 2 || controlAnswers === undefined || data.length !== 2)) throw new DomainError('study.control_files');
	const responses = allResponses(data);
	if (responses !== undefined) return compareAnswers(responses, controlAnswers ?? [], locale);
	const [first, second] = data;
	if (first?.type === 'summary' && second === undefined) {
		const { refused, ...comparison } = compareSummary(first.summary);
		return { type: 'summary' as const, ...comparison, refused: refused.map((refusal) => wordedRefusal(refusal, locale)) };
	}
	const tables = data.flatMap((one) => (one.type === 'table' ? [one.rows] : []));
	if (tables.length < data.length) throw new DomainError('study.different_files');
	if (tables.length > 2) throw new DomainError('study.two_tables');
	const { changes, refused } = compareTables(tables, kind);
	if (changes.length === 0) throw new DomainError('study.nothing_in_common');
	return { type: 'table' as const, kind, changes, refused: refused.map((refusal) => wordedRefusal(refusal, locale)) };
}
export type StudyComparison = ReturnType<typeof compareStudy>;
