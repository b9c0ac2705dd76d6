import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { actingAs, type Person } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { useDatabase } from '../../../../tests/database.ts';
import type { CountedNode } from '../domain/count-shared.ts';
import { Equations } from '../domain/equations-fixture.ts';
import { addPerson, emptyTally } from '../domain/measures.ts';
import { summarise } from '../domain/summary.ts';
import { cellKey, type Dimensions, familyKey } from '../domain/suppression.ts';
import { familiesOf } from '../domain/table-families.ts';
import { readCells } from '../store/results.ts';
import { compareOwn } from './compare-own.ts';
import { countWave } from './count-wave.ts';
import { publishWave } from './publish-wave.ts';
import { viewResults } from './view-results.ts';
import { codeOfFailure, insertPerson, insertWave, share, type SharedInTest } from './wave-fixture.ts';

const { look } = useDatabase();
const dimensions = ['gender', 'place', 'age'];
const families = familiesOf(dimensions);

let analyst: Person;
beforeAll(async () => {
	analyst = await insertPerson(look, 'administrator');
});

interface Nation {
	readonly nodes: readonly CountedNode[];
	readonly shared: readonly SharedInTest[];
	readonly minimumSize: number;
}

const nation: fc.Arbitrary<Nation> = fc
	.record({
		parents: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 7 }),
		groups: fc.array(
			fc.record({
				node: fc.nat({ max: 30 }),
				bands: fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 1 }), fc.nat({ max: 2 })),
				size: fc.nat({ max: 18 }),
				answer: fc.nat({ max: 7 })
			}),
			{ minLength: 1, maxLength: 40 }
		),
		minimumSize: fc.integer({ min: 5, max: 10 })
	})
	.map(({ parents, groups, minimumSize }) => {
		const nodes: CountedNode[] = [];
		for (let index = 0; index <= parents.length; index++) {
			const parent = index === 0 ? undefined : nodes[(parents[index - 1] ?? 0) % index];
			const id = randomUUID();
			const isLeaf = !parents.some((above, later) => later >= index && above % (later + 1) === index);
			const kind = parent?.kind === 'school' ? 'department' : isLeaf ? 'school' : 'district';
			nodes.push({ id, parentId: parent?.id ?? null, kind, path: [...(parent?.path ?? []), id] });
		}
		const shared = groups.flatMap(({ node, bands, size, answer }) =>
			Array.from({ length: size }, () => ({
				organisationId: nodes[node % nodes.length]?.id ?? '',
				bands: bands.map(String),
				answers: new Uint8Array(32).fill(answer)
			}))
		);
		return { nodes, shared, minimumSize };
	});

const pathOf = ({ nodes }: Nation, id: string): readonly string[] => nodes.find((node) => node.id === id)?.path ?? [];
const keyOf = (family: Dimensions, { bands }: Pick<SharedInTest, 'bands'>): string =>
	cellKey(family.map((name) => bands[dimensions.indexOf(name)] ?? ''));

/** Everything that an analyst of the whole platform is given, table by table. */
async function readAll(waveId: string, { nodes }: Nation): Promise<Map<string, Map<string, number>>> {
	const tables = new Map<string, Map<string, number>>();
	const root = nodes[0]?.id ?? '';
	await inTransaction(actingAs(analyst), async (transaction) => {
		for (const family of families.map(familyKey)) {
			for (const cell of await readCells(transaction, { waveId, from: root, nodes: nodes.map(({ id }) => id), family })) {
				const key = `${cell.organisationId} ${family}`;
				tables.set(key, (tables.get(key) ?? new Map<string, number>()).set(cell.bands, cell.persons));
			}
		}
	});
	return tables;
}

describe('what the database gives of published waves', () => {
	test('is true, holds no small group, and none follows from all of it together', { timeout: 120_000 }, async () => {
		let told = 0;
		await fc.assert(
			fc.asyncProperty(nation, async (given) => {
				const { waveId } = await insertWave(look, { ...given, dimensions });
				expect(await publishWave(waveId)).toBe(true);
				const tables = await readAll(waveId, given);
				told += tables.size;
				const everywhere = given.nodes.filter(({ id }) => given.shared.some(({ organisationId }) => organisationId === id));
				// The enemy knows where nobody is: no person of their own, or a shown group of nobody above.
				const pieces = everywhere
					.flatMap(({ id }) =>
						['0', '1'].flatMap((gender) =>
							['0', '1'].flatMap((place) => ['0', '1', '2'].map((age) => ({ organisationId: id, bands: [gender, place, age] })))
						)
					)
					.filter((piece) =>
						pathOf(given, piece.organisationId).every((node) =>
							families.every((family) => {
								const table = tables.get(`${node} ${familyKey(family)}`);
								return table === undefined || table.has(keyOf(family, piece));
							})
						)
					);
				const equations = new Equations();
				const hidden: { label: string; row: number[] }[] = [];
				for (const { id } of given.nodes) {
					for (const family of families) {
						const table = tables.get(`${id} ${familyKey(family)}`);
						for (const key of new Set(pieces.map((piece) => keyOf(family, piece)))) {
							const isIn = (one: Pick<SharedInTest, 'organisationId' | 'bands'>) =>
								pathOf(given, one.organisationId).includes(id) && keyOf(family, one) === key;
							const persons = given.shared.filter(isIn).length;
							const row = pieces.map((piece) => (isIn(piece) ? 1 : 0));
							if (table !== undefined) {
								expect(table.get(key) ?? 0).toBe(persons);
								equations.add(row);
							}
							if (persons > 0 && persons < given.minimumSize) hidden.push({ label: `${id} ${familyKey(family)} ${key}: ${persons}`, row });
						}
					}
				}
				expect(hidden.filter(({ row }) => equations.follows(row)).map(({ label }) => label)).toEqual([]);
			}),
			{ numRuns: 80 }
		);
		expect(told).toBeGreaterThan(100);
	});
});

const [nationId, district, north, south] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const other = randomUUID();
const schools: readonly CountedNode[] = [
	{ id: nationId, parentId: null, kind: 'nation', path: [nationId] },
	{ id: district, parentId: nationId, kind: 'district', path: [nationId, district] },
	{ id: other, parentId: nationId, kind: 'district', path: [nationId, other] },
	{ id: north, parentId: district, kind: 'school', path: [nationId, district, north] },
	{ id: south, parentId: district, kind: 'school', path: [nationId, district, south] }
];
const group = (organisationId: string, bands: readonly string[], size: number, answer: number): SharedInTest[] =>
	Array.from({ length: size }, () => ({ organisationId, bands, answers: new Uint8Array(32).fill(answer) }));
const teachers = [
	...group(north, ['f', 'city', '30'], 20, 3),
	...group(north, ['m', 'city', '30'], 12, 5),
	...group(south, ['f', 'village', '40'], 11, 1),
	...group(other, ['m', 'village', '50'], 15, 7)
];

async function insertSchools(): Promise<void> {
	const known = await look<{ id: string }>('select id from people.organisation where id = $1', [nationId]);
	if (known.length > 0) return;
	for (const { id, parentId, kind } of schools) {
		const name = JSON.stringify({ kk: kind, ru: kind, en: kind });
		await look(`insert into people.organisation (id, parent_id, kind, name, ancestors) values ($1, $2, $3, $4, '{}')`, [id, parentId, kind, name]);
	}
}

describe('results of a wave', () => {
	test('are counted minute by minute as they are counted at once, also after a crash', async () => {
		await insertSchools();
		const { waveId, layout } = await insertWave(look, { nodes: schools, dimensions, state: 'open' });
		await share(look, waveId, teachers.slice(0, 25));
		expect(await countWave(waveId)).toBe(25);
		await share(look, waveId, teachers.slice(25));
		// Counting fails in the middle: an answer that the wave does not know. Nothing is half done, and all is counted once it is gone.
		await share(look, waveId, group(south, ['f', 'village', '40'], 1, 99));
		await expect(countWave(waveId)).rejects.toThrow(RangeError);
		await look(`delete from insight.snapshot where wave_id = $1 and get_byte(answers, 0) = 99`, [waveId]);
		expect((await Promise.all([countWave(waveId), countWave(waveId)])).reduce((sum, counted) => sum + counted)).toBe(teachers.length - 25);
		expect(await countWave(waveId)).toBe(0);
		expect(await publishWave(waveId)).toBe(false);
		expect(await codeOfFailure(viewResults(analyst, waveId))).toBe('wave.not_published');
		await look(`update insight.wave set state = 'closed', closed_at = now() where id = $1`, [waveId]);
		expect(await codeOfFailure(viewResults(analyst, waveId))).toBe('wave.not_published');
		expect(await publishWave(waveId)).toBe(true);
		expect(await publishWave(waveId)).toBe(false);

		const everybody = emptyTally(layout);
		for (const { answers } of teachers) addPerson(layout, everybody, { answers, localAnswers: new Uint8Array() });
		const results = await viewResults(analyst, waveId, undefined, ['gender']);
		expect(results.whole).toEqual(summarise(layout, everybody));
		expect(results.children.map(({ node, summary }) => [node.id, summary?.persons])).toEqual([
			[district, 43],
			[other, 15]
		].sort());
		expect(results.groups?.cells?.map(({ bands, summary }) => [bands, summary.persons])).toEqual([[['f'], 31], [['m'], 27]]);
	});

	test('are seen from the own place downwards, and upwards for comparison', async () => {
		await insertSchools();
		const { waveId } = await insertWave(look, { nodes: schools, dimensions, shared: teachers });
		await publishWave(waveId);
		const head = await insertPerson(look, 'head', north);
		const seen = await viewResults(head, waveId, north);
		expect(seen.whole?.persons).toBe(32);
		expect(seen.above.map(({ node, summary }) => [node.id, summary?.persons])).toEqual([[nationId, 58], [district, 43]]);
		expect(await codeOfFailure(viewResults(head, waveId, south))).toBe('right.missing');
		expect(await codeOfFailure(viewResults(head, waveId, district))).toBe('right.missing');
		const cells = await inTransaction(actingAs(head), (transaction) =>
			readCells(transaction, { waveId, from: north, nodes: schools.map(({ id }) => id), family: '' })
		);
		expect(cells.map(({ organisationId }) => organisationId).sort()).toEqual([nationId, district, north].sort());
		const stranger = await insertPerson(look);
		expect(await codeOfFailure(viewResults(stranger, waveId, north))).toBe('wave.not_found');

		const teacher = await insertPerson(look);
		await look('insert into insight.participation (wave_id, person_id, organisation_id) values ($1, $2, $3)', [waveId, teacher.personId, north]);
		expect((await viewResults(teacher, waveId, north)).whole?.persons).toBe(32);
		expect(await codeOfFailure(viewResults(teacher, waveId, south))).toBe('right.missing');

		const attempt = randomUUID();
		expect(await compareOwn(teacher, attempt, 'en')).toBeNull();
		await look('update insight.participation set attempt_id = $1, finished_at = now() where wave_id = $2', [attempt, waveId]);
		const compared = await compareOwn(teacher, attempt, 'en');
		expect(compared?.places.map(({ id, persons }) => [id, persons])).toEqual([[north, '32'], [district, '43'], [nationId, '58']]);
		expect(compared?.places[0]?.means['overall']).toBe('2.75');
		expect(await compareOwn(stranger, attempt, 'en')).toBeNull();
		expect(await codeOfFailure(viewResults(head, waveId, north, ['subject']))).toBe('wave.dimension_unknown');
		expect(await codeOfFailure(viewResults(head, waveId, randomUUID()))).toBe('wave.node_unknown');
	});

	test.each(['snapshot', 'cell', 'shown_table'])('rest on rows that the application itself is refused: %s', async (table) => {
		for (const statement of [`select from insight.${table}`, `delete from insight.${table}`])
			await expect(inTransaction(actingAs(analyst), (transaction) => sql.raw(statement).execute(transaction))).rejects.toThrow('permission denied');
	});

	test('are logged with who looked, once a day', async () => {
		await insertSchools();
		const { waveId } = await insertWave(look, { nodes: schools, dimensions, shared: teachers });
		await publishWave(waveId);
		for (let time = 0; time < 3; time++) await viewResults(analyst, waveId);
		const looks = await look(`select details from people.audit_event where action = 'aggregate.viewed' and details ->> 'aggregate' like $1`, [
			`%${waveId}`
		]);
		expect(looks).toEqual([{ details: { aggregate: `wave.results ${waveId}` } }]);
	});

	test('leave answers behind in an order, and under ids, that tell nothing of when they were shared', async () => {
		const { waveId } = await insertWave(look, { nodes: schools, dimensions, state: 'open' });
		const numbered = Array.from({ length: 60 }, (_, index) => group(other, [String(index), '', ''], 1, 1)).flat();
		await share(look, waveId, numbered);
		const read = () =>
			look<{ id: string; band: string; writer: string }>(
				'select id, bands[1] as band, xmin::text as writer from insight.snapshot where wave_id = $1 order by ctid',
				[waveId]
			);
		const before = await read();
		await countWave(waveId);
		const after = await read();
		expect(after.map(({ band }) => band)).not.toEqual(before.map(({ band }) => band));
		expect(after.map(({ band }) => band).sort()).toEqual(before.map(({ band }) => band).sort());
		expect(after.filter(({ id }) => before.some((row) => row.id === id))).toEqual([]);
		expect(new Set(after.map(({ writer }) => writer)).size).toBe(1);
	});
});
