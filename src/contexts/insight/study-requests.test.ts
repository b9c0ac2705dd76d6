import { describe, expect, it } from 'vitest';
import { locales } from '#platform/locale.ts';
import { writeSpreadsheet } from '#platform/spreadsheet.ts';
import { checkPublishedTable, compareStudyFiles, describeStudyFile, planSampleSize, readPeople, type StudyFile } from './study-requests.ts';

const file = (text: string): StudyFile => ({ name: 'table.csv', bytes: new TextEncoder().encode(text) });
const table = 'row,A,B,C\nx,20.2,29.5,50.5\ny,20.5,30,49.5\nz,10.5,60,25\n';
const people = (ids: string, values: readonly number[]) =>
	['id,a,b', ...values.map((value, index) => `${ids}${index},${value},${7 - value}`)].join('\n');

describe('what is sent to the tools of studies', () => {
	it('is checked, with the claims of a text, whether or not they have a header', async () => {
		const { findings, rows } = await checkPublishedTable({ file: file(table), kind: 'percent', n: 200 }, 'en');
		expect([rows.length, findings.map(({ code, row, column }) => [code, row, column])]).toEqual([
			4,
			[['granularity', 'x', 'A'], ['sum', 'x', null], ['sum', 'z', null]]
		]);
		for (const claims of ['y, value, A,, 22', 'row;kind;from;to;value\ny;value;A;;22']) {
			const claimed = await checkPublishedTable({ file: file(table), kind: 'percent', n: 200, claims }, 'ru');
			expect(claimed.findings.at(-1)).toMatchObject({ code: 'claim', row: 'y', column: 'A', value: 22, expected: 20.5 });
		}
	});

	it('may be a workbook', async () => {
		const rows = table.trim().split('\n').map((line) => line.split(','));
		const bytes = await writeSpreadsheet([{ name: 'Table', rows }]);
		const { findings } = await checkPublishedTable({ file: { name: 'a.xlsx', bytes }, kind: 'percent', n: 200 }, 'kk');
		expect(findings.map(({ code, line }) => [code, line])).toEqual([['granularity', 2], ['sum', 2], ['sum', 4]]);
	});

	it.each([
		[() => checkPublishedTable({ file: file(' \n'), kind: 'percent' }, 'en'), 'study.no_table'],
		[() => checkPublishedTable({ file: file(`r,a\n${'x,1\n'.repeat(2001)}`), kind: 'percent' }, 'en'), 'study.too_many_rows'],
		[() => checkPublishedTable({ file: file(table), kind: 'percent', claims: 'y, guess, A,, 22' }, 'en'), 'claims.kind'],
		[() => checkPublishedTable({ file: { name: 'a', bytes: new Uint8Array(5 * 1024 * 1024) }, kind: 'percent' }, 'en'), 'import.file_too_large'],
		[() => describeStudyFile({ name: 'a.pdf', bytes: new TextEncoder().encode('%PDF-1.7 a') }, { kind: 'percent' }, 'en'), 'import.file_kind'],
		[() => describeStudyFile(file('{"a": 1}'), { kind: 'percent' }, 'en'), 'study.unknown_file'],
		[() => compareStudyFiles({ files: [], kind: 'percent' }, 'en'), 'study.no_table'],
		[() => compareStudyFiles({ files: [file(people('p', [1, 2, 3]))], kind: 'percent' }, 'en'), 'study.two_files'],
		[() => compareStudyFiles({ files: [file(table), file(people('p', [1, 2, 3]))], kind: 'percent' }, 'en'), 'study.different_files']
	])('is refused with a code: %#', async (send, code) => expect(send()).rejects.toThrow(code));

	it.each([['', undefined], [' 200 ', 200]])('a number of people: %j', (text, expected) => expect(readPeople(text)).toBe(expected));
	it.each(['0', '-3', '2.5', 'many'])('no number of people: %j', (text) => expect(() => readPeople(text)).toThrow('study.people'));
});

describe('results say what they mean', () => {
	it.each(locales)('of the same people, in %s', async (locale) => {
		const files = [file(people('p', [1, 2, 1, 2, 3, 1, 2, 1, 3, 2])), file(people('p', [3, 4, 3, 3, 5, 2, 4, 3, 5, 4]))];
		const comparison = await compareStudyFiles({ files, kind: 'percent' }, locale);
		const [first, second] = comparison.type === 'responses' ? comparison.items : [];
		const plain = [first, second].map((item) => item?.results.map((result) => result.plain) ?? []);
		for (const text of plain.flat()) expect(text).not.toMatch(/[{}]|undefined|NaN/);
		const [rose, fell] = { kk: ['өсті', 'төмендеді'], ru: ['выросли', 'снизились'], en: ['rose', 'fell'] }[locale];
		expect(plain[0]?.[0]).toContain(rose);
		expect(plain[1]?.[0]).toContain(fell);
	});

	it('no difference shown is not called none', async () => {
		const files = [file(people('p', [1, 2, 3, 4])), file(people('q', [1, 2, 3, 5]))];
		const comparison = await compareStudyFiles({ files, kind: 'percent' }, 'en');
		expect(comparison.type === 'responses' && comparison.items[0]?.results[0]?.plain).toMatch(/No difference was shown.*n = 8/);
	});

	it('two answers are compared by McNemar, exactly where few changed', async () => {
		const files = [file(people('p', [1, 1, 1, 1, 1, 2])), file(people('p', [2, 2, 2, 2, 2, 2]))];
		const comparison = await compareStudyFiles({ files, kind: 'percent' }, 'en');
		expect(comparison).toMatchObject({ items: [{ results: [{}, { test: 'mcnemar-exact', n: 6, p: 0.0625 }, {}] }, {}] });
	});
});

describe('the size of a study', () => {
	it('is that of R, rounded up, with its curve', () => {
		const plan = planSampleSize({ design: 'groups', effect: 0.5, power: 0.8, n: 40 }, 'en');
		expect(plan).toMatchObject({ people: 64, total: 128, own: { n: 40 } });
		expect(plan.curve.every(({ power }, index) => index === 0 || power >= (plan.curve[index - 1]?.power ?? 0))).toBe(true);
		expect(planSampleSize({ design: 'paired', effect: 0.5, power: 0.8 }, 'en')).toMatchObject({ people: 34, total: 34 });
		expect(planSampleSize({ design: 'shares', first: 50, second: 75, power: 0.9 }, 'en')).toMatchObject({ people: 77, total: 154 });
		expect(planSampleSize({ design: 'groups', effect: 5, power: 0.5 }, 'en').people).toBe(2);
	});

	it.each([
		{ design: 'groups', effect: 0, power: 0.8 },
		{ design: 'groups', effect: NaN, power: 0.8 },
		{ design: 'groups', effect: 0.5, power: 1 },
		{ design: 'shares', first: 40, second: 40, power: 0.8 },
		{ design: 'shares', first: 0, second: 40, power: 0.8 }
	] as const)('numbers out of range: %o', (question) => expect(() => planSampleSize(question, 'en')).toThrow('study.power'));
});
