import path from 'node:path';
import { parseArgs } from 'node:util';
import {
	checkStudy,
	describeResponses,
	describeSummary,
	describeTable,
	readStudyData,
	type StudyData,
	type TableKind,
	wordedResult
} from '#contexts/insight/files.ts';
import type { Locale } from '#platform/locale.ts';
import { commonOptions, type ExitCode, type Output, readLocale, readNamedFile, toJson, UsageError } from './command.ts';
import { findingJson, readKind, readSize } from './study-check.ts';

function describe(data: StudyData, kind: TableKind, n: number | undefined, locale: Locale) {
	switch (data.type) {
		case 'summary':
			return { type: data.type, ...describeSummary(data.summary) };
		case 'table': {
			const contradictions = checkStudy(data.rows, { kind, n }).map((found) => findingJson(found, locale));
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

type Description = ReturnType<typeof describe>;

const decimals = (value: number | null) => (value === null ? '-' : value.toFixed(2));

function lines(description: Description): string[] {
	switch (description.type) {
		case 'summary': {
			const numbers = description.numbers.map(({ name, printed, computed, from, follows }) => {
				const sum = computed === null ? from : `${from} = ${computed}`;
				return `${follows ? 'follows' : 'DOES NOT FOLLOW'}  ${name}: ${printed} (${sum})`;
			});
			const texts = description.textFigures.filter(({ follows }) => !follows).map(({ figure, text }) => `DOES NOT FOLLOW  ${figure}: ${text}`);
			const impossible = description.sharesOfN.filter(({ isPossible }) => !isPossible);
			const shares = impossible.map(({ name, printed, nearest, count }) => `NO SHARE OF n  ${name}: ${printed} (nearest: ${count} people, ${nearest})`);
			return [`n = ${description.n}`, ...numbers, ...texts, ...shares];
		}
		case 'table':
			return [
				...description.shares.map(({ row, column, value, interval }) => {
					const bounds = interval === null ? '' : `  [${decimals(interval.lower * 100)}; ${decimals(interval.upper * 100)}] %`;
					return `${row}, ${column}: ${value}${bounds}`;
				}),
				...description.contradictions.map(({ code, message }) => `${code}  ${message}`)
			];
		case 'responses':
			return [
				...description.items.map(({ item, n, mean, standardDeviation, median }) => {
					return `${item}: n = ${n}, mean ${decimals(mean)}, SD ${decimals(standardDeviation)}, median ${decimals(median)}`;
				}),
				...description.scales.map(({ scale, alpha, omega }) => {
					const values = [alpha, omega].map(({ name, statistic }) => `${name} ${decimals(statistic.value)}`);
					return `${scale}: n = ${alpha.n}, ${values.join(', ')}`;
				})
			];
	}
}

/** Describes the files of a study: answers, published tables, or a summary. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const options = { ...commonOptions, kind: { type: 'string', default: 'percent' }, n: { type: 'string' } } as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const locale = readLocale(values.locale);
	const kind = readKind(values.kind);
	const n = readSize(values.n, '--n');
	if (positionals.length === 0) throw new UsageError('FILE is missing.');
	const files = [];
	for (const file of positionals) {
		const data = readStudyData(path.basename(file), await readNamedFile(file));
		files.push({ file, ...describe(data, kind, n, locale) });
	}
	if (values.json) await output.print(toJson({ files }));
	else for (const { file, ...description } of files) await output.print(`${[file, ...lines(description)].join('\n  ')}\n`);
	return 0;
}
