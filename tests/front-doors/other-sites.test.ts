/**
 * What another site can have a browser send, with the cookies of whoever is signed in there: forms of the three kinds that need no permission, and
 * requests of scripts. None of it changes anything, whichever door it knocks at. All of it is tried as somebody who may do everything, so that only
 * the origin can be the reason.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { apiAccess, pageAccess } from '../../src/access.ts';
import { inOwnerSession } from '../database.ts';
import { postgresUrl } from '../qadam-process.ts';
import { addAccount, addMembership, addOrganisation, cookieOf, startAsGuest } from './people.ts';

const origin = inject('origin');
const ownerUrl = postgresUrl(inject('dataFolder'));
let signedIn = '';
let guest = '';
let person = '';
let organisation = '';

beforeAll(async () => {
	guest = await startAsGuest(origin);
	await inOwnerSession(ownerUrl, async (owner) => {
		person = await addAccount(owner, 'Айгүл');
		await addMembership(owner, person, null, 'administrator');
		organisation = await addOrganisation(owner, 'school', null);
		signedIn = await cookieOf(owner, person);
	});
});

/** Everything of the person and the organisation that a request could have changed. */
async function state(): Promise<unknown> {
	return inOwnerSession(ownerUrl, async (owner) => {
		const { rows } = await owner.query<Record<string, unknown>>(
			`select a.name, a.email, (select count(*) from people.session s where s.person_id = a.id) as devices,
				(select count(*) from people.membership m where m.person_id = a.id and m.until is null) as roles,
				(select count(*) from people.api_token t where t.person_id = a.id) as tokens,
				(select count(*) from people.passkey k where k.person_id = a.id) as passkeys,
				(select count(*) from people.audit_event e where e.person_id = a.id) as events,
				(select o.name || jsonb_build_object('closed', o.closed_at) from people.organisation o where o.id = $2) as organisation
			from people.account a where a.id = $1`,
			[person, organisation]
		);
		return rows;
	});
}

const fill = (route: string) =>
	route
		.replace(/\/\([^)]+\)/g, '')
		.replace(/\/\[\[[^\]]+\]\]/g, '')
		.replace(/\[organisation[^\]]*\]|\{organisation\}/g, organisation)
		.replace(/\[person[^\]]*\]/g, person)
		.replace(/\[purpose\]|\{purpose\}/g, 'study')
		.replace(/\[[^\]]+\]|\{[^}]+\}/g, randomUUID());

const formActions = () =>
	Object.entries(pageAccess).flatMap(([route, { acts = {} }]) =>
		Object.keys(acts).map((name) => `/en${fill(route)}${name === 'default' ? '' : `?/${name}`}`)
	);

/** What a form of another site may say it is; the last kind can be made to look like JSON. */
const kinds = [
	{ type: 'application/x-www-form-urlencoded', body: 'name=Taken&email=other@example.kz&as=letter' },
	{ type: 'multipart/form-data; boundary=x', body: '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nTaken\r\n--x--\r\n' },
	{ type: 'text/plain', body: '{"name":"Taken"}' }
] as const;

/** How a browser tells where a form comes from: of another site, of a frame without an origin, of an older one that tells the origin alone. */
const senders: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
	['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
	['a site beside ours', { origin: 'https://evil.qadam.example', 'sec-fetch-site': 'same-site' }],
	['a frame without an origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
	['an older browser', { origin: 'https://evil.example' }],
	['an older browser, in a frame without an origin', { origin: 'null' }]
];

const post = (address: string, cookie: string, headers: Readonly<Record<string, string>>, body: string, method = 'POST') =>
	fetch(origin + address, { method, redirect: 'manual', headers: { cookie, ...headers }, ...(method === 'DELETE' ? {} : { body }) });

describe.each(senders)('from %s', (_who, sender) => {
	test.each(kinds)('no form action takes $type', async ({ type, body }) => {
		const before = await state();
		const taken: string[] = [];
		for (const address of formActions()) {
			const response = await post(address, signedIn, { ...sender, 'content-type': type }, body);
			await response.arrayBuffer();
			if (response.status !== 403) taken.push(`${response.status} ${address}`);
		}
		expect(taken).toEqual([]);
		expect(await state()).toEqual(before);
	});

	test('no operation of the API takes anything by cookie', async () => {
		const before = await state();
		const taken: string[] = [];
		for (const operation of Object.keys(apiAccess).filter((name) => !name.startsWith('GET '))) {
			const [method = '', path = ''] = operation.split(' ');
			for (const type of ['application/json', 'text/plain']) {
				for (const cookie of [signedIn, guest]) {
					const response = await post(`/api/v1${fill(path)}`, cookie, { ...sender, 'content-type': type }, '{"name":"Taken"}', method);
					const { code } = (await response.json()) as { code: string };
					if (response.status !== 403 || code !== 'origin.foreign') taken.push(`${response.status} ${code} ${operation}, ${type}`);
				}
			}
		}
		expect(taken).toEqual([]);
		expect(await state()).toEqual(before);
	});

	test('no ceremony of signing in', async () => {
		const before = await state();
		for (const step of ['verify-registration', 'verify-authentication']) {
			const response = await post(`/api/auth/passkey/${step}`, signedIn, { ...sender, 'content-type': 'application/json' }, '{"response":{}}');
			expect(response.status).toBe(403);
			expect(response.headers.getSetCookie()).toEqual([]);
		}
		expect(await state()).toEqual(before);
	});
});

test('JSON that calls itself plain text is not read, from our own pages either', async () => {
	const own = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' };
	const response = await post('/api/v1/tokens', signedIn, own, JSON.stringify({ name: 'Taken', scopes: ['data.read'], days: 30 }));
	expect(response.status).toBeGreaterThanOrEqual(400);
	expect(await state()).toMatchObject([{ tokens: '0' }]);
});

test('cookies stay at home on requests that other sites make, and out of reach of scripts', async () => {
	const response = await post('/en/sign-out', signedIn, { origin, 'content-type': 'application/x-www-form-urlencoded' }, '');
	expect(response.headers.getSetCookie()).not.toEqual([]);
	for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/httponly.*samesite=lax|samesite=lax.*httponly/i);
});
