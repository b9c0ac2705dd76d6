import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { anySource } from '../../../tests/wave-reports.ts';
import { type Locale, locales } from '#platform/locale.ts';
import { reportRulesSchema } from './domain/report/rules.ts';
import type { Statement } from './domain/report/statement.ts';
import { writeReport } from './domain/report/write-report.ts';
import { type ReportNames, tellStatement } from './report-words.ts';

const rules = reportRulesSchema.parse(JSON.parse(readFileSync(`${projectRoot}/content/reports/wave-report@1.json`, 'utf8')));
const names: ReportNames = {
	competence: (code) => `<${code}>`,
	area: (code) => `<${code}>`,
	item: (code) => `<${code}>`,
	node: () => '<node>',
	theme: () => '<theme>'
};

/** The numbers of a sentence, in no order: each language puts them where its grammar does. */
function numbersIn(text: string, locale: Locale): string[] {
	const joined = text.replaceAll(locale === 'en' ? /(\d),(?=\d{3})/g : /(\d)[\u00a0\u202f](?=\d{3})/g, '$1');
	const plain = joined.replaceAll(/(\d),(?=\d)/g, '$1.');
	return [...plain.matchAll(/\d+(\.\d+)*/g)].map(([number]) => number).sort();
}

function checkWords(statement: Statement): void {
	const [kk = [], ru = [], en = []] = locales.map((locale) => numbersIn(tellStatement(statement, names, locale), locale));
	expect(kk, tellStatement(statement, names, 'kk')).toEqual(en);
	expect(ru, tellStatement(statement, names, 'ru')).toEqual(en);
	for (const locale of locales) expect(tellStatement(statement, names, locale)).not.toMatch(/NaN|Infinity|undefined|null|\{/);
}

test('each sentence has the same numbers in the three languages', () => {
	fc.assert(
		fc.property(anySource, (source) => writeReport(source, rules).forEach(checkWords)),
		{ numRuns: 40 }
	);
});

test('large numbers, too', () => {
	const share = { count: 12_345, persons: 634_987, percent: 2, range: [1, 3] as const };
	checkWords({ kind: 'participation', persons: 634_987 });
	checkWords({ kind: 'problem-zone', competence: '2.2', level: 2, share });
	const difference = { now: 2.5, then: 3, persons: 1_000, personsThen: 20_000, difference: -0.5, range: [-0.61, -0.39], verdict: 'lower' } as const;
	checkWords({ kind: 'change', area: '', ...difference });
});

test('the words are those of a methodologist', () => {
	const share = { count: 34, persons: 54, percent: 63, range: [49, 75] as const };
	const zone: Statement = { kind: 'problem-zone', competence: '2.2', level: 2, share };
	expect(tellStatement(zone, names, 'ru')).toBe('<2.2>: на уровне A2 или ниже — 34 из 54 (63\u00a0%; доверительный интервал 95 %: 49–75 %).');
	expect(tellStatement(zone, names, 'en')).toBe('<2.2>: 34 of 54 are at A2 or lower (63%; 95% interval: 49–75%).');
	expect(tellStatement(zone, names, 'kk')).toBe('<2.2>: 54 педагогтің ішінде 34 педагог A2 немесе одан төмен деңгейде (63%; 95% сенім аралығы: 49–75%).');
});
