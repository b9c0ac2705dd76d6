import { describe, expect, test } from 'vitest';
import {
	actorOn,
	codeOf,
	cookieOf,
	goodPassword,
	lettersTo,
	makeAccount,
	newAddress,
	takeTheSameTime,
	visitFrom
} from '../../../../../tests/accounts.ts';
import { useDatabase } from '../../../../../tests/database.ts';
import { confirmAddress, signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';

const database = useDatabase();
const { look } = database;

const person = (email: string, password = goodPassword) => ({ name: 'Әйгерім', email, password });

describe('signing up', () => {
	test('makes person and account in one act, nobody can sign in before the letter was opened, and then with the password alone', async () => {
		const email = newAddress();
		await signUp(visitFrom({ locale: 'kk' }), person(email));
		const [row] = await look(
			'select a.id, a.name, a.locale, a.email_verified, p.id as person from people.account a join people.person p on p.id = a.id where email = $1',
			[email]
		);
		expect(row).toMatchObject({ name: 'Әйгерім', locale: 'kk', email_verified: false, person: row?.['id'] as unknown });
		expect(await codeOf(signIn(visitFrom(), { email, password: goodPassword, isKept: true }))).toBe('sign_in.refused');

		const [letter] = await lettersTo(database, email);
		expect(letter).toMatchObject({ kind: 'confirm', locale: 'kk' });
		const token = letter?.token ?? '';
		expect(await codeOf(confirmAddress(visitFrom(), { token, password: 'somebody else’s' }))).toBe('sign_in.refused');
		expect(await look('select from people.account where email = $1 and email_verified', [email])).toHaveLength(0);

		const { cookies, isDone } = await confirmAddress(visitFrom(), { token, password: goodPassword });
		expect(isDone).toBe(true);
		expect(await actorOn(visitFrom({ cookie: cookieOf(cookies) }))).toMatchObject({ kind: 'person', account: { email, name: 'Әйгерім' } });
		const trace = await look<{ action: string }>('select action from people.audit_event where person_id = $1 order by id', [row?.['id']]);
		expect(trace.map(({ action }) => action)).toEqual(['account.created', 'account.address_confirmed', 'account.signed_in']);
	});

	test('a confirmation that is forged, or for another address, confirms nothing', async () => {
		const [own, other] = [newAddress(), newAddress()];
		await signUp(visitFrom(), person(own));
		await signUp(visitFrom(), person(other));
		const [letter] = await lettersTo(database, own);
		const [head, , signature] = (letter?.token ?? '').split('.');
		const payload = Buffer.from(JSON.stringify({ email: other, exp: 4_000_000_000 })).toString('base64url');
		expect(await codeOf(confirmAddress(visitFrom(), { token: `${head}.${payload}.${signature}`, password: goodPassword }))).toBe('link.expired');
		expect(await codeOf(confirmAddress(visitFrom(), { token: 'nothing', password: goodPassword }))).toBe('link.expired');
		expect(await look('select from people.account where email = any($1) and email_verified', [[own, other]])).toHaveLength(0);
	});

	test('an address that is known: the same to the eye; a letter tells its owner; neither name nor password change', async () => {
		const { email, personId } = await makeAccount(database);
		const before = await look('select * from people.account a join people.sign_in_method s on s.person_id = a.id where a.id = $1', [personId]);
		await signUp(visitFrom(), { name: 'Stranger', email, password: 'a stranger’s own words' });
		expect(await look('select * from people.account a join people.sign_in_method s on s.person_id = a.id where a.id = $1', [personId])).toEqual(before);
		expect((await lettersTo(database, email)).map(({ kind }) => kind)).toEqual(['confirm', 'known']);
		expect(await look('select from people.account where email = $1', [email])).toHaveLength(1);
	});

	test('spellings of one address are one address', async () => {
		const { email } = await makeAccount(database);
		await signUp(visitFrom(), person(email.toUpperCase()));
		for (const spelling of [` ${email} `, email.replace('@', '＠').replace('t', 'ｔ')]) {
			expect((await signIn(visitFrom(), { email: spelling, password: goodPassword, isKept: true })).isDone).toBe(true);
		}
		expect(await look('select from people.account where email ilike $1', [email])).toHaveLength(1);
		// A Cyrillic "е" would make a look-alike of the address.
		expect(await codeOf(signUp(visitFrom(), person(email.replace('e', 'е'))))).toBe('email.invalid');
	});

	test('what can’t be accepted is refused before anything is stored, whoever has the address', async () => {
		const { email } = await makeAccount(database);
		for (const address of [email, newAddress()]) {
			expect(await codeOf(signUp(visitFrom(), person(address, 'short')))).toBe('password.too_short');
			expect(await codeOf(signUp(visitFrom(), person(address, 'qwertyuiop')))).toBe('password.common');
			expect(await codeOf(signUp(visitFrom(), { ...person(address), name: ' ' }))).toBe('name.missing');
		}
		expect(await codeOf(signUp(visitFrom(), person('nobody')))).toBe('email.invalid');
	});

	test('the time of the answer does not tell whether the address is known', async () => {
		const { email } = await makeAccount(database);
		expect(await takeTheSameTime(() => signUp(visitFrom(), person(email)), () => signUp(visitFrom(), person(newAddress())))).toBe(true);
	});
});
