import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { inOwnerSession, useDatabase } from '../../../../tests/database.ts';
import { addOrganisation } from './add-organisation.ts';
import { changeOrganisation } from './change-organisation.ts';
import { closeOrganisation, previewClosing, reopenOrganisation } from './close-organisation.ts';
import { agreeToConsortium, joinConsortium, leaveConsortium, leaveOwnConsortium } from './join-consortium.ts';
import { loadPeopleContent, shippedId } from './load-content.ts';
import { moveOrganisation } from './move-organisation.ts';
import { insertMember } from './organisations-fixture.ts';
import { viewOwnAudit } from './view-audit.ts';
import { findOrganisations, listMyOrganisations, viewOrganisation } from './view-organisation.ts';

const { look, ownerUrl } = useDatabase();

const nation = shippedId('kz');
const akmola = shippedId('kz-akmola');
const abai = shippedId('kz-abai');
const named = (ru: string, kk = '') => ({ kk, ru, en: '' });
const add = (actor: Actor, parentId: string | null, kind: string, ru: string, code = '') =>
	addOrganisation(actor, { parentId, kind, name: named(ru), code, settlement: '', instructionLocales: [] });

let administrator: Person;
let coordinator: Person;
let teacher: Person;
let head: Person;
let district: string;
let school: string;

beforeAll(async () => {
	administrator = await insertMember(look, 'administrator');
	coordinator = await insertMember(look, 'coordinator', akmola);
	district = await add(coordinator, akmola, 'district', 'Бурабайский район');
	school = await add(coordinator, district, 'school', 'Школа № 9', '060540004321');
	await add(coordinator, district, 'school', 'Школа № 10');
	teacher = await insertMember(look, 'teacher', school);
	head = await insertMember(look, 'head', school);
});

const actionsOn = async (id: string) =>
	(await look<{ action: string }>('select action from people.audit_event where subject_id = $1 order by happened_at, id', [id])).map(
		({ action }) => action
	);

describe('shipped organisations', () => {
	test('Kazakhstan stands above its twenty regions', async () => {
		const { organisation, children, below } = await viewOrganisation(teacher, nation, { locale: 'kk' });
		expect(organisation.name.kk).toBe('Қазақстан');
		expect(children.total).toBe(20);
		expect(below.find(({ kind }) => kind === 'region')?.count).toBe(20);
	});

	test('loading them again changes nothing: not a new name, not a new place, nothing twice', async () => {
		await changeOrganisation(administrator, abai, { facts: { name: { kk: 'Абай', ru: 'Абай', en: 'Abai' } } });
		const before = await look('select * from people.organisation order by id');
		await inOwnerSession(ownerUrl, loadPeopleContent);
		expect(await look('select * from people.organisation order by id')).toEqual(before);
	});
});

describe('looking at organisations', () => {
	test('without an account nobody looks', async () => {
		await expect(viewOrganisation({ kind: 'anonymous', requestId: 'r' }, nation, { locale: 'kk' })).rejects.toMatchObject({ code: 'account.required' });
		const guest = { kind: 'person', personId: teacher.personId, requestId: 'r' } as const;
		await expect(findOrganisations(guest, { locale: 'kk' })).rejects.toMatchObject({ code: 'account.required' });
	});

	test('the path leads from the root down, children are in the order of numbers', async () => {
		const { path, children } = await viewOrganisation(teacher, district, { locale: 'ru' });
		expect(path.map(({ id }) => id)).toEqual([nation, akmola]);
		expect(children.organisations.map(({ name }) => name.ru)).toEqual(['Школа № 9', 'Школа № 10']);
	});

	test.each([
		['by a part of a word, in any case', 'БУРАБ'],
		['by code', '060540004321'],
		['by words in any order', '9 школа'],
		['without Kazakh letters', 'караганды обл']
	])('found %s', async (_how, query) => {
		expect((await findOrganisations(teacher, { locale: 'kk', query })).total).toBe(1);
	});

	test.each(['%', '_', '\\', "' or true --", 'нет такой', '\u0000'])('%j finds nothing, or everything when it is no word', async (query) => {
		const { total } = await findOrganisations(teacher, { locale: 'en', query });
		expect(total).toBe(query === '\u0000' ? (await findOrganisations(teacher, { locale: 'en' })).total : 0);
	});

	test('a search within a region finds nothing of another', async () => {
		const { children } = await viewOrganisation(teacher, abai, { locale: 'ru', query: 'школа' });
		expect(children.total).toBe(0);
		expect((await viewOrganisation(teacher, akmola, { locale: 'ru', query: 'школа' })).children.total).toBe(2);
	});

	test('a page behind the last one is the first', async () => {
		const found = await findOrganisations(teacher, { locale: 'ru', parentId: nation, page: 99 });
		expect(found).toMatchObject({ page: 1, pages: 1, total: 20 });
		expect(found.organisations).toHaveLength(20);
	});

	test('my organisations are those of my roles', async () => {
		expect((await listMyOrganisations(teacher)).map(({ id, roles }) => ({ id, roles }))).toEqual([{ id: school, roles: ['teacher'] }]);
		expect(await listMyOrganisations(administrator)).toEqual([]);
	});

	test('what never was is not found', async () => {
		await expect(viewOrganisation(teacher, randomUUID(), { locale: 'kk' })).rejects.toMatchObject({ code: 'organisation.not_found' });
	});
});

describe('who may change them', () => {
	const changes: Readonly<Record<string, (actor: Actor) => Promise<unknown>>> = {
		'add': (actor) => add(actor, district, 'school', `Школа ${randomUUID()}`),
		'rename': (actor) => changeOrganisation(actor, school, { facts: { name: named(`Школа ${randomUUID()}`) } }),
		'close': (actor) => closeOrganisation(actor, school),
		'reopen': (actor) => reopenOrganisation(actor, school),
		'move': (actor) => moveOrganisation(actor, school, akmola)
	};

	test.each(Object.keys(changes))('%s: not a stranger, not a teacher or head of it, not the coordinator of another region', async (change) => {
		const stranger = await insertMember(look);
		const elsewhere = await insertMember(look, 'coordinator', abai);
		const before = await look('select * from people.organisation order by id');
		for (const actor of [stranger, teacher, head, elsewhere])
			await expect(changes[change]?.(actor)).rejects.toMatchObject({ code: 'right.missing' });
		await expect(changes[change]?.({ kind: 'anonymous', requestId: 'r' })).rejects.toMatchObject({ code: 'account.required' });
		expect(await look('select * from people.organisation order by id')).toEqual(before);
	});

	test('a tree of its own is begun by administrators alone', async () => {
		await expect(add(coordinator, null, 'university', 'Университет')).rejects.toMatchObject({ code: 'right.missing' });
		expect(await add(administrator, null, 'university', 'Университет')).toMatch(/^[\da-f-]{36}$/);
	});

	test('a role that has ended gives nothing', async () => {
		const former = await insertMember(look, 'coordinator', akmola);
		await look('update people.membership set until = now() where person_id = $1', [former.personId]);
		await expect(add(former, district, 'school', 'Школа')).rejects.toMatchObject({ code: 'right.missing' });
	});

	test('the database refuses plain SQL of a coordinator elsewhere, also a move out of the own place', async () => {
		const elsewhere = await insertMember(look, 'coordinator', abai);
		const asElsewhere = (statement: ReturnType<typeof sql>) => inTransaction(actingAs(elsewhere), (transaction) => statement.execute(transaction));
		const renamed = await asElsewhere(sql`update people.organisation set code = 'mine' where id = ${school}`);
		expect(renamed.numAffectedRows).toBe(0n);
		await expect(
			asElsewhere(sql`insert into people.organisation (id, parent_id, kind, name) values (${randomUUID()}, ${district}, 'school', '{"kk":"","ru":"","en":""}')`)
		).rejects.toThrow(/row-level security/);
		const own = await add(elsewhere, abai, 'district', 'Район');
		await expect(asElsewhere(sql`update people.organisation set parent_id = ${akmola} where id = ${own}`)).rejects.toThrow(/may not be moved/);
	});
});

describe('changing', () => {
	test('an audit event tells which facts changed; the same again changes nothing', async () => {
		const id = await add(coordinator, district, 'school', 'Школа перемен');
		const facts = { name: { kk: "O'Жас", ru: 'Школа\t«Ю»', en: '👩🏽‍🏫 مدرسة' }, code: 'q-1', settlement: 'rural', instructionLocales: ['ru', 'kk'] };
		await changeOrganisation(coordinator, id, { facts });
		await changeOrganisation(coordinator, id, { facts });
		const { organisation } = await viewOrganisation(coordinator, id, { locale: 'kk' });
		expect(organisation).toMatchObject({ ...facts, name: { kk: "O'Жас", ru: 'Школа «Ю»', en: '👩🏽‍🏫 مدرسة' } });
		expect(await actionsOn(id)).toEqual(['organisation.added', 'organisation.changed']);
	});

	test.each([
		['a taken code', { code: '060540004321' }, 'organisation.code_taken'],
		['a zero byte', { name: named('Мек\u0000теп') }, 'organisation.name_unreadable'],
		['no name', { name: named('') }, 'organisation.name_missing'],
		['a strange settlement', { settlement: 'moon' }, 'organisation.settlement_unknown'],
		['a strange language', { instructionLocales: ['tlh'] }, 'organisation.language_unknown']
	])('%s is refused', async (_what, facts, code) => {
		await expect(changeOrganisation(coordinator, district, { facts })).rejects.toMatchObject({ code });
	});

	test('an alike name in the same place has to be confirmed', async () => {
		await expect(add(coordinator, district, 'school', 'школа №9')).rejects.toMatchObject({ code: 'organisation.alike' });
		const typed = { parentId: district, kind: 'school', name: named('школа №9'), code: 'q-2', settlement: '', instructionLocales: [], isOther: true };
		expect(await addOrganisation(coordinator, typed)).toBeDefined();
	});
});

describe('moving', () => {
	test('everything below moves along', async () => {
		const university = await add(administrator, null, 'university', 'Университет движения');
		const faculty = await add(administrator, university, 'faculty', 'Факультет');
		const department = await add(administrator, faculty, 'department', 'Кафедра');
		await moveOrganisation(administrator, university, akmola);
		await moveOrganisation(administrator, university, nation);
		const { organisation } = await viewOrganisation(administrator, department, { locale: 'ru' });
		expect(organisation.ancestors).toEqual([nation, university, faculty, department]);
		expect((await actionsOn(university)).at(-1)).toBe('organisation.moved');
	});

	test('nothing lies within itself', async () => {
		const centre = await add(administrator, nation, 'cpd_centre', 'Центр');
		const branch = await add(administrator, centre, 'cpd_centre', 'Филиал');
		const corner = await add(administrator, branch, 'cpd_centre', 'Уголок');
		for (const inside of [centre, branch, corner])
			await expect(moveOrganisation(administrator, centre, inside)).rejects.toMatchObject({ code: 'organisation.circle' });
	});

	test('two moves at once make no circle', async () => {
		for (let round = 0; round < 5; round++) {
			const one = await add(administrator, nation, 'cpd_centre', `Центр а${round}`);
			const two = await add(administrator, nation, 'cpd_centre', `Центр б${round}`);
			const outcomes = await Promise.allSettled([moveOrganisation(administrator, one, two), moveOrganisation(administrator, two, one)]);
			expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		}
	});

	test('what is added while its place moves lies in the new place', async () => {
		const university = await add(administrator, null, 'university', 'Университет спешки');
		const [, ...faculties] = await Promise.all([
			moveOrganisation(administrator, university, nation),
			...Array.from({ length: 5 }, (_, number) => add(administrator, university, 'faculty', `Факультет ${number}`))
		]);
		for (const id of faculties) {
			const [row] = await look<{ ancestors: string[] }>('select ancestors from people.organisation where id = $1', [id]);
			expect(row?.ancestors).toEqual([nation, university, id]);
		}
	});

	test('needs the right in both places', async () => {
		const other = await add(administrator, abai, 'district', 'Район Абая');
		await expect(moveOrganisation(coordinator, school, other)).rejects.toMatchObject({ code: 'right.missing' });
		const ofDistrict = await insertMember(look, 'coordinator', district);
		await expect(moveOrganisation(ofDistrict, district, abai)).rejects.toMatchObject({ code: 'right.missing' });
		await moveOrganisation(coordinator, school, akmola);
		await moveOrganisation(coordinator, school, district);
	});
});

describe('closing', () => {
	test('first what is in it, then the organisation; opened again from above', async () => {
		const closing = await add(coordinator, akmola, 'district', 'Район, которого не станет');
		const inside = await add(coordinator, closing, 'school', 'Последняя школа');
		await expect(closeOrganisation(coordinator, closing)).rejects.toMatchObject({ code: 'organisation.has_open_children', parameters: { count: 1 } });
		await closeOrganisation(coordinator, inside);
		await closeOrganisation(coordinator, closing);
		await closeOrganisation(coordinator, closing);
		await expect(reopenOrganisation(coordinator, inside)).rejects.toMatchObject({ code: 'organisation.parent_closed' });
		await expect(add(coordinator, closing, 'school', 'Поздняя школа')).rejects.toMatchObject({ code: 'organisation.parent_closed' });
		await reopenOrganisation(coordinator, closing);
		await reopenOrganisation(coordinator, inside);
		expect(await actionsOn(closing)).toEqual(['organisation.added', 'organisation.closed', 'organisation.reopened']);
	});

	test('ends its roles, the own one and those that the actor may not give included, withdraws its invitations, and leaves others alone', async () => {
		const closing = await add(coordinator, district, 'school', 'Школа, которая закроется');
		const beside = await add(coordinator, district, 'school', 'Школа рядом');
		const own = await insertMember(look, 'coordinator', closing);
		const [teacherOf, administratorOf] = [await insertMember(look, 'teacher', closing), await insertMember(look, 'administrator', closing)];
		const invite = (organisation: string, state: string) =>
			look(
				`insert into people.invitation (id, kind, organisation_id, role, invited_by, email, locale, state, days, expires_at, settled_at)
				values ($1, 'email', $2, 'teacher', $3, $4, 'kk', $5, 14, now() + interval '14 days', case when $5 = 'declined' then now() end)`,
				[randomUUID(), organisation, own.personId, `${randomUUID()}@mektep.kz`, state]
			);
		for (const state of ['sent', 'drafted', 'bounced', 'declined']) await invite(closing, state);
		await invite(beside, 'sent');
		await insertMember(look, 'teacher', beside);
		expect(await previewClosing(own, closing)).toEqual({ memberships: 3, invitations: 3 });
		await expect(previewClosing(teacherOf, closing)).rejects.toMatchObject({ code: 'right.missing' });

		await closeOrganisation(own, closing);
		const standing = (organisation: string) =>
			look(
				`select (select count(*)::int from people.membership where organisation_id = $1 and until is null) as roles,
					(select array_agg(state order by state) from people.invitation where organisation_id = $1) as invitations`,
				[organisation]
			);
		expect(await standing(closing)).toEqual([{ roles: 0, invitations: ['declined', 'withdrawn', 'withdrawn', 'withdrawn'] }]);
		expect(await standing(beside)).toEqual([{ roles: 1, invitations: ['sent'] }]);
		const [event] = await look<{ details: object }>(
			"select details from people.audit_event where action = 'organisation.closed' and subject_id = $1",
			[closing]
		);
		expect(event?.details).toEqual({ memberships: 3, invitations: 3 });
		// Whoever lost a role reads it in the own log.
		for (const person of [teacherOf, administratorOf])
			expect((await viewOwnAudit(person)).events.map(({ action }) => action)).toContain('membership.ended');
		await expect(reopenOrganisation(own, closing)).rejects.toMatchObject({ code: 'right.missing' });
		await reopenOrganisation(coordinator, closing);
		expect(await standing(closing)).toMatchObject([{ roles: 0 }]);
	});

	test('the database closes nothing for whoever has no right', async () => {
		const beside = await add(coordinator, district, 'school', 'Школа, которую не закроют');
		await expect(
			inTransaction(actingAs(teacher), (transaction) => sql`select * from people.close_organisation(${beside}::uuid)`.execute(transaction))
		).rejects.toThrow('right.missing');
	});

	test('several changes at once are made together or not at all', async () => {
		const school2 = await add(coordinator, district, 'school', 'Школа до изменений');
		const before = await look('select * from people.organisation where id = $1', [school2]);
		await expect(
			changeOrganisation(coordinator, school2, { facts: { name: named('Новое имя') }, parentId: abai, isClosed: true })
		).rejects.toMatchObject({ code: 'right.missing' });
		expect(await look('select * from people.organisation where id = $1', [school2])).toEqual(before);
		expect(await actionsOn(school2)).toEqual(['organisation.added']);
		await changeOrganisation(coordinator, school2, { facts: { name: named('Новое имя') }, parentId: akmola, isClosed: true });
		expect(await actionsOn(school2)).toEqual(['organisation.added', 'organisation.changed', 'organisation.moved', 'organisation.closed']);
	});
});

describe('consortium', () => {
	test('a university joins when whoever manages it agrees, and leaves by itself', async () => {
		const consortium = await add(administrator, null, 'consortium', 'Консорциум двух сторон');
		const university = await add(administrator, nation, 'university', 'Университет, который спросят');
		const ofConsortium = await insertMember(look, 'coordinator', consortium);
		const ofUniversity = await insertMember(look, 'coordinator', university);
		const members = async () => (await viewOrganisation(teacher, consortium, { locale: 'ru' })).members.map(({ id }) => id);
		await expect(agreeToConsortium(ofUniversity, university, consortium)).rejects.toMatchObject({ code: 'consortium.no_proposal' });
		await joinConsortium(ofConsortium, consortium, university);
		await joinConsortium(ofConsortium, consortium, university);
		expect(await members()).toEqual([]);
		expect((await viewOrganisation(ofConsortium, consortium, { locale: 'ru' })).proposals.map(({ id }) => id)).toEqual([university]);
		expect((await viewOrganisation(ofUniversity, university, { locale: 'ru' })).proposals.map(({ id }) => id)).toEqual([consortium]);
		expect((await viewOrganisation(teacher, university, { locale: 'ru' })).proposals).toEqual([]);
		await expect(agreeToConsortium(ofConsortium, university, consortium)).rejects.toMatchObject({ code: 'right.missing' });
		// Nor by plain SQL.
		await expect(
			inTransaction(actingAs(ofConsortium), (transaction) =>
				sql`update people.consortium_member set agreed_at = now() where consortium_id = ${consortium}`.execute(transaction)
			)
		).rejects.toThrow('row-level security');
		await agreeToConsortium(ofUniversity, university, consortium);
		await agreeToConsortium(ofUniversity, university, consortium);
		expect(await members()).toEqual([university]);
		await leaveOwnConsortium(ofUniversity, university, consortium);
		expect(await members()).toEqual([]);
		await joinConsortium(ofConsortium, consortium, university);
		expect(await members()).toEqual([]);
		await leaveOwnConsortium(ofUniversity, university, consortium);
		await expect(agreeToConsortium(ofUniversity, university, consortium)).rejects.toMatchObject({ code: 'consortium.no_proposal' });
		expect(await actionsOn(consortium)).toEqual([
			'organisation.added', 'consortium.proposed', 'consortium.joined', 'consortium.left', 'consortium.proposed', 'consortium.left'
		]);
	});

	test('universities join and leave and join again; schools do not', async () => {
		const consortium = await add(administrator, null, 'consortium', 'Консорциум');
		const university = await add(administrator, nation, 'university', 'Университет консорциума');
		await joinConsortium(administrator, consortium, university);
		await joinConsortium(administrator, consortium, university);
		expect((await viewOrganisation(teacher, consortium, { locale: 'ru' })).members.map(({ id }) => id)).toEqual([university]);
		expect((await viewOrganisation(teacher, university, { locale: 'ru' })).consortia.map(({ id }) => id)).toEqual([consortium]);
		await leaveConsortium(administrator, consortium, university);
		expect((await viewOrganisation(teacher, consortium, { locale: 'ru' })).members).toEqual([]);
		await joinConsortium(administrator, consortium, university);
		expect((await viewOrganisation(teacher, consortium, { locale: 'ru' })).members).toHaveLength(1);
		expect(await actionsOn(consortium)).toEqual(['organisation.added', 'consortium.joined', 'consortium.left', 'consortium.joined']);
		await expect(joinConsortium(administrator, consortium, school)).rejects.toMatchObject({ code: 'consortium.member_kind' });
		await expect(joinConsortium(administrator, university, university)).rejects.toMatchObject({ code: 'consortium.not_one' });
		await expect(joinConsortium(coordinator, consortium, university)).rejects.toMatchObject({ code: 'right.missing' });
	});
});
