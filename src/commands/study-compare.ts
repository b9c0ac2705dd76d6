import path from 'node:path';
import { parseArgs } from 'node:util';
import {
	compareResponses,
	compareSummary,
	compareTables,
	compareWithControl,
	type ItemComparison,
	readStudyData,
	type Responses,
	type StudyData,
	type TableKind,
	wordedRefusal,
	wordedResult
} from '#contexts/insight/files.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import { commonOptions, type ExitCode, type Output, readLocale, readNamedFile, toJson, UsageError } from './command.ts';
import { readKind } from './study-check.ts';

const read = async (file: string) => readStudyData(path.basename(file), await readNamedFile(file));

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

function compare(data: readonly StudyData[], control: readonly Responses[], kind: TableKind, locale: Locale) {
	const [first, second] = data;
	const responses = allResponses(data);
	if (responses !== undefined) {
		if (responses.length < 2) throw new UsageError('Answers of people are compared between two files at least.');
		const [before, after] = responses;
		const [controlBefore, controlAfter] = control;
		const { design, items, refused } = compareResponses(responses);
		if (items.length === 0) throw new DomainError('study.nothing_in_common');
		const isControlled = before !== undefined && after !== undefined && controlBefore !== undefined && controlAfter !== undefined;
		const withControl = isControlled ? compareWithControl([before, after], [controlBefore, controlAfter]) : [];
		return {
			type: 'responses' as const,
			design,
			items: items.map((item) => wordedItem(item, locale)),
			withControl: withControl.map((item) => wordedItem(item, locale)),
			refused: refused.map((refusal) => wordedRefusal(refusal, locale))
		};
	}
	if (first?.type === 'summary' && second === undefined) {
		const { refused, ...comparison } = compareSummary(first.summary);
		return { type: 'summary' as const, ...comparison, refused: refused.map((refusal) => wordedRefusal(refusal, locale)) };
	}
	const tables = data.flatMap((one) => (one.type === 'table' ? [one.rows] : []));
	if (tables.length < data.length) throw new DomainError('study.different_files');
	if (tables.length > 2) throw new UsageError('Tables are compared two at a time.');
	const { changes, refused } = compareTables(tables, kind);
	if (changes.length === 0) throw new DomainError('study.nothing_in_common');
	return { type: 'table' as const, kind, changes, refused: refused.map((refusal) => wordedRefusal(refusal, locale)) };
}

const number = (value: number | null) => (value === null ? '-' : String(Number(value.toFixed(4))));

function lines(comparison: ReturnType<typeof compare>): string[] {
	const refused = comparison.refused.map(({ name, message }) => `${name}: ${message}`);
	if (comparison.type === 'responses') {
		const items = [...comparison.items, ...comparison.withControl].flatMap(({ item, results }) =>
			results.map(({ name, n, statistic, p, effect }) => {
				const size = effect === null ? '' : `, ${effect.name} = ${number(effect.value)}`;
				return `${item}: ${name}, n = ${n}, ${statistic.name} = ${number(statistic.value)}, p = ${number(p)}${size}`;
			})
		);
		return [...items, ...refused];
	}
	if (comparison.type === 'table') {
		const changes = comparison.changes.map(({ row, column, before, after, difference, relative }) => {
			return `${row} ${column}: ${before} > ${after}, ${difference} (${number(relative)} %)`;
		});
		return [...changes, ...refused];
	}
	const changes = comparison.changes.map(({ competence, before, after, difference, printed, follows }) => {
		return `${competence}: ${before} > ${after}, ${difference}${follows === false ? `, DOES NOT FOLLOW: ${number(printed)}` : ''}`;
	});
	const texts = comparison.textFigures.filter(({ follows }) => !follows).map(({ figure, text }) => `DOES NOT FOLLOW  ${figure}: ${text}`);
	return [...changes, ...texts, ...refused];
}

/** Compares the files of a study: rounds or groups of answers, tables, or the two moments of a summary. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const options = { ...commonOptions, kind: { type: 'string', default: 'percent' }, control: { type: 'string', multiple: true } } as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const locale = readLocale(values.locale);
	const kind = readKind(values.kind);
	if (positionals.length === 0) throw new UsageError('FILE is missing.');
	const data = await Promise.all(positionals.map(read));
	const controlFiles = values.control ?? [];
	const control = allResponses(await Promise.all(controlFiles.map(read)));
	if (controlFiles.length > 0 && (controlFiles.length !== 2 || control === undefined || data.length !== 2)) {
		throw new UsageError('A control group has two files of answers, --control BEFORE.csv --control AFTER.csv, beside two of the trained.');
	}
	const comparison = compare(data, control ?? [], kind, locale);
	if (values.json) await output.print(toJson({ files: positionals, ...comparison }));
	else await output.print(`${lines(comparison).join('\n')}\n`);
	return 0;
}
