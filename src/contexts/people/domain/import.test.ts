import { describe, expect, test } from 'vitest';
import { locales } from '#platform/locale.ts';
import { isSamePlan, type PlannedRow, readRecords } from './import.ts';
import { fieldName } from '../import-words.ts';
import { memberColumns } from './member-row.ts';
import { organisationColumns } from './organisation-row.ts';

const rowsOf = (...cells: readonly string[][]) => cells.map((row, index) => ({ line: index + 1, cells: row }));

describe('columns', () => {
	test.each([
		['by their names in code', 'code|kind|parent|name_kk|name_ru|name_en|settlement|languages'],
		['in Kazakh', 'Коды|ТҮРІ|Жоғары тұрған ұйымның коды|Қазақша атауы|Орысша атауы|Ағылшынша атауы|Қала немесе ауыл|Оқыту тілдері'],
		['in Russian', 'Код|Вид|Код вышестоящей организации|Название на казахском|Наименование|Название на английском|Город или село|Языки обучения'],
		['in English', 'Code|Type|Parent code|Name in Kazakh|Name in Russian|Name in English|Urban or rural|Languages of instruction']
	])('are found %s', (_how, header) => {
		const [row] = readRecords(rowsOf(header.split('|'), ['1', '2', '3', '4', '5', '6', '7', '8']), organisationColumns);
		expect(Object.values(row?.record ?? {})).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
	});

	test.each(locales)('in %s as pages and samples name them', (locale) => {
		for (const columns of [organisationColumns, memberColumns]) {
			const [row] = readRecords<string>(rowsOf(columns.map(({ field }) => fieldName(field, locale)), columns.map(({ field }) => field)), columns);
			expect(Object.entries(row?.record ?? {})).toEqual(columns.map(({ field }) => [field, field]));
		}
	});

	test('in any order, with others beside; what is missing is empty', () => {
		const [row] = readRecords(rowsOf(['№', 'NAME_RU', 'Code'], ['1', 'Школа']), organisationColumns);
		expect(row).toMatchObject({ line: 2, record: { name_ru: 'Школа', code: '', kind: '' } });
	});

	test.each([
		[[['Код']], 'import.no_rows'],
		[[], 'import.no_rows'],
		[[['Код', 'code'], ['1', '2']], 'import.column_twice']
	])('%j: %s', (cells, code) => {
		expect(() => readRecords(rowsOf(...cells), organisationColumns)).toThrow(code);
	});

	test('a column that is needed', () => {
		expect(() => readRecords(rowsOf(['a'], ['1']), [{ field: 'email', names: ['E-mail'], isRequired: true }])).toThrow('import.column_missing');
	});
});

test('two plans are the same when they would do the same', () => {
	const changes = [{ field: 'code', before: '', after: '1' }];
	const row: PlannedRow = { line: 2, label: 'a', outcome: 'changed', targetId: 'x', changes, problems: [] };
	expect(isSamePlan([row], [{ ...row, label: 'b' }])).toBe(true);
	expect(isSamePlan([row], [{ ...row, changes: [{ field: 'code', before: '2', after: '1' }] }])).toBe(false);
	expect(isSamePlan([row], [])).toBe(false);
});
