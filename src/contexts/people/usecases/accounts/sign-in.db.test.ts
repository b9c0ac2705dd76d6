import { describe, expect, test } from 'vitest';
import { database as asApplication } from '#platform/database.ts';
import { sql } from 'kysely';
import {
	actorOn,
	codeOf,
	cookieOf,
	goodPassword,
	lettersTo,
	makeAccount,
	newAddress,
	signInOn,
	takeTheSameTime,
	visitFrom
} from '../../../../../tests/accounts.ts';
import { useDatabase } from '../../../../../tests/database.ts';
import { hashPassword } from 'better-auth/crypto';
import { countAttempt } from '../../store/attempt-limits.ts';
import { sessionCookieName } from './authentication.ts';
import { listDevices, signOut, signOutDevice, signOutOtherDevices } from './devices.ts';
import { tokenOf } from './recognise-session.ts';
import { requestSignInLink, signIn, signInByLink } from './sign-in.ts';
import { signUp } from './sign-up.ts';

const database = useDatabase();
const { look } = database;

describe('signing in with a password', () => {
	test('gives a cookie that scripts and other sites don’t get, and the database keeps only a hash of it', async () => {
		const account = await makeAccount(database);
		const { done, visit } = await signInOn(account);
		expect(done.cookies).toHaveLength(1);
		expect(done.cookies[0]).toMatch(/^qadam_session=.*; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
		expect(await actorOn(visit)).toMatchObject({ personId: account.personId, account: { email: account.email } });
		const token = tokenOf(done.cookies) ?? '';
		expect(token).toMatch(/^\w{32}$/);
		const rows = await look('select * from people.session where person_id = $1', [account.personId]);
		expect(rows).toHaveLength(1);
		expect(JSON.stringify(rows)).not.toContain(token);
		// What the database holds opens nothing.
		const stolen = rows[0]?.['token_hash'] as string;
		expect(await actorOn({ ...visit, cookie: `${sessionCookieName()}=${stolen}.x` })).toMatchObject({ kind: 'anonymous' });
	});

	test('a device that is not kept: a cookie until the browser closes, a session for a day', async () => {
		const account = await makeAccount(database);
		const { cookies } = await signIn(visitFrom(), { email: account.email, password: account.password, isKept: false });
		expect(cookies.find((line) => line.startsWith(sessionCookieName()))).not.toMatch(/max-age/i);
		const [row] = await look<{ hours: string }>(
			'select extract(epoch from expires_at - now()) / 3600 as hours from people.session where person_id = $1',
			[account.personId]
		);
		expect(Number(row?.hours)).toBeCloseTo(24, 0);
	});

	test('nobody learns who has an account: unknown, unconfirmed and known with a wrong password are refused alike', async () => {
		const known = await makeAccount(database);
		const unconfirmed = newAddress();
		await signUp(visitFrom(), { name: 'Айша', email: unconfirmed, password: goodPassword });
		expect(await codeOf(signIn(visitFrom(), { email: known.email, password: 'not the right one', isKept: true }))).toBe('sign_in.refused');
		expect(await codeOf(signIn(visitFrom(), { email: newAddress(), password: goodPassword, isKept: true }))).toBe('sign_in.refused');
		expect(await codeOf(signIn(visitFrom(), { email: unconfirmed, password: 'not the right one', isKept: true }))).toBe('sign_in.refused');
		expect(await codeOf(signIn(visitFrom(), { email: unconfirmed, password: goodPassword, isKept: true }))).toBe('sign_in.refused');
		// Whoever knows the password of an unconfirmed account gets its letter again.
		expect((await lettersTo(database, unconfirmed)).map(({ kind }) => kind)).toEqual(['confirm', 'confirm']);
	});

	test('the time of a refusal does not tell, either; and apart from the hash signing in takes no time', async () => {
		const known = await makeAccount(database);
		const refused = (email: string) => () => codeOf(signIn(visitFrom(), { email, password: 'not the right one', isKept: true }));
		expect(await takeTheSameTime(refused(known.email), refused(newAddress()))).toBe(true);

		const time = async (work: () => Promise<unknown>) => {
			const begun = performance.now();
			await work();
			return performance.now() - begun;
		};
		// The shortest of five: what a busy machine adds is not what it takes.
		const shortest = async (work: () => Promise<unknown>) => {
			const times: number[] = [];
			for (let round = 0; round < 5; round += 1) times.push(await time(work));
			return Math.min(...times);
		};
		const hash = await shortest(() => hashPassword('as long as a password'));
		expect((await shortest(() => signInOn(known))) - hash).toBeLessThan(300);
	});

	test('each sign-in has a session of its own; one that the device had before is ended', async () => {
		const [attacker, victim] = [await makeAccount(database), await makeAccount(database)];
		const laid = await signInOn(attacker);
		const { done, visit } = await signInOn(victim, laid.visit);
		expect(tokenOf(done.cookies)).not.toBe(tokenOf(laid.done.cookies));
		expect(await actorOn(visit)).toMatchObject({ personId: victim.personId });
		expect(await actorOn(laid.visit)).toMatchObject({ kind: 'anonymous' });
		// A token that somebody made up is not taken over.
		const made = visitFrom({ cookie: `${sessionCookieName()}=${'a'.repeat(32)}.${'b'.repeat(43)}=` });
		expect(tokenOf((await signInOn(victim, made)).done.cookies)).not.toBe('a'.repeat(32));
	});

	test('after ten wrong passwords the address waits, also one that nobody has; another way in stays open', async () => {
		const { email, password } = await makeAccount(database);
		for (const address of [email, newAddress()]) {
			expect(await codeOf(signIn(visitFrom(), { email: address, password: 'wrong', isKept: true }))).toBe('sign_in.refused');
			for (let attempt = 0; attempt < 9; attempt += 1) await countAttempt('sign_in.email', address);
			expect(await codeOf(signIn(visitFrom(), { email: address, password, isKept: true }))).toBe('rate.limited');
		}
		await requestSignInLink(visitFrom(), email);
		const letter = (await lettersTo(database, email)).at(-1);
		expect((await signInByLink(visitFrom(), letter?.token ?? '')).isDone).toBe(true);
	});

	test('a network that tries many addresses waits, and is told how long', async () => {
		const network = 'a school';
		await Promise.all(Array.from({ length: 100 }, () => codeOf(requestSignInLink(visitFrom({ network }), newAddress()))));
		const refusal = await requestSignInLink(visitFrom({ network }), newAddress()).catch((error: unknown) => error);
		expect(refusal).toMatchObject({ code: 'rate.limited', parameters: { seconds: expect.any(Number) as number } });
		expect(JSON.stringify(await look('select * from people.attempt_limit'))).not.toMatch(/school|mektep/);
	});
});

describe('signing in by a link', () => {
	test('works once, and only a letter knows whether there is an account', async () => {
		const { email, personId } = await makeAccount(database);
		await requestSignInLink(visitFrom(), email.toUpperCase());
		const letter = (await lettersTo(database, email)).at(-1);
		expect(letter?.kind).toBe('link');
		expect(JSON.stringify(await look('select * from people.verification'))).not.toContain(letter?.token);
		const { cookies } = await signInByLink(visitFrom(), letter?.token ?? '');
		expect(await actorOn(visitFrom({ cookie: cookieOf(cookies) }))).toMatchObject({ personId });
		expect(await codeOf(signInByLink(visitFrom(), letter?.token ?? ''))).toBe('link.expired');
		expect(await codeOf(signInByLink(visitFrom(), 'made up'))).toBe('link.expired');

		const nobody = newAddress();
		await requestSignInLink(visitFrom(), nobody);
		expect(await lettersTo(database, nobody)).toEqual([]);
		expect(await look('select from people.account where email = $1', [nobody])).toHaveLength(0);
	});

	test('takes an unconfirmed account from whoever signed up with a foreign address', async () => {
		const email = newAddress();
		await signUp(visitFrom(), { name: 'Stranger', email, password: goodPassword });
		await requestSignInLink(visitFrom(), email);
		const letter = (await lettersTo(database, email)).at(-1);
		expect((await signInByLink(visitFrom(), letter?.token ?? '')).isDone).toBe(true);
		expect(await codeOf(signIn(visitFrom(), { email, password: goodPassword, isKept: true }))).toBe('sign_in.refused');
	});
});

describe('devices', () => {
	test('are listed with their names, the one that asks first; one is signed out, then all others; a stranger’s is not touched', async () => {
		const [account, stranger] = [await makeAccount(database), await makeAccount(database)];
		const here = await signInOn(account);
		const phone = await signInOn(account, visitFrom({ userAgent: 'Mozilla/5.0 (Linux; Android 14) Chrome/139.0 Mobile' }));
		const school = await signInOn(account);
		const foreign = await signInOn(stranger);
		const me = await actorOn(here.visit);
		const devices = await listDevices(me, here.visit);
		expect(devices).toHaveLength(3);
		expect(devices[0]).toMatchObject({ isThis: true, name: { browser: 'Firefox', system: 'Linux' } });
		expect(devices.filter(({ isThis }) => isThis)).toHaveLength(1);

		const strangersDevice = (await listDevices(await actorOn(foreign.visit), foreign.visit))[0]?.id ?? '';
		expect(await codeOf(signOutDevice(me, strangersDevice))).toBe('device.not_found');
		const phoneId = devices.find(({ name }) => name.system === 'Android')?.id ?? '';
		await signOutDevice(me, phoneId);
		expect(await actorOn(phone.visit)).toMatchObject({ kind: 'anonymous' });
		expect(await signOutOtherDevices(me, here.visit)).toBe(1);
		expect(await actorOn(school.visit)).toMatchObject({ kind: 'anonymous' });
		expect(await actorOn(here.visit)).toMatchObject({ personId: account.personId });
		expect(await actorOn(foreign.visit)).toMatchObject({ personId: stranger.personId });

		const cookies = await signOut(here.visit);
		expect(cookies.join()).toMatch(/qadam_session=;.*Max-Age=0/i);
		expect(await actorOn(here.visit)).toMatchObject({ kind: 'anonymous' });
		expect(await codeOf(listDevices(await actorOn(here.visit), here.visit))).toBe('person.required');
	});

	test('a session that is used lives on, one that is not ends', async () => {
		const account = await makeAccount(database);
		const { visit } = await signInOn(account);
		await look("update people.session set updated_at = now() - interval '20 days', expires_at = now() + interval '10 days' where person_id = $1", [
			account.personId
		]);
		expect(await actorOn(visit)).toMatchObject({ kind: 'person' });
		const [row] = await look<{ days: string }>(
			'select extract(epoch from expires_at - now()) / 86400 as days from people.session where person_id = $1',
			[account.personId]
		);
		expect(Number(row?.days)).toBeGreaterThan(29.9);
		await look("update people.session set expires_at = now() - interval '1 second' where person_id = $1", [account.personId]);
		expect(await actorOn(visit)).toMatchObject({ kind: 'anonymous' });
	});
});

test('the login of the application reads no secret, and of accounts only those that it acts for', async () => {
	await makeAccount(database);
	for (const table of ['session', 'sign_in_method', 'verification', 'passkey', 'two_factor', 'start_link']) {
		await expect(sql`select * from people.${sql.id(table)}`.execute(asApplication())).rejects.toThrow(/permission denied/);
	}
	expect((await sql`select * from people.account`.execute(asApplication())).rows).toEqual([]);
});
