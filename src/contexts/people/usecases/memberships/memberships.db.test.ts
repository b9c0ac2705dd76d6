import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { sql } from 'kysely';
import { useDatabase } from '../../../../../tests/database.ts';
import { codeOfFailure, peopleFixture } from '../../people-fixture.ts';
import { endMembership } from './end-membership.ts';
import { giveRole as giveFurtherRole, transferMembership } from './give-role.ts';
import { listMembers, viewMember } from './list-members.ts';
import { listOwnRoles } from './list-own-memberships.ts';

const { look } = useDatabase();
const { makeOrganisation, makePerson, giveRole, makeMember } = peopleFixture(look);

const nobody: Actor = { kind: 'anonymous', requestId: 'test' };
let district: string;
let school: string;
let otherSchool: string;
let elsewhere: string;
let coordinator: Person;
let head: Person;
let stranger: Person;

beforeAll(async () => {
	district = await makeOrganisation('district');
	[school, otherSchool] = [await makeOrganisation('school', district, '№ 5'), await makeOrganisation('school', district, '№ 9')];
	elsewhere = await makeOrganisation('district');
	coordinator = await makeMember('Үйлестіруші', 'coordinator', district);
	head = await makeMember('Басшы', 'head', school);
	stranger = await makeMember('Көрші', 'coordinator', elsewhere);
});

const namesIn = async (actor: Actor, organisationId: string, filter = {}) =>
	(await listMembers(actor, organisationId, filter)).members.map(({ name }) => name);

async function openRoles(person: Actor): Promise<string[]> {
	return (await listOwnRoles(person)).memberships.filter(({ until }) => until === null).map(({ role, organisationId }) => `${role} ${organisationId}`);
}

describe('who sees members', () => {
	test('by role and place; nobody else learns a name', async () => {
		const teacher = await makeMember('Мұғалім', 'teacher', school);
		expect(await namesIn(head, school)).toEqual(['Басшы', 'Мұғалім']);
		expect(await namesIn(coordinator, district, { withBelow: true })).toEqual(expect.arrayContaining(['Басшы', 'Мұғалім', 'Үйлестіруші']));
		for (const [actor, code] of [[nobody, 'account.required'], [teacher, 'right.missing'], [stranger, 'right.missing']] as const)
			expect(await codeOfFailure(listMembers(actor, school))).toBe(code);
		expect(await codeOfFailure(listMembers(head, district))).toBe('right.missing');
		expect(await codeOfFailure(viewMember(stranger, elsewhere, teacher.personId))).toBe('membership.not_found');
	});

	test('the database tells a stranger nothing either', async () => {
		const rows = await inTransaction(actingAs(stranger), async (transaction) => {
			const found = await sql`select * from people.find_members(${school}, false, false, null, null, null, null, null, 50)`.execute(transaction);
			const counted = await sql`select * from people.count_members(${school})`.execute(transaction);
			const accounts = await sql`select name from people.account`.execute(transaction);
			return { found: found.rows, counted: counted.rows, accounts: accounts.rows };
		});
		expect(rows).toEqual({ found: [], counted: [], accounts: [{ name: 'Көрші' }] });
	});
});

describe('the list of members', () => {
	test('Kazakh letters stand where they belong, page by page, nobody twice', async () => {
		const place = await makeOrganisation('school', district);
		const letters = ['А', 'Ә', 'Б', 'В', 'Г', 'Ғ', 'Е', 'И', 'К', 'Қ', 'Н', 'Ң', 'О', 'Ө', 'У', 'Ұ', 'Ү', 'Х', 'Һ', 'Ы', 'І', 'Я'];
		const names = letters.flatMap((letter) => [`${letter}-аты`, `${letter}-тегі`, `${letter}-тегі`]);
		for (const name of [...names].reverse()) await makeMember(name, 'teacher', place);
		const first = await listMembers(coordinator, place);
		const second = await listMembers(coordinator, place, first.next === null ? {} : { after: first.next });
		const all = [...first.members, ...second.members];
		expect(first.members).toHaveLength(50);
		expect(all.map(({ name }) => name)).toEqual([...names].sort(new Intl.Collator('kk').compare));
		expect(new Set(all.map(({ membershipId }) => membershipId)).size).toBe(66);
		expect(second.next).toBeNull();
	});

	test('by role, and by a part of the name, in which % and _ are letters', async () => {
		const place = await makeOrganisation('school', district);
		await makeMember('Сто % процентов', 'teacher', place);
		await makeMember('Ниж_няя', 'mentor', place);
		await makeMember('Никто', 'teacher', place);
		expect(await namesIn(coordinator, place, { role: 'mentor' })).toEqual(['Ниж_няя']);
		expect(await namesIn(coordinator, place, { sought: '%' })).toEqual(['Сто % процентов']);
		expect(await namesIn(coordinator, place, { sought: '_' })).toEqual(['Ниж_няя']);
		expect(await namesIn(coordinator, place, { sought: ' ниК ' })).toEqual(['Никто']);
		expect((await listMembers(coordinator, place)).counts).toEqual([
			{ role: 'teacher', members: 2 },
			{ role: 'mentor', members: 1 }
		]);
	});
});

describe('ending and leaving', () => {
	test('a teacher leaves; the history stays', async () => {
		const teacher = await makePerson('Кетуші');
		const membership = await giveRole(teacher, 'teacher', school);
		await endMembership(teacher, membership);
		await endMembership(teacher, membership);
		const { memberships } = await listOwnRoles(teacher);
		expect(memberships).toMatchObject([{ role: 'teacher', organisationId: school }]);
		expect(memberships[0]?.until).toBeInstanceOf(Date);
		const events = await look('select from people.audit_event where subject_id = $1 and action = $2', [membership, 'membership.ended']);
		expect(events).toHaveLength(1);
		expect(await namesIn(head, school, { isFormer: true })).toContain('Кетуші');
		expect(await viewMember(head, school, teacher.personId)).toMatchObject({ name: 'Кетуші', email: null });
	});

	test('whoever may give a role may end it, and nobody else', async () => {
		const teacher = await makePerson('М');
		const membership = await giveRole(teacher, 'teacher', school);
		const deputy = await makePerson('Орынбасар');
		const deputyRole = await giveRole(deputy, 'head', school);
		const colleague = await makeMember('Әріптес', 'teacher', school);
		expect(await codeOfFailure(endMembership(nobody, membership))).toBe('account.required');
		expect(await codeOfFailure(endMembership(stranger, membership))).toBe('membership.not_found');
		expect(await codeOfFailure(endMembership(colleague, membership))).toBe('membership.not_found');
		expect(await codeOfFailure(endMembership(head, deputyRole))).toBe('right.missing');
		expect(await codeOfFailure(endMembership(head, membership))).toBe('none');
		expect(await codeOfFailure(endMembership(coordinator, deputyRole))).toBe('none');
	});

	test('the last administrator stays, also when two leave at once', async () => {
		const [one, other] = [await makePerson('Бірінші'), await makePerson('Екінші')];
		const roles = [await giveRole(one, 'administrator', null), await giveRole(other, 'administrator', null)];
		const outcomes = await Promise.all([codeOfFailure(endMembership(one, roles[0] ?? '')), codeOfFailure(endMembership(other, roles[1] ?? ''))]);
		expect([...outcomes].sort()).toEqual(['membership.last_administrator', 'none']);
	});
});

describe('further roles and transfers', () => {
	test('a member gets one more role; a person who is none is invited instead', async () => {
		const teacher = await makeMember('Тәлімгер болады', 'teacher', school);
		const role = { personId: teacher.personId, organisationId: school, role: 'mentor' } as const;
		await giveFurtherRole(head, role);
		await giveFurtherRole(head, role);
		expect(await openRoles(teacher)).toEqual(expect.arrayContaining([`teacher ${school}`, `mentor ${school}`]));
		expect(await codeOfFailure(giveFurtherRole(head, { ...role, role: 'coordinator' }))).toBe('right.missing');
		expect(await codeOfFailure(giveFurtherRole(coordinator, { ...role, organisationId: otherSchool }))).toBe('membership.not_found');
		expect(await codeOfFailure(giveFurtherRole(stranger, { ...role, organisationId: elsewhere }))).toBe('membership.not_found');
	});

	test('a transfer ends here and begins there', async () => {
		const teacher = await makePerson('Ауысатын');
		const membership = await giveRole(teacher, 'teacher', school);
		expect(await codeOfFailure(transferMembership(head, membership, otherSchool))).toBe('right.missing');
		expect(await codeOfFailure(transferMembership(teacher, membership, otherSchool))).toBe('right.missing');
		expect(await codeOfFailure(transferMembership(coordinator, membership, elsewhere))).toBe('right.missing');
		expect(await codeOfFailure(transferMembership(coordinator, membership, school))).toBe('membership.same_organisation');
		await transferMembership(coordinator, membership, otherSchool);
		expect(await openRoles(teacher)).toEqual([`teacher ${otherSchool}`]);
		expect((await listOwnRoles(teacher)).memberships).toHaveLength(2);
		expect(await codeOfFailure(transferMembership(coordinator, membership, otherSchool))).toBe('membership.ended');
	});

	test('or neither: into a closed organisation nothing moves', async () => {
		const closed = await makeOrganisation('school', district);
		await look('update people.organisation set closed_at = now() where id = $1', [closed]);
		const teacher = await makePerson('Қалатын');
		const membership = await giveRole(teacher, 'teacher', school);
		expect(await codeOfFailure(transferMembership(coordinator, membership, closed))).toBe('organisation.closed');
		expect(await openRoles(teacher)).toEqual([`teacher ${school}`]);
	});
});

describe('100,000 members', () => {
	test('each page comes in the time of a few sweeps over them, as measured in the same run', { timeout: 120_000 }, async () => {
		const course = await makeOrganisation('cpd_centre', district);
		await look(`
			insert into people.account (id, name, email)
			select uuidv7(), md5(n::text), 'many' || n || '@mektep.kz' from generate_series(1, 100000) n`);
		await look(
			`insert into people.membership (id, person_id, organisation_id, role)
			select uuidv7(), id, $1, 'learner' from people.account where email like 'many%'`,
			[course]
		);
		await look('analyze people.account, people.membership');
		const took: Record<string, number> = {};
		const time = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
			await work();
			const start = performance.now();
			const result = await work();
			took[name] = Math.round(performance.now() - start);
			return result;
		};
		const first = await time('first page', () => listMembers(coordinator, course));
		const middle = { name: '7fffffff', membershipId: '00000000-0000-0000-0000-000000000000' };
		await time('a page in the middle', () => listMembers(coordinator, course, { after: middle }));
		await time('by role', () => listMembers(coordinator, course, { role: 'learner' }));
		await time('with those below', () => listMembers(coordinator, district, { withBelow: true }));
		await time('search', () => listMembers(coordinator, course, { sought: 'abcdef' }));
		await time('search without a find', () => listMembers(coordinator, course, { sought: 'жоқ адам' }));
		expect(first.members).toHaveLength(50);
		await time('sweep', () => look('select count(a.name) from people.membership m join people.account a on a.id = m.person_id where a.search_text like $1', ['%a%']));
		const sweep = (took['sweep'] ?? 0) + 50;
		for (const [name, milliseconds] of Object.entries(took)) expect(milliseconds / sweep, `${name} of ${JSON.stringify(took)}`).toBeLessThan(5);
	});
});
