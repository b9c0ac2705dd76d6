import { expect, test } from 'vitest';
import { claim } from '../../../../claim.ts';
import { api } from '../../../../api.ts';
import { recognise } from '../recognise.ts';
import { actorOn, codeOf, makeAccount, signInOn, type TestAccount, visitFrom } from '../../../../../tests/accounts.ts';
import { inOwnerSession, useDatabase } from '../../../../../tests/database.ts';
import { becomeFirstAdministrator, requireStartLink } from './first-administrator.ts';
import { prepareAccounts } from './prepare-accounts.ts';

const database = useDatabase();
const { look } = database;

async function startAsGuest(): Promise<{ attempt: string; code: string }> {
	const response = await api.request('/api/v1/attempts', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ instrument: 'selfie-kz', locale: 'kk', consent: true })
	});
	const { id, resumeCode } = (await response.json()) as { id: string; resumeCode: string };
	return { attempt: id, code: resumeCode };
}

async function ownerOf(attempt: string): Promise<string | undefined> {
	const [row] = await look<{ person_id: string }>('select person_id from self_assessment.attempt where id = $1', [attempt]);
	return row?.person_id;
}

/** An answer as the device sends it, with the cookies that it has. */
async function answer(attempt: string, cookie: string): Promise<number> {
	const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
	const response = await api.request(`/api/v1/attempts/${attempt}/answers/1.1.1`, { method: 'PUT', headers, body: JSON.stringify({ answer: 'B1' }) });
	return response.status;
}

test('a guest’s attempts, consents and trace become the account’s; the guest and the code are gone; again it is told so', async () => {
	const account = await makeAccount(database);
	const { visit } = await signInOn(account);
	const me = await actorOn(visit);
	const { attempt, code } = await startAsGuest();
	const guest = await ownerOf(attempt);
	expect(await claim(me, visit, code.toLowerCase())).toBe(1);
	expect(await ownerOf(attempt)).toBe(account.personId);
	expect(await look('select from people.person where id = $1', [guest])).toHaveLength(0);
	expect(await look('select from people.consent where person_id = $1', [account.personId])).not.toHaveLength(0);
	const trace = await look<{ action: string }>('select action from people.audit_event where person_id = $1 order by id', [account.personId]);
	expect(trace.map(({ action }) => action)).toEqual(expect.arrayContaining(['attempt.started', 'account.guest_claimed']));
	expect(await codeOf(recognise(code, 'test'))).toBe('resume_code.unknown');
	expect(await codeOf(claim(me, visit, code))).toBe('resume_code.unknown');
	expect(await codeOf(claim(me, visit, 'K7QF-9XRT-2M4D-H8WQ'))).toBe('resume_code.malformed');
});

test('nobody claims without an account, and whoever tries codes waits', async () => {
	const { code } = await startAsGuest();
	expect(await codeOf(claim(await recognise(code, 'test'), visitFrom(), code))).toBe('account.required');
	const { visit } = await signInOn(await makeAccount(database));
	const me = await actorOn(visit);
	const tries = await Promise.all(Array.from({ length: 61 }, () => codeOf(claim(me, visit, 'K7QF-9XRT-2M4D-H8WQ'))));
	expect(tries.filter((tried) => tried === 'rate.limited')).toHaveLength(1);
	expect(await codeOf(recognise(code, 'test'))).toBeUndefined();
});

test('answers that wait on a device for a guest are taken while somebody else is signed in there, and after a claim for the account', async () => {
	const { visit } = await signInOn(await makeAccount(database));
	const { attempt, code } = await startAsGuest();
	const both = `${visit.cookie ?? ''}; qadam_code=${code}`;
	expect(await answer(attempt, visit.cookie ?? '')).toBe(404);
	expect(await answer(attempt, both)).toBe(200);
	await claim(await actorOn(visit), visit, code);
	expect(await answer(attempt, both)).toBe(200);
	expect(await answer(attempt, visit.cookie ?? '')).toBe(200);
});

test('the first administrator: by the printed link, once, in one act with account and role', async () => {
	const offer = () => inOwnerSession(database.ownerUrl, prepareAccounts);
	const { startToken: first = '' } = await offer();
	const { startToken: second = '' } = await offer();
	expect(JSON.stringify(await look('select * from people.start_link'))).not.toContain(first);
	expect(await codeOf(requireStartLink('made up'))).toBe('start_link.closed');
	const typed = { name: 'Әкімші', email: 'admin@qadam.kz', password: 'жеті рет өлшеп 7' };
	const known: TestAccount = await makeAccount(database);
	expect(await codeOf(becomeFirstAdministrator(visitFrom(), first, { ...typed, email: known.email }))).toBe('start_link.known');
	expect(await codeOf(becomeFirstAdministrator(visitFrom(), first, { ...typed, password: 'short' }))).toBe('password.too_short');

	const outcomes = await Promise.all(
		[first, second].map((token, index) => codeOf(becomeFirstAdministrator(visitFrom(), token, { ...typed, email: `${index}-${typed.email}` })))
	);
	expect(outcomes.sort()).toEqual(['start_link.closed', undefined]);
	const administrators = await look(
		"select m.organisation_id, a.email_verified from people.membership m join people.account a on a.id = m.person_id where role = 'administrator'"
	);
	expect(administrators).toEqual([{ organisation_id: null, email_verified: true }]);
	expect(await look('select from people.account where email like $1', ['%-admin@qadam.kz'])).toHaveLength(1);
	expect(await codeOf(requireStartLink(second))).toBe('start_link.closed');
	expect(await offer()).toMatchObject({ startToken: undefined });
});
