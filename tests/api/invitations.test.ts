import { beforeAll, describe, expect, test } from 'vitest';
import { hashSecret } from '../../src/contexts/people/domain/secret-hash.ts';
import { peopleFixture } from '../../src/contexts/people/people-fixture.ts';
import type { Person } from '#platform/actor.ts';
import { api } from '../../src/api.ts';
import { useDatabase } from '../database.ts';

const { look } = useDatabase();
const { makeOrganisation, makePerson, makeMember } = peopleFixture(look);
let school: string;
let coordinator: string;
let stranger: string;
let teacher: Person;

/** Signs the person in on a device; returns its cookie. */
async function cookieOf({ personId }: Person): Promise<string> {
	const token = `token-of-${personId}`;
	await look("insert into people.session (id, person_id, token_hash, expires_at) values (uuidv7(), $1, $2, now() + interval '1 day')", [
		personId,
		hashSecret('session', token).toString('base64url')
	]);
	return `qadam_session=${token}`;
}

beforeAll(async () => {
	school = await makeOrganisation('school', null, '№ 5');
	coordinator = await cookieOf(await makeMember('Үйлестіруші', 'coordinator', school));
	stranger = await cookieOf(await makeMember('Көрші', 'coordinator', await makeOrganisation('school')));
	teacher = await makePerson('Айгүл', { email: 'aigul@mektep.kz' });
});

async function call(cookie: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
	const response = await api.request(`/api/v1${path}`, {
		method,
		headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', 'accept-language': 'kk' },
		...(body === undefined ? {} : { body: JSON.stringify(body) })
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

describe('invitations over the API', () => {
	test('by letter: invited, accepted, listed, ended', async () => {
		const invite = { emails: ['Aigul@mektep.kz'], role: 'teacher', locale: 'kk' };
		expect(await call(coordinator, 'POST', `/organisations/${school}/invitations`, invite)).toEqual({
			status: 200,
			body: { new: 1, renewed: 0, invited: 0, member: 0 }
		});
		const [mail] = await look<{ body_text: string }>("select body_text from platform.mail where recipient = 'aigul@mektep.kz'");
		const secret = /invitations\/([\w-]+)/.exec(mail?.body_text ?? '')?.[1];
		const cookie = await cookieOf(teacher);
		expect(await call(cookie, 'POST', '/invitations/accept', { secret })).toEqual({ status: 200, body: { organisation: school, role: 'teacher' } });

		const { body } = await call(coordinator, 'GET', `/organisations/${school}/memberships?role=teacher`);
		expect(body).toMatchObject({ members: [{ name: 'Айгүл', email: 'aigul@mektep.kz', role: 'teacher', organisation: { name: '№ 5' } }], next: null });
		const listed = await call(coordinator, 'GET', `/organisations/${school}/invitations?standing=accepted`);
		expect(listed.body).toMatchObject({ invitations: [{ email: 'aigul@mektep.kz', standing: 'accepted' }], next: null });

		const { memberships } = (await call(cookie, 'GET', '/memberships')).body as { memberships: { id: string }[] };
		expect((await call(stranger, 'DELETE', `/memberships/${memberships[0]?.id}`)).status).toBe(404);
		expect((await call(cookie, 'DELETE', `/memberships/${memberships[0]?.id}`)).status).toBe(204);
		expect((await call(cookie, 'GET', '/memberships')).body).toMatchObject({ memberships: [{ until: expect.any(String) as string }] });
	});

	test('by code: told once, withdrawn', async () => {
		const wanted = { kind: 'code', role: 'teacher', locale: 'ru', uses: 2 };
		const made = await call(coordinator, 'POST', `/organisations/${school}/invitations/shared`, wanted);
		expect(made).toMatchObject({ status: 201, body: { kind: 'code', secret: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/) as string } });
		const address = `/organisations/${school}/invitations/${String(made.body['id'])}`;
		expect((await call(coordinator, 'POST', `${address}/remind`)).body).toMatchObject({ code: 'invitation.too_early' });
		expect((await call(coordinator, 'DELETE', address)).status).toBe(204);
		expect((await call(coordinator, 'DELETE', address)).body).toMatchObject({ code: 'invitation.settled', status: 409 });
	});

	test.each([
		['POST', '/invitations', { emails: ['x@y.kz'], role: 'teacher', locale: 'kk' }],
		['POST', '/invitations/shared', { kind: 'link', role: 'teacher', locale: 'kk' }],
		['GET', '/invitations', undefined],
		['GET', '/memberships', undefined],
		['POST', '/memberships', { person: '00000000-0000-7000-8000-000000000000', role: 'teacher' }]
	])('%s %s of another organisation is refused, and of nobody', async (method, path, body) => {
		expect((await call(stranger, method, `/organisations/${school}${path}`, body)).body).toMatchObject({ code: 'right.missing', status: 403 });
		expect((await call('', method, `/organisations/${school}${path}`, body)).body).toMatchObject({ code: 'account.required', status: 401 });
	});

	test.each([
		[{ emails: ['x@y.kz'], role: 'king', locale: 'kk' }, 'role.unknown'],
		[{ emails: ['x@y.kz'], role: 'teacher', locale: 'fr' }, 'locale.unknown'],
		[{ emails: ['айгүл'], role: 'teacher', locale: 'kk' }, 'invitation.address'],
		[{ emails: ['x@y.kz'], role: 'teacher', locale: 'kk', days: 999 }, 'invitation.duration'],
		[{ emails: ['x@y.kz'], role: 'administrator', locale: 'kk' }, 'right.missing']
	])('%o: %s', async (body, code) => {
		expect((await call(coordinator, 'POST', `/organisations/${school}/invitations`, body)).body).toMatchObject({ code });
	});
});
