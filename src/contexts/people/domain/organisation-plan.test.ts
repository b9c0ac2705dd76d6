import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadRow } from './import.ts';
import type { OrganisationKind } from './organisation.ts';
import { type KnownOrganisation, type OrganisationTarget, type PlannedOrganisation, planOrganisations } from './organisation-plan.ts';
import type { OrganisationField } from './organisation-row.ts';
import { isAlike } from './organisation-text.ts';

const empty = { code: '', kind: '', parent: '', name_kk: '', name_ru: '', name_en: '', settlement: '', languages: '' };
type Cells = Partial<Record<OrganisationField, string>>;
const rowsOf = (...cells: readonly Cells[]): ReadRow<OrganisationField>[] =>
	cells.map((record, index) => ({ line: index + 2, record: { ...empty, ...record } }));

function known(id: string, kind: OrganisationKind, parentId: string | null, ru: string, more: Partial<KnownOrganisation> = {}): KnownOrganisation {
	return {
		id, kind, parentId, name: { kk: '', ru, en: '' }, code: null, settlement: null, instructionLocales: [], ancestors: [], closedAt: null,
		isWithin: true,
		...more
	};
}

const tree = [
	known('region', 'region', 'nation', 'область', { code: 'kz-x' }),
	known('one', 'district', 'region', 'Первый район', { code: 'd1' }),
	known('two', 'district', 'region', 'Второй район', { code: 'd2' }),
	known('closed', 'district', 'region', 'Бывший район', { code: 'd0', closedAt: new Date() }),
	known('five', 'school', 'one', 'Школа № 5', { code: 's5', settlement: 'urban', instructionLocales: ['kk', 'ru'] }),
	known('six', 'school', 'one', 'Школа № 6'),
	known('abroad', 'school', 'elsewhere', 'Чужая школа', { code: 'far', isWithin: false })
];

const plan = (cells: readonly Cells[], areAlikeOthers = false, there = tree) =>
	planOrganisations({ rows: rowsOf(...cells), known: there, rootId: 'region', areAlikeOthers });

describe('a row', () => {
	test.each<[string, Cells, string, string | null, string | undefined]>([
		['of a new school', { name_ru: 'Школа № 7', parent: 'd1', code: 's7' }, 'new', null, undefined],
		['of a new school without a code', { name_kk: '№ 7 мектеп', parent: 'd1' }, 'new', null, undefined],
		['of a new district, in the organisation itself', { name_ru: 'Третий район', kind: 'район' }, 'new', null, undefined],
		['equal to what there is', { code: 's5', name_ru: 'Школа № 5', settlement: 'город', languages: 'каз; рус' }, 'skipped', 'five', undefined],
		['with empty cells', { code: 's5' }, 'skipped', 'five', undefined],
		['with another name', { code: 's5', name_ru: 'Лицей № 5' }, 'changed', 'five', undefined],
		['in another place', { code: 's5', parent: 'd2' }, 'changed', 'five', undefined],
		['without a code, by its name', { name_ru: 'школа №6', parent: 'd1' }, 'changed', 'six', undefined],
		['with a code for one that has none', { name_ru: 'Школа № 6', parent: 'd1', code: 's6' }, 'changed', 'six', undefined],
		['of the same name elsewhere', { name_ru: 'Школа № 5', parent: 'd2', code: 's55' }, 'new', null, undefined],
		['of the same name under another code', { name_ru: 'Школа №5', parent: 'd1', code: 's55' }, 'alike', null, 'organisation.alike'],
		['of another kind of the same name', { name_ru: 'Школа № 5', parent: 'd1', kind: 'district' }, 'wrong', null, 'organisation.place'],
		['without a name', { code: 's8', parent: 'd1' }, 'wrong', null, 'organisation.name_missing'],
		['with a zero byte', { name_ru: 'Шко\u0000ла', parent: 'd1' }, 'wrong', null, 'organisation.name_unreadable'],
		['with a code that Excel has eaten', { name_ru: 'Школа', code: '6,00540E+11' }, 'wrong', null, 'organisation.code_mangled'],
		['of an unknown kind', { name_ru: 'Школа', kind: 'ракета' }, 'wrong', null, 'organisation.kind_unknown'],
		['of an unknown settlement', { name_ru: 'Школа', settlement: 'луна' }, 'wrong', null, 'organisation.settlement_unknown'],
		['of an unknown language', { name_ru: 'Школа', languages: 'клингонский' }, 'wrong', null, 'organisation.language_unknown'],
		['below nobody knows whom', { name_ru: 'Школа', parent: 'd9' }, 'wrong', null, 'import.parent_unknown'],
		['below somebody elsewhere', { name_ru: 'Школа', parent: 'far' }, 'wrong', null, 'import.parent_outside'],
		['below a closed one', { name_ru: 'Школа', parent: 'd0' }, 'wrong', null, 'organisation.parent_closed'],
		['below a school', { name_ru: 'Школа', parent: 's5' }, 'wrong', null, 'organisation.place'],
		['with the code of one elsewhere', { name_ru: 'Школа', code: 'far' }, 'wrong', null, 'import.code_outside'],
		['that would make a school a district', { code: 's5', kind: 'район' }, 'wrong', null, 'import.kind_changed'],
		['that would move the organisation itself', { code: 'kz-x', parent: 'd1' }, 'wrong', null, 'import.parent_outside']
	])('%s', (_what, cells, outcome, targetId, problem) => {
		const [row] = plan([cells]);
		expect(row).toMatchObject({ line: 2, outcome, targetId });
		expect(row?.problems[0]?.code).toBe(problem);
	});

	test('tells what was and what would be', () => {
		const [row] = plan([{ code: 's5', name_ru: 'Лицей № 5', settlement: 'село', parent: 'd2', languages: 'ru' }]);
		expect(row?.changes).toEqual([
			{ field: 'name_ru', before: 'Школа № 5', after: 'Лицей № 5' },
			{ field: 'settlement', before: 'urban', after: 'rural' },
			{ field: 'languages', before: 'kk, ru', after: 'ru' },
			{ field: 'parent', before: 'd1', after: 'd2' }
		]);
	});
});

describe('rows of one file', () => {
	const outcomes = (cells: readonly Cells[], areAlikeOthers = false) =>
		plan(cells, areAlikeOthers).map(({ outcome, problems }) => [outcome, problems[0]?.code].filter(Boolean).join(' '));

	test('a district may come after its schools', () => {
		const [school, district] = plan([
			{ name_ru: 'Школа № 1', parent: 'd3', code: 'x1' },
			{ name_ru: 'Третий район', kind: 'район', code: 'd3' }
		]);
		expect(school?.target?.place).toEqual({ line: 3 });
		expect(district?.target?.place).toEqual({ id: 'region' });
	});

	test('a code twice', () => {
		const [, second] = plan([{ name_ru: 'А', code: 'x' }, { name_ru: 'Б', code: 'x' }]);
		expect(second?.problems).toEqual([{ field: 'code', code: 'import.duplicate_code', parameters: { code: 'x', line: 2 } }]);
	});

	test.each<[string, Cells[], string[]]>([
		['one name twice without codes', [{ name_ru: 'Школа А' }, { name_ru: 'школа «а»' }], ['new', 'wrong import.duplicate_name']],
		['one name twice with codes', [{ name_ru: 'Школа А', code: 'a' }, { name_ru: 'Школа А', code: 'b' }], ['new', 'alike import.alike_line']],
		['one by its code and by its name', [{ code: 's5' }, { name_ru: 'Школа № 5', parent: 'd1' }], ['skipped', 'wrong import.duplicate_name']],
		['a school of a wrong district', [{ name_ru: 'Район', kind: 'ракета', code: 'r' }, { name_ru: 'Ш', parent: 'r' }],
			['wrong organisation.kind_unknown', 'wrong import.parent_wrong']],
		['two below each other', [{ name_ru: 'А', kind: 'район', code: 'a', parent: 'b' }, { name_ru: 'Б', kind: 'район', code: 'b', parent: 'a' }],
			['wrong import.parent_wrong', 'wrong organisation.circle']]
	])('%s', (_what, cells, expected) => {
		expect(outcomes(cells)).toEqual(expected);
	});

	test('what looks alike is new when somebody says that it is something else', () => {
		const cells = [{ name_ru: 'Школа № 5', parent: 'd1', code: 's55' }, { name_ru: 'А', code: 'a' }, { name_ru: 'А', code: 'b' }];
		expect(outcomes(cells, true)).toEqual(['new', 'new', 'new']);
	});

	test('moves that only together make a circle', () => {
		const centres = [
			known('region', 'region', null, 'область'),
			known('a', 'cpd_centre', 'region', 'А', { code: 'a' }),
			known('b', 'cpd_centre', 'region', 'Б', { code: 'b' }),
			known('c', 'cpd_centre', 'b', 'В', { code: 'c' })
		];
		const planned = plan([{ code: 'a', parent: 'c' }, { code: 'b', parent: 'a' }], false, centres);
		expect(planned.map(({ problems }) => problems[0]?.code)).toEqual(['organisation.circle', 'organisation.circle']);
	});
});

/** The tree after a plan was carried out, as the database would have it. */
function carryOut(there: readonly KnownOrganisation[], planned: readonly PlannedOrganisation[]): KnownOrganisation[] {
	const after = new Map(there.map((organisation) => [organisation.id, organisation]));
	for (const { line, outcome, targetId, target } of planned) {
		if (outcome !== 'new' && outcome !== 'changed') continue;
		const { kind, name, code, settlement, instructionLocales, place } = target as OrganisationTarget;
		const before = targetId === null ? undefined : after.get(targetId);
		const id = targetId ?? `new ${line}`;
		const parentId = place === null ? (before?.parentId ?? null) : 'id' in place ? place.id : `new ${place.line}`;
		after.set(
			id,
			known(id, kind, parentId, '', {
				name,
				code,
				settlement: settlement ?? before?.settlement ?? null,
				instructionLocales: instructionLocales ?? before?.instructionLocales ?? []
			})
		);
	}
	return [...after.values()];
}

describe('whatever the file', { timeout: 60_000 }, () => {
	const cell = (...values: string[]) => fc.constantFrom('', ...values);
	const file = fc.array(
		fc.record({
			code: cell('s5', 's6', 'd1', 'd2', 'd3', 'x1', 'x2', 'far'),
			kind: cell('school', 'район', 'кафедра'),
			parent: cell('d1', 'd2', 'd3', 'x1', 'kz-x', 'far'),
			name_kk: cell('№ 5 мектеп', 'Жаңа мектеп'),
			name_ru: cell('Школа № 5', 'школа №5', 'Школа № 6', 'Новая школа', 'Третий район'),
			name_en: cell('School'),
			settlement: cell('urban', 'село', '?'),
			languages: cell('kk', 'ru, kk')
		}),
		{ maxLength: 12 }
	);

	test('a second time changes nothing, and no code is there twice', () => {
		fc.assert(
			fc.property(file, fc.boolean(), (cells, areAlikeOthers) => {
				const after = carryOut(tree, plan(cells, areAlikeOthers));
				const codes = after.flatMap(({ code }) => (code === null ? [] : [code]));
				expect(new Set(codes).size).toBe(codes.length);
				const again = plan(cells, areAlikeOthers, after);
				expect(again.filter(({ outcome }) => outcome === 'new' || outcome === 'changed')).toEqual([]);
			}),
			{ numRuns: 500 }
		);
	});

	test('nothing new is alike to what is or comes into the same place', () => {
		fc.assert(
			fc.property(file, (cells) => {
				const planned = plan(cells);
				const after = carryOut(tree, planned);
				for (const { id, kind, parentId, name } of after.filter((organisation) => organisation.id.startsWith('new '))) {
					const namesakes = after.filter((other) => other.parentId === parentId && other.kind === kind && isAlike(other.name, name));
					expect(namesakes.map((other) => other.id)).toEqual([id]);
				}
			}),
			{ numRuns: 500 }
		);
	});

	test('every row is told of once, and nothing lies within itself', () => {
		fc.assert(
			fc.property(file, (cells) => {
				const planned = plan(cells);
				expect(planned.map(({ line }) => line)).toEqual(cells.map((_, index) => index + 2));
				const parents = new Map(carryOut(tree, planned).map(({ id, parentId }) => [id, parentId]));
				for (const start of parents.keys()) {
					let at: string | null | undefined = start;
					for (let steps = 0; at !== null && at !== undefined; steps++) {
						expect(steps).toBeLessThan(parents.size + 1);
						at = parents.get(at);
					}
				}
			})
		);
	});
});
