import { createOTP } from '@better-auth/utils/otp';
import { expect, test } from 'vitest';
import { actorOn, codeOf, cookieOf, goodPassword, lettersTo, makeAccount, signInOn, visitFrom } from '../../../../../tests/accounts.ts';
import { useDatabase } from '../../../../../tests/database.ts';
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, giveSecondFactor } from './second-factor.ts';
import { requestSignInLink, signIn, signInByLink } from './sign-in.ts';
import type { Visit } from './visit.ts';

const database = useDatabase();
const { look } = database;

/** The secret as the app reads it (base 32) is what better-auth's own calculates with, written otherwise. */
function codeFor(secret: string): Promise<string> {
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	const bits = Array.from(secret, (sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
	const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
	return createOTP(Buffer.from(bytes).toString()).totp();
}

async function makeAccountWithApp() {
	const account = await makeAccount(database);
	const { visit } = await signInOn(account);
	const me = await actorOn(visit);
	expect(await codeOf(beginSecondFactor(me, visit, 'wrong'))).toBe('password.wrong');
	const setup = await beginSecondFactor(me, visit, goodPassword);
	expect(await codeOf(confirmSecondFactor(me, visit, '000000'))).toBe('second_factor.wrong');
	const cookies = await confirmSecondFactor(me, visit, await codeFor(setup.secret));
	return { account, setup, visit: { ...visit, cookie: cookieOf(cookies) } };
}

/** The first step: nobody is signed in by it. */
async function firstStep(email: string): Promise<Visit> {
	const device = visitFrom();
	const { isDone, cookies } = await signIn(device, { email, password: goodPassword, isKept: true });
	expect(isDone).toBe(false);
	const visit = { ...device, cookie: cookieOf(cookies) };
	expect(await actorOn(visit)).toMatchObject({ kind: 'anonymous' });
	return visit;
}

test('a code of the app is asked for after the password, and after the link of a letter', async () => {
	const { account, setup } = await makeAccountWithApp();
	expect(setup.qrCode).toMatch(/^data:image\/svg\+xml;base64,/);
	expect(setup.recoveryCodes).toHaveLength(10);
	expect(JSON.stringify(await look('select * from people.two_factor'))).not.toContain(setup.recoveryCodes[0]);

	const begun = await firstStep(account.email);
	expect(await codeOf(giveSecondFactor(begun, { code: '000000', isRecovery: false }))).toBe('second_factor.wrong');
	const code = await codeFor(setup.secret);
	const { cookies, isDone } = await giveSecondFactor(begun, { code: `${code.slice(0, 3)} ${code.slice(3)}`, isRecovery: false });
	expect(isDone).toBe(true);
	expect(await actorOn({ ...begun, cookie: cookieOf(cookies) })).toMatchObject({ personId: account.personId });
	expect(await codeOf(giveSecondFactor(begun, { code, isRecovery: false }))).toBe('second_factor.expired');

	await requestSignInLink(visitFrom(), account.email);
	const byLink = await signInByLink(visitFrom(), (await lettersTo(database, account.email)).at(-1)?.token ?? '');
	expect(byLink.isDone).toBe(false);
	expect(await actorOn(visitFrom({ cookie: cookieOf(byLink.cookies) }))).toMatchObject({ kind: 'anonymous' });
});

test('a recovery code opens once; whoever guesses has to begin anew', async () => {
	const { account, setup } = await makeAccountWithApp();
	const code = setup.recoveryCodes[3] ?? '';
	expect((await giveSecondFactor(await firstStep(account.email), { code, isRecovery: true })).isDone).toBe(true);
	// As somebody types it who has it on paper: small letters, spaces for dashes, none at all, a Cyrillic keyboard.
	const typed = [
		(setup.recoveryCodes[4] ?? '').toLowerCase(),
		` ${(setup.recoveryCodes[5] ?? '').replaceAll('-', ' ')} `,
		(setup.recoveryCodes[6] ?? '').replaceAll('-', ''),
		(setup.recoveryCodes[7] ?? '').replaceAll('A', 'А').replaceAll('C', 'с').replaceAll('0', 'О')
	];
	for (const one of typed) expect((await giveSecondFactor(await firstStep(account.email), { code: one, isRecovery: true })).isDone).toBe(true);
	const begun = await firstStep(account.email);
	expect(await codeOf(giveSecondFactor(begun, { code, isRecovery: true }))).toBe('second_factor.wrong');
	for (let guess = 0; guess < 4; guess += 1) {
		expect(await codeOf(giveSecondFactor(begun, { code: '123456', isRecovery: false }))).toBe('second_factor.wrong');
	}
	expect(await codeOf(giveSecondFactor(begun, { code: await codeFor(setup.secret), isRecovery: false }))).toBe('second_factor.expired');
});

test('it is turned off with the password alone, and leaves its trace', async () => {
	const { account, visit } = await makeAccountWithApp();
	const me = await actorOn(visit);
	expect(await codeOf(endSecondFactor(me, visit, 'wrong'))).toBe('password.wrong');
	await endSecondFactor(me, visit, goodPassword);
	expect((await signInOn(account)).done.isDone).toBe(true);
	const trace = await look<{ action: string }>(
		"select action from people.audit_event where person_id = $1 and action like '%second%' order by id",
		[account.personId]
	);
	expect(trace.map(({ action }) => action)).toEqual(['account.second_factor_on', 'account.second_factor_off']);
});
