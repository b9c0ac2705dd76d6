import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { consentToAsk, giveConsent, hasConsent, listConsents, recognise, withdrawConsent } from '#contexts/people/index.ts';
import { eraseAttempt, giveAnswer, listOwnAttempts, startAttempt } from '#contexts/self-assessment/index.ts';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { dataHolders } from '../../src/my-data.ts';
import { inOwnerSession, useDatabase } from '../database.ts';

const { look, ownerUrl } = useDatabase();
const nobody: Actor = { kind: 'anonymous', requestId: 'test' };
const start = { instrumentId: 'selfie-kz', locale: 'kk' } as const;

async function newGuest(): Promise<Person> {
	const { resumeCode } = await startAttempt(nobody, { ...start, consent: true });
	return (await recognise(resumeCode ?? '', 'test')) as Person;
}

/** Somebody with an account, as a session makes one known. */
async function newAccount(): Promise<Person> {
	const personId = uuidv7();
	await look('insert into people.person (id) values ($1)', [personId]);
	return { kind: 'person', personId, requestId: 'test', account: { name: 'Айгүл', email: 'a@b.kz' } };
}

const has = (person: Person, ...rest: [purpose: 'keep-results' | 'study' | 'release', subject?: string]) =>
	inTransaction(actingAs(person), (transaction) => hasConsent(transaction, person.personId, ...rest));
const standingOf = async (person: Person, purpose: string) => (await listConsents(person)).find(({ text }) => text.purpose === purpose)?.standing;

describe('giving and withdrawing', () => {
	test('holds from the moment it is given to the moment it is withdrawn, and the history keeps both', async () => {
		const person = await newAccount();
		expect(await has(person, 'study')).toBe(false);
		await giveConsent(person, { purpose: 'study', locale: 'ru' });
		await giveConsent(person, { purpose: 'study', locale: 'ru' });
		expect(await has(person, 'study')).toBe(true);
		await withdrawConsent(person, { purpose: 'study' }, dataHolders);
		expect(await has(person, 'study')).toBe(false);
		await giveConsent(person, { purpose: 'study', locale: 'kk' });
		const study = (await listConsents(person)).find(({ text }) => text.purpose === 'study');
		expect(study?.standing).toBe('given');
		expect(study?.consents.map(({ withdrawnAt }) => withdrawnAt === null)).toEqual([true, false]);
		const events = await look<{ action: string }>('select action from people.audit_event where person_id = $1 order by id', [person.personId]);
		expect(events.map(({ action }) => action)).toEqual(['consent.given', 'consent.withdrawn', 'consent.given']);
	});

	test('a release is to one organisation and says nothing about another', async () => {
		const person = await newAccount();
		const [one, other] = [uuidv7(), uuidv7()];
		for (const id of [one, other])
			await look(`insert into people.organisation (id, kind, name) values ($1, 'university', '{"kk":"Ұ","ru":"У","en":"U"}')`, [id]);
		await giveConsent(person, { purpose: 'release', subjectId: one, locale: 'en' });
		expect([await has(person, 'release', one), await has(person, 'release', other), await has(person, 'release')]).toEqual([true, false, false]);
		await withdrawConsent(person, { purpose: 'release', subjectId: one }, dataHolders);
		expect(await has(person, 'release', one)).toBe(false);
	});

	test.each([
		[{ purpose: 'sell' }, 'consent.unknown'],
		[{ purpose: 'release' }, 'consent.subject'],
		[{ purpose: 'release', subjectId: "x'; --" }, 'consent.subject'],
		[{ purpose: 'release', subjectId: '0190a000-0000-7000-8000-000000000000' }, 'consent.subject'],
		[{ purpose: 'study', subjectId: '0190a000-0000-7000-8000-000000000000' }, 'consent.subject']
	])('%j is refused: %s', async (request, code) => {
		await expect(giveConsent(await newAccount(), { ...request, locale: 'kk' })).rejects.toMatchObject({ code });
	});

	test('a stranger sees none of it, by plain SQL neither', async () => {
		const person = await newAccount();
		await giveConsent(person, { purpose: 'study', locale: 'kk' });
		const stranger = await newAccount();
		expect(await inTransaction(actingAs(stranger), (transaction) => hasConsent(transaction, person.personId, 'study'))).toBe(false);
		expect((await listConsents(stranger)).flatMap(({ consents }) => consents)).toEqual([]);
	});

	test('what was given can’t be changed into something else', async () => {
		const person = await newAccount();
		await giveConsent(person, { purpose: 'study', locale: 'kk' });
		const rewrite = inTransaction(actingAs(person), (transaction) =>
			sql`update people.consent set purpose = 'release'`.execute(transaction)
		);
		await expect(rewrite).rejects.toMatchObject({ code: '42501' });
	});
});

describe('keeping results', () => {
	test('whoever agreed is not asked again; whoever did not can’t start', async () => {
		const guest = await newGuest();
		expect(await consentToAsk(guest, 'keep-results')).toBeUndefined();
		await startAttempt(guest, start);
		const person = await newAccount();
		expect((await consentToAsk(person, 'keep-results'))?.purpose).toBe('keep-results');
		await expect(startAttempt(person, start)).rejects.toMatchObject({ code: 'consent.required' });
		expect(await listOwnAttempts(person)).toEqual([]);
		await startAttempt(person, { ...start, consent: true });
		expect(await standingOf(person, 'keep-results')).toBe('given');
	});

	test('a new version of the text asks again', async () => {
		const guest = await newGuest();
		await look("update people.consent set text_version = '1' where person_id = $1", [guest.personId]);
		expect(await standingOf(guest, 'keep-results')).toBe('outdated');
		expect(await has(guest, 'keep-results')).toBe(false);
		expect((await consentToAsk(guest, 'keep-results'))?.version).not.toBe('1');
		await expect(startAttempt(guest, start)).rejects.toMatchObject({ code: 'consent.required' });
		await startAttempt(guest, { ...start, consent: true });
		expect(await standingOf(guest, 'keep-results')).toBe('given');
	});

	test('a consent that is a free choice is not asked for again once it was withdrawn', async () => {
		const person = await newAccount();
		expect(await consentToAsk(person, 'organisation-aggregates')).toBeDefined();
		await giveConsent(person, { purpose: 'organisation-aggregates', locale: 'kk' });
		await withdrawConsent(person, { purpose: 'organisation-aggregates' }, dataHolders);
		expect(await consentToAsk(person, 'organisation-aggregates')).toBeUndefined();
	});

	test('withdrawn with an account: all attempts go, the account and the history stay', async () => {
		const person = await newAccount();
		const { attempt } = await startAttempt(person, { ...start, consent: true });
		await giveAnswer(person, attempt.id, { item: '1.1.1', answer: 'B1' });
		const { erased, isForgotten } = await withdrawConsent(person, { purpose: 'keep-results' }, dataHolders);
		expect(isForgotten).toBe(false);
		expect(erased).toMatchObject({ 'self_assessment.attempt': 1, 'self_assessment.answer': 1 });
		expect(await look('select from self_assessment.attempt where person_id = $1', [person.personId])).toEqual([]);
		expect(await look('select from self_assessment.answer where attempt_id = $1', [attempt.id])).toEqual([]);
		expect(await standingOf(person, 'keep-results')).toBe('withdrawn');
	});

	test('withdrawn by a guest: nothing is left but events without a person', async () => {
		const guest = await newGuest();
		expect((await withdrawConsent(guest, { purpose: 'keep-results' }, dataHolders)).isForgotten).toBe(true);
		for (const table of ['people.consent', 'people.resume_code', 'self_assessment.attempt', 'people.audit_event'])
			expect(await look(`select from ${table} where person_id = $1`, [guest.personId])).toEqual([]);
		expect(await look('select from people.person where id = $1', [guest.personId])).toEqual([]);
	});

	test('the last attempt of an account may go without the account', async () => {
		const person = await newAccount();
		const { attempt } = await startAttempt(person, { ...start, consent: true });
		expect(await eraseAttempt(person, attempt.id)).toEqual({ isForgotten: false });
		expect(await look('select from people.person where id = $1', [person.personId])).toHaveLength(1);
	});
});

test('an event about a person no longer says about whom, once the person is erased', async () => {
	const guest = await newGuest();
	const event = uuidv7();
	await inOwnerSession(ownerUrl, (owner) =>
		owner.query("insert into people.audit_event (id, action, subject_id) values ($1, 'membership.begun', $2)", [event, guest.personId])
	);
	await withdrawConsent(guest, { purpose: 'keep-results' }, dataHolders);
	expect(await look('select subject_id from people.audit_event where id = $1', [event])).toEqual([{ subject_id: null }]);
});
