import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '#platform/actor.ts';
import { closeMail, openMail } from '#platform/mail/delivery.ts';
import { cancelProgress, findProgress, reportProgress, WorkCancelled } from '#platform/progress.ts';
import { useDatabase } from '../../../../../tests/database.ts';
import { codeOfFailure, peopleFixture } from '../../people-fixture.ts';
import { commitImport, previewImport, startImport, viewImport } from '../imports.ts';

const { look } = useDatabase();
const { makeOrganisation, makePerson, giveRole, makeMember } = peopleFixture(look);
let district: string;
let school: string;
let coordinator: Person;

beforeAll(async () => {
	openMail({ smtpUrl: undefined, mailFrom: 'Qadam <qadam@example.kz>', host: '127.0.0.1', origin: 'http://localhost:3000' });
	district = await makeOrganisation('district');
	school = await makeOrganisation('school', district);
	await look("update people.organisation set code = 'S-5' where id = $1", [school]);
	coordinator = await makeMember('Үйлестіруші', 'coordinator', district);
	return () => closeMail();
});

const file = (rows: readonly string[], header = 'Почта;ФИО;Роль;Код организации;Язык') => ({
	name: 'people.csv',
	bytes: Buffer.from([header, ...rows].join('\n'))
});
const preview = (rows: readonly string[], actor: Person = coordinator) => previewImport(actor, 'people', district, file(rows));

/** Carries an import out as the background job does. */
async function carryOut(importId: string, onReport: (progressId: string, done: number) => Promise<unknown> = () => Promise.resolve()): Promise<void> {
	await startImport(coordinator, importId);
	const { stored } = await viewImport(coordinator, importId);
	const progressId = stored.progressId ?? '';
	const { account: _account, ...person } = coordinator;
	await commitImport({
		id: 'job',
		data: { progressId, importId },
		attempt: 1,
		isLastAttempt: false,
		signal: new AbortController().signal,
		person,
		query: () => Promise.resolve([]),
		report: async (done) => {
			await onReport(progressId, done);
			if (!(await reportProgress(person, progressId, { done }))) throw new WorkCancelled(progressId);
		}
	});
}

const invitationsTo = (pattern: string) =>
	look<{ email: string; role: string; locale: string; organisation_id: string; letters_sent: number }>(
		'select email, role, locale, organisation_id, letters_sent from people.invitation where email like $1 order by email',
		[pattern]
	);

describe('people from a file', () => {
	test('each row is judged: new, member, twice, look-alike, wrong with column and code', async () => {
		const member = await makePerson('Мүше', { email: 'member@mektep.kz' });
		await giveRole(member, 'teacher', district);
		const id = await preview([
			'aigul@mektep.kz;Айгүл;Мұғалім;S-5;қазақша',
			'AIGUL@Mektep.kz;Айгүл;учитель;S-5;ru',
			'member@mektep.kz;Мүше;;;',
			'a.b@gmail.com;;;;',
			'ab+x@gmail.com;;;;',
			'бұзық@mektep.kz;;хан;X-9;',
			'chief@mektep.kz;;администратор;;'
		]);
		const { rows, counts } = await viewImport(coordinator, id);
		expect(counts).toEqual({ new: 2, changed: 0, skipped: 2, alike: 1, wrong: 2 });
		expect(rows.map(({ line, outcome, problems }) => [line, outcome, ...problems.map(({ field, code }) => `${field} ${code}`)])).toEqual([
			[2, 'new'],
			[3, 'skipped', 'email invitation.twice_in_file'],
			[4, 'skipped', 'null invitation.member_already'],
			[5, 'new'],
			[6, 'alike', 'email invitation.alike_in_file'],
			[7, 'wrong', 'email email.invalid', 'role role.unknown', 'organisation invitation.organisation_outside'],
			[8, 'wrong', 'role role.unknown']
		]);
		expect(await invitationsTo('aigul%')).toEqual([]);
		await carryOut(id);
		expect(await invitationsTo('aigul%')).toEqual([
			{ email: 'aigul@mektep.kz', role: 'teacher', locale: 'kk', organisation_id: school, letters_sent: 1 }
		]);
		expect((await viewImport(coordinator, id)).state).toBe('done');
	});

	test('a head brings no role that a head may not give', async () => {
		const head = await makeMember('Басшы', 'head', district);
		const { rows } = await viewImport(head, await preview(['x@mektep.kz;;координатор;;'], head));
		expect(rows[0]).toMatchObject({ outcome: 'wrong', problems: [{ field: 'role', code: 'right.missing' }] });
		const stranger = await makePerson('Бөтен');
		expect(await codeOfFailure(preview(['x@mektep.kz;;;;'], stranger))).toBe('right.missing');
	});

	test('whether an address has an account is not told', async () => {
		await makePerson('Бар', { email: 'known@mektep.kz' });
		const { rows } = await viewImport(coordinator, await preview(['known@mektep.kz;;;;', 'unknown@mektep.kz;;;;']));
		expect(rows.map(({ outcome, problems }) => ({ outcome, problems }))).toEqual(Array(2).fill({ outcome: 'new', problems: [] }));
	});

	test('cancelled under way, nobody was invited; the same file then goes through, and a second time changes nothing', async () => {
		const rows = Array.from({ length: 600 }, (_, index) => `cut${index}@mektep.kz;;;;`);
		const cut = await preview(rows);
		const { account: _account, ...person } = coordinator;
		const cancelled = carryOut(cut, (progressId, done) => (done >= 500 ? cancelProgress(person, progressId) : Promise.resolve()));
		await expect(cancelled).rejects.toThrow(WorkCancelled);
		expect(await invitationsTo('cut%')).toEqual([]);
		await carryOut(await preview(rows));
		expect(await invitationsTo('cut%')).toHaveLength(600);
		const again = await viewImport(coordinator, await preview(rows));
		expect(again.counts).toMatchObject({ new: 0, skipped: 600 });
		expect(await codeOfFailure(startImport(coordinator, again.stored.id))).toBe('import.nothing_to_do');
	});

	test('10,000 people', { timeout: 180_000 }, async () => {
		const rows = Array.from({ length: 10_000 }, (_, index) => `many${index}@mektep.kz;Мұғалім ${index};мұғалім;S-5;ru`);
		const start = performance.now();
		const id = await preview(rows);
		const previewed = performance.now();
		const seen: number[] = [];
		await carryOut(id, (_, done) => Promise.resolve(seen.push(done)));
		const committed = performance.now();
		process.stderr.write(`10,000 people: preview ${Math.round(previewed - start)} ms, commit ${Math.round(committed - previewed)} ms\n`);
		expect(seen).toHaveLength(20);
		const [counted] = await look<{ invitations: string; letters: string }>(
			`select (select count(*) from people.invitation where email like 'many%') as invitations,
			(select count(*) from platform.mail where recipient like 'many%') as letters`
		);
		expect(counted).toEqual({ invitations: '10000', letters: '10000' });
		const { progress } = await viewImport(coordinator, id);
		expect(await findProgress(coordinator, progress?.id ?? '')).toMatchObject({ state: 'done', result: { new: 10_000 } });
		expect((await viewImport(coordinator, await preview(rows))).counts).toMatchObject({ new: 0, skipped: 10_000 });
	});
});
