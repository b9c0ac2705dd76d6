import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Person } from '#platform/actor.ts';
import { actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { useDatabase } from '../../../../tests/database.ts';
import { believableAnswers, randomNumbers } from '../../../../tests/published-wave.ts';
import { pseudonymFor } from './pseudonym.ts';
import { analyseDueStudies, closeStudy, createStudy, listStudyChoices, viewStudies, viewStudy } from './run-study.ts';
import { codeOfFailure, insertPerson, insertWave } from './wave-fixture.ts';

const { look } = useDatabase();

async function addOrganisation(parent: string | null, kind: string): Promise<string> {
	const id = randomUUID();
	const name = JSON.stringify({ kk: kind, ru: kind, en: kind });
	await look('insert into people.organisation (id, parent_id, kind, name) values ($1, $2, $3, $4)', [id, parent, kind, name]);
	return id;
}

interface Place {
	readonly district: string;
	readonly trained: string;
	readonly control: string;
	readonly head: Person;
	readonly before: string;
	readonly after: string;
}

async function prepare(state: 'open' | 'closed' = 'closed'): Promise<Place> {
	const district = await addOrganisation(null, 'district');
	const [trained, control] = [await addOrganisation(district, 'school'), await addOrganisation(district, 'school')];
	const nodes = [
		{ id: district, parentId: null, kind: 'district', path: [district] },
		...[trained, control].map((id) => ({ id, parentId: district, kind: 'school', path: [district, id] }))
	];
	const [before, after] = [await insertWave(look, { nodes, dimensions: [], state }), await insertWave(look, { nodes, dimensions: [], state })];
	return { district, trained, control, head: await insertPerson(look, 'coordinator', district), before: before.waveId, after: after.waveId };
}

/** Shares answers; `linked` of them under the same pseudonym in both rounds. */
async function shareBoth(place: Place, school: string, { people, lift, linked }: { people: number; lift: number; linked: number }): Promise<void> {
	for (let index = 0; index < people; index++) {
		const seed = index + (school === place.trained ? 0 : 5000);
		const pseudonym = index < linked ? Buffer.from(`${school}${index}`.padEnd(40)) : null;
		for (const [wave, own] of [[place.before, 0], [place.after, lift]] as const) {
			await look('insert into insight.snapshot (wave_id, organisation_id, bands, answers, local_answers, pseudonym) values ($1, $2, $3, $4, $5, $6)', [
				wave,
				school,
				[],
				Buffer.from(believableAnswers(randomNumbers(seed), own)),
				Buffer.alloc(0),
				pseudonym
			]);
		}
	}
}

const publish = ({ before, after }: Place) => look('update insight.wave set published_at = now() where id = any ($1)', [[before, after]]);
const requestOf = ({ district, before, after, trained, control }: Place) => ({
	organisationId: district,
	title: 'Course',
	question: 'Does it help?',
	beforeId: before,
	afterId: after,
	groups: [
		{ organisationId: trained, side: 'trained' as const },
		{ organisationId: control, side: 'control' as const }
	]
});

describe('a study over two waves', () => {
	test('with linked people and a control group: paired change, difference in differences, plainly what is missing', async () => {
		const place = await prepare();
		await shareBoth(place, place.trained, { people: 30, lift: 1, linked: 25 });
		await shareBoth(place, place.control, { people: 25, lift: 0.1, linked: 20 });
		const id = await createStudy(place.head, requestOf(place));
		expect((await viewStudy(place.head, id)).study.results).toBeNull();
		expect(await analyseDueStudies()).not.toContain(id); // its waves are not published
		await publish(place);
		expect(await analyseDueStudies()).toContain(id);
		expect(await analyseDueStudies()).not.toContain(id);
		const { study } = await viewStudy(place.head, id);
		const { results } = study;
		expect(results?.sides).toEqual([
			{ side: 'trained', before: 30, after: 30, linked: 25 },
			{ side: 'control', before: 25, after: 25, linked: 20 }
		]);
		expect(results?.lacks).toEqual([]);
		const [trained, control] = results?.changes ?? [];
		expect([trained?.design, trained?.items[0]?.item, trained?.items[0]?.results.map(({ test: name, n }) => [name, n])]).toEqual([
			'paired',
			'',
			[['signed-rank-normal', 25], [expect.stringMatching(/stuart-maxwell|mcnemar/), 25], ['hedges-g-paired', 25]]
		]);
		expect(trained?.items[0]?.results[0]?.p).toBeLessThan(0.001);
		expect(control?.design).toBe('paired');
		const [effect] = results?.effect ?? [];
		expect(effect?.results[0]).toMatchObject({ test: 'difference-in-differences-changes', n: 45 });
		expect(effect?.results[0]?.effect?.value).toBeGreaterThan(0.4);
	});

	test('where too few are linked, paired tests are refused with the reason; of a small group nothing is told', async () => {
		const place = await prepare();
		await shareBoth(place, place.trained, { people: 20, lift: 1, linked: 5 });
		await shareBoth(place, place.control, { people: 9, lift: 0, linked: 9 });
		const id = await createStudy(place.head, requestOf(place));
		await publish(place);
		await analyseDueStudies();
		const { results } = (await viewStudy(place.head, id)).study;
		expect(results?.sides).toEqual([
			{ side: 'trained', before: 20, after: 20, linked: null },
			{ side: 'control', before: null, after: null, linked: null }
		]);
		expect(results?.lacks).toEqual(['not_linked', 'control_few']);
		expect(results?.refused.map(({ reason }) => reason)).toEqual(['unmatched', 'unmatched', 'unmatched', 'unmatched']);
		expect([results?.changes.map(({ side, design }) => [side, design]), results?.effect]).toEqual([[['trained', 'groups']], []]);
	});

	test('closing destroys the key at once, and takes the pseudonyms off once they are analysed', async () => {
		const place = await prepare();
		await shareBoth(place, place.trained, { people: 12, lift: 1, linked: 12 });
		const id = await createStudy(place.head, { ...requestOf(place), groups: [] });
		const keys = () => look<{ n: number }>('select count(*)::int as n from insight.study_key where study_id = $1', [id]);
		const linked = () => look<{ n: number }>('select count(pseudonym)::int as n from insight.snapshot where wave_id = $1', [place.before]);
		expect([await keys(), await linked()]).toEqual([[{ n: 1 }], [{ n: 12 }]]);
		await closeStudy(place.head, id);
		await analyseDueStudies();
		expect([await keys(), await linked()]).toEqual([[{ n: 0 }], [{ n: 12 }]]);
		await publish(place);
		await analyseDueStudies();
		expect(await linked()).toEqual([{ n: 0 }]);
		const { study } = await viewStudy(place.head, id);
		expect([study.results?.changes[0]?.design, study.results?.lacks]).toEqual(['paired', ['no_control']]);
		expect(await codeOfFailure(closeStudy(place.head, id))).toBe('study.closed');
	});

	test('a pseudonym is the same in both rounds, another for others, and none without study, consent or key', async () => {
		const place = await prepare('open');
		const [one, other] = [await insertPerson(look), await insertPerson(look)];
		const of = (person: Person, wave: string, whose = person) =>
			inTransaction(actingAs(person), (transaction) => pseudonymFor(transaction, wave, whose.personId));
		expect(await of(one, place.before)).toBeNull();
		const id = await createStudy(place.head, requestOf(place));
		expect(await of(one, place.before)).toBeNull();
		for (const { personId } of [one, other])
			await look("insert into people.consent (id, person_id, purpose, text_version, locale) values ($1, $2, 'study', '1', 'kk')", [randomUUID(), personId]);
		const [first, second, another] = [await of(one, place.before), await of(one, place.after), await of(other, place.before)];
		expect([first?.length, first?.equals(second ?? Buffer.alloc(0)), first?.equals(another ?? Buffer.alloc(0))]).toEqual([32, true, false]);
		expect(await of(one, place.before, other)).toBeNull(); // nobody asks for somebody else's
		await look(
			'insert into insight.participation (wave_id, person_id, organisation_id, attempt_id, finished_at) values ($1, $2, $3, $4, now())',
			[place.before, one.personId, place.trained, randomUUID()]
		);
		const outcome = await inTransaction(actingAs(one), (transaction) => {
			const [answers, local] = [Buffer.from(believableAnswers(randomNumbers(1))), Buffer.alloc(0)];
			return sql<{ outcome: string }>`
				select insight.share_answers(${place.before}, ${one.personId}, '{}', ${answers}, ${local}, null) as outcome
			`.execute(transaction);
		});
		const [snapshot] = await look<{ pseudonym: Buffer }>('select pseudonym from insight.snapshot where wave_id = $1', [place.before]);
		expect([outcome.rows[0]?.outcome, snapshot?.pseudonym.equals(first ?? Buffer.alloc(0))]).toEqual(['shared', true]);
		await closeStudy(place.head, id);
		expect(await of(one, place.before)).toBeNull();
	});

	test('is made of two waves of one organisation with one instrument, and seen by those who may', async () => {
		const [place, elsewhere] = [await prepare(), await prepare()];
		const request = requestOf(place);
		const wrong = [
			{ ...request, title: ' ' },
			{ ...request, afterId: place.before },
			{ ...request, afterId: elsewhere.after },
			{ ...request, afterId: randomUUID() },
			{ ...request, groups: [{ organisationId: elsewhere.trained, side: 'trained' as const }] },
			{ ...request, groups: [{ organisationId: place.control, side: 'control' as const }] }
		];
		const codes = await Promise.all(wrong.map((one) => codeOfFailure(createStudy(place.head, one))));
		expect(codes).toEqual(['study.title', 'study.waves', 'study.waves', 'study.waves', 'study.groups', 'study.groups']);
		const id = await createStudy(place.head, request);
		expect(await codeOfFailure(createStudy(place.head, request))).toBe('study.wave_taken');
		const stranger = await insertPerson(look);
		const attempts = [elsewhere.head, stranger].flatMap((person) => [
			codeOfFailure(viewStudy(person, id)),
			codeOfFailure(closeStudy(person, id)),
			codeOfFailure(createStudy(person, request)),
			codeOfFailure(viewStudies(person, place.district)),
			codeOfFailure(listStudyChoices(person, place.district, 'kk'))
		]);
		const refused = ['study.not_found', 'study.not_found', 'right.missing', 'right.missing', 'right.missing'];
		expect(await Promise.all(attempts)).toEqual([...refused, ...refused]);
		expect((await viewStudies(place.head, place.district)).studies.map((study) => study.id)).toEqual([id]);
		expect((await listStudyChoices(place.head, place.district, 'en')).places.length).toBe(2);
	});
});
