import { describe, expect, test } from 'vitest';
import type { Actor } from '#platform/actor.ts';
import { actorOn, codeOf, cookieOf, goodPassword, lettersTo, makeAccount, newAddress, signInOn, visitFrom } from '../../../../../tests/accounts.ts';
import { useDatabase } from '../../../../../tests/database.ts';
import { changeName, changePassword, confirmNewEmail, requestNewEmail, viewAccount } from './change-account.ts';
import { recover, requestRecovery } from './recover.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';

const database = useDatabase();
const { look } = database;
const another = 'бір көрген біліс 2';

describe('recovery', () => {
	test('a link from a letter sets the password once, ends all sessions, and signs in', async () => {
		const account = await makeAccount(database);
		const old = await signInOn(account);
		await requestRecovery(visitFrom(), account.email);
		const letter = (await lettersTo(database, account.email)).at(-1);
		expect(letter?.kind).toBe('password');
		const token = letter?.token ?? '';
		expect(JSON.stringify(await look('select * from people.verification'))).not.toContain(token);
		expect(await codeOf(recover(visitFrom(), { token, password: 'qwertyuiop' }))).toBe('password.common');
		const { cookies } = await recover(visitFrom(), { token, password: another });
		expect(await actorOn(visitFrom({ cookie: cookieOf(cookies) }))).toMatchObject({ personId: account.personId });
		expect(await actorOn(old.visit)).toMatchObject({ kind: 'anonymous' });
		expect(await codeOf(recover(visitFrom(), { token, password: goodPassword }))).toBe('link.expired');
		expect(await codeOf(signIn(visitFrom(), { email: account.email, password: goodPassword, isKept: true }))).toBe('sign_in.refused');
		expect((await lettersTo(database, account.email)).at(-1)?.kind).toBe('password_changed');
	});

	test('an address that nobody has gets no letter, and the same answer; one that was not confirmed is confirmed by it', async () => {
		const [nobody, unconfirmed] = [newAddress(), newAddress()];
		await requestRecovery(visitFrom(), nobody);
		expect(await lettersTo(database, nobody)).toEqual([]);
		await signUp(visitFrom(), { name: 'Stranger', email: unconfirmed, password: goodPassword });
		await requestRecovery(visitFrom(), unconfirmed);
		const token = (await lettersTo(database, unconfirmed)).at(-1)?.token ?? '';
		expect((await recover(visitFrom(), { token, password: another })).isDone).toBe(true);
	});
});

describe('changes of the account', () => {
	test('the password: only with the current one; other devices are signed out, this one goes on in a new session', async () => {
		const account = await makeAccount(database);
		const [here, there] = [await signInOn(account), await signInOn(account)];
		const me = await actorOn(here.visit);
		expect(await codeOf(changePassword(me, here.visit, { current: 'wrong', password: another }))).toBe('password.wrong');
		const cookies = await changePassword(me, here.visit, { current: goodPassword, password: another });
		expect(await actorOn(there.visit)).toMatchObject({ kind: 'anonymous' });
		expect(await actorOn(here.visit)).toMatchObject({ kind: 'anonymous' });
		expect(await actorOn({ ...here.visit, cookie: cookieOf(cookies) })).toMatchObject({ personId: account.personId });
		const stranger: Actor = { kind: 'anonymous', requestId: '' };
		expect(await codeOf(changePassword(stranger, visitFrom(), { current: another, password: goodPassword }))).toBe('person.required');
	});

	test('the address: with the password, and not before the letter to the new one is opened by the same person; the old one is told', async () => {
		const [account, stranger] = [await makeAccount(database), await makeAccount(database)];
		const here = await signInOn(account);
		const me = await actorOn(here.visit);
		const email = newAddress();
		expect(await codeOf(requestNewEmail(me, here.visit, { email, password: 'wrong' }))).toBe('password.wrong');
		await requestNewEmail(me, here.visit, { email: email.toUpperCase(), password: goodPassword });
		const [letter] = await lettersTo(database, email);
		expect(letter?.kind).toBe('new_address');
		const foreign = await signInOn(stranger);
		expect(await codeOf(confirmNewEmail(await actorOn(foreign.visit), foreign.visit, letter?.token ?? ''))).toBe('link.other_account');
		await confirmNewEmail(me, here.visit, letter?.token ?? '');
		expect(await viewAccount(me)).toMatchObject({ email, isEmailVerified: true });
		expect((await lettersTo(database, account.email)).at(-1)?.kind).toBe('address_changed');
		expect((await signIn(visitFrom(), { email, password: goodPassword, isKept: true })).isDone).toBe(true);
		// Somebody else's address: the same answer, no letter, no change.
		await requestNewEmail(me, here.visit, { email: stranger.email, password: goodPassword });
		expect((await lettersTo(database, stranger.email)).map(({ kind }) => kind)).toEqual(['confirm']);
	});

	test('the name survives as it is', async () => {
		const account = await makeAccount(database);
		const { visit } = await signInOn(account);
		for (const name of ["Д'Артаньян", 'Абай', 'عائشة', 'Айша 🌷 Ә', 'Ү'.repeat(200)]) {
			await changeName(await actorOn(visit), name);
			expect(await actorOn(visit)).toMatchObject({ account: { name } });
		}
		const trace = await look('select action, details from people.audit_event where person_id = $1 and action = $2', [
			account.personId,
			'account.name_changed'
		]);
		expect(trace).toHaveLength(5);
		expect(JSON.stringify(trace)).not.toContain('Айша');
	});
});
