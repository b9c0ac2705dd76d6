import { describe, expect, test } from 'vitest';
import {
	closeWave,
	createWave,
	declineToShare,
	joinWave,
	leaveWave,
	listMyWaves,
	openWave,
	shareAnswers,
	viewChoice,
	viewOffer,
	viewWave
} from '#contexts/insight/index.ts';
import { recognise } from '#contexts/people/index.ts';
import { eraseAttempt, giveAnswer, giveContext, startAttempt, submitAttempt } from '#contexts/self-assessment/index.ts';
import type { Actor } from '#platform/actor.ts';
import { prepareQueues } from '#platform/jobs.ts';
import { afterSubmission } from '../../src/after-submission.ts';
import { claim } from '../../src/claim.ts';
import { waveFields } from '../../src/contexts/insight/wave-fixture.ts';
import { codeOfFailure, peopleFixture } from '../../src/contexts/people/people-fixture.ts';
import { jobWorkers } from '../../src/jobs.ts';
import { useDatabase } from '../database.ts';

const { look } = useDatabase();
const { makeOrganisation, makeMember, makePerson } = peopleFixture(look);

const nobody: Actor = { kind: 'anonymous', requestId: 'test' };
const visit = { cookie: null, userAgent: null, network: '192.0.2.1', locale: 'kk', requestId: 'test' } as const;
const locale = 'kk';
const sharing = { withheld: [], localAnswers: { 1: 2 }, consent: true, locale } as const;

/** An open wave over a district of two schools. */
async function openedWave() {
	await prepareQueues(jobWorkers);
	const region = await makeOrganisation('region', await makeOrganisation('nation'));
	const district = await makeOrganisation('district', region, 'Аудан');
	const abai = await makeOrganisation('school', district, 'Абай мектебі');
	const schools = [abai, await makeOrganisation('school', district, 'Қарағанды мектебі')] as const;
	const lead = await makeMember('Айгүл', 'methodologist', district);
	const id = await createWave(lead, { ...waveFields([district]), organisationId: district, instrumentId: 'selfie-kz' });
	await openWave(lead, id);
	const code = (await viewWave(lead, id)).node?.joinCode ?? '';
	const schoolCode = (await viewWave(lead, id, schools[1])).node?.joinCode ?? '';
	return { id, code, schoolCode, district, schools, lead };
}

async function finish(actor: Actor, attempt: string): Promise<void> {
	await giveAnswer(actor, attempt, { item: '1.1.1', answer: 'B2' });
	await giveContext(actor, attempt, { gender: 'female', experience_years: '6_15', region: 'kz-akmola' });
	await submitAttempt(actor, attempt, afterSubmission);
}

/** A guest who has joined and finished. */
async function guestIn(code: string, school: string) {
	const joined = await joinWave(nobody, { code, organisationId: school, consent: true, locale });
	const guest = await recognise(joined.resumeCode ?? '', 'test');
	await finish(guest, joined.attemptId);
	return { ...joined, guest };
}

interface Snapshot extends Record<string, unknown> {
	readonly answers: Buffer;
	readonly local_answers: Buffer;
}
const snapshots = (wave: string) => look<Snapshot>('select * from insight.snapshot where wave_id = $1', [wave]);

describe('a code', () => {
	test('says what it is for, typed in any way, and finds places without a Kazakh keyboard', async () => {
		const { code, schoolCode, schools } = await openedWave();
		const offer = await viewOffer(nobody, code.toLowerCase().replace('-', ' '));
		expect(offer).toMatchObject({ code, total: 2, own: undefined, wave: { state: 'open', organisationName: { kk: 'Аудан' } } });
		expect((await viewOffer(nobody, code, 'караганды')).places.map(({ id }) => id)).toEqual([schools[1]]);
		expect((await viewOffer(nobody, code, '100%')).places).toEqual([]);
		expect(await viewOffer(nobody, schoolCode)).toMatchObject({ total: 1, places: [{ id: schools[1], above: null }] });
		expect(await codeOfFailure(viewOffer(nobody, 'K7QF'))).toBe('wave.code_malformed');
		expect(await codeOfFailure(viewOffer(nobody, '0000-0000'))).toBe('wave.code_unknown');
	});
});

describe('joining', () => {
	test('a guest joins at a school; a school’s own code asks for none', async () => {
		const { id, code, schoolCode, schools, lead } = await openedWave();
		expect(await codeOfFailure(joinWave(nobody, { code, consent: true, locale }))).toBe('wave.school_missing');
		expect(await codeOfFailure(joinWave(nobody, { code, organisationId: schools[0], locale }))).toBe('consent.required');
		expect(await codeOfFailure(joinWave(nobody, { code: schoolCode, organisationId: schools[0], consent: true, locale }))).toBe('wave.school_outside');
		const joined = await joinWave(nobody, { code: schoolCode, consent: true, locale });
		expect(joined.resumeCode).toMatch(/^\w{4}(-\w{4}){3}$/);
		expect((await viewWave(lead, id)).completion).toMatchObject({ joined: 1, finished: 0, silent: 1 });
	});

	test('again leads back to where one was; an unknown place, a district and a school elsewhere are refused', async () => {
		const { code, district, schools } = await openedWave();
		const teacher = await makePerson('Мұғалім');
		expect(await codeOfFailure(joinWave(teacher, { code, organisationId: district, consent: true, locale }))).toBe('wave.school_outside');
		const elsewhere = await makeOrganisation('school', null);
		expect(await codeOfFailure(joinWave(teacher, { code, organisationId: elsewhere, consent: true, locale }))).toBe('wave.school_outside');
		const first = await joinWave(teacher, { code, organisationId: schools[0], consent: true, locale });
		expect(await joinWave(teacher, { code, organisationId: schools[1], locale })).toEqual(first);
	});

	test('a draft and a closed wave take nobody', async () => {
		const { id, code, schools, lead } = await openedWave();
		await closeWave(lead, id);
		expect(await codeOfFailure(joinWave(nobody, { code, organisationId: schools[0], consent: true, locale }))).toBe('wave.not_open');
		await look(`update insight.wave set state = 'draft', opened_at = null, closed_at = null where id = $1`, [id]);
		expect(await codeOfFailure(joinWave(nobody, { code, organisationId: schools[0], consent: true, locale }))).toBe('wave.not_open');
	});

	test('a submitted attempt of the same version is taken, another person’s or another version’s is not', async () => {
		const { code, schools } = await openedWave();
		const teacher = await makePerson('Мұғалім');
		const { attempt } = await startAttempt(teacher, { instrumentId: 'selfie-kz', locale, consent: true });
		await finish(teacher, attempt.id);
		const other = await makePerson('Басқа');
		const request = { code, organisationId: schools[0], attemptId: attempt.id, locale } as const;
		expect(await codeOfFailure(joinWave(other, { ...request, consent: true }))).toBe('wave.attempt_other');
		expect(await viewOffer(teacher, code)).toMatchObject({ reusable: { id: attempt.id }, underWay: undefined });
		expect(await joinWave(teacher, request)).toMatchObject({ isFinished: true, attemptId: attempt.id, resumeCode: undefined });
	});

	test('the attempt has the version of the wave, also when a newer one is there', async () => {
		const { code, schools } = await openedWave();
		await look(`
			insert into self_assessment.instrument (id, version, checksum, body)
			select id, '9.0.0', 'newer', jsonb_set(body, '{version}', '"9.0.0"') from self_assessment.instrument
			where id = 'selfie-kz' and version = '1.0.0'
		`);
		const teacher = await makePerson('Мұғалім');
		const newer = (await startAttempt(teacher, { instrumentId: 'selfie-kz', locale, consent: true })).attempt;
		expect(newer.instrumentVersion).toBe('9.0.0');
		const request = { code, organisationId: schools[0], locale } as const;
		expect(await codeOfFailure(joinWave(teacher, { ...request, attemptId: newer.id }))).toBe('wave.attempt_other');
		const { attemptId } = await joinWave(teacher, request);
		const [row] = await look('select instrument_version from self_assessment.attempt where id = $1', [attemptId]);
		expect(row).toEqual({ instrument_version: '1.0.0' });
		await eraseAttempt(teacher, newer.id);
		await look(`delete from self_assessment.instrument where version = '9.0.0'`);
	});
});

describe('deciding', () => {
	test('what is shared has the answers, the bands that were left, and the school; nothing of the person', async () => {
		const { id, code, schools } = await openedWave();
		const { guest, attemptId } = await guestIn(code, schools[0]);
		const choice = await viewChoice(guest, id);
		expect(choice.bands).toEqual([{ dimension: 'gender', band: 'female' }, { dimension: 'experience_years', band: '6_15' }]);
		expect(choice.consent?.purpose).toBe('organisation-aggregates');
		await shareAnswers(guest, id, { ...sharing, withheld: ['gender'] });
		const [shared, ...more] = await snapshots(id);
		expect(more).toEqual([]);
		expect(shared).toMatchObject({ organisation_id: schools[0], bands: ['not_told', '6_15'] });
		expect([...(shared?.local_answers ?? [])]).toEqual([2]);
		expect([...(shared?.answers ?? [])]).toEqual([5, ...Array.from({ length: 31 }, () => 0)]);
		const text = JSON.stringify(shared);
		expect([guest.kind === 'person' ? guest.personId : '', attemptId].some((secret) => text.includes(secret))).toBe(false);
		expect(await codeOfFailure(shareAnswers(guest, id, sharing))).toBe('wave.shared_already');
		expect(await codeOfFailure(declineToShare(guest, id))).toBe('wave.shared_already');
		expect(await codeOfFailure(leaveWave(guest, id))).toBe('wave.shared_already');
		const consents = await look(`select from people.consent where purpose = 'organisation-aggregates' and person_id = $1`, [
			guest.kind === 'person' ? guest.personId : ''
		]);
		expect(consents).toHaveLength(1);
	});

	test('declining can be changed while the wave is open; leaders can’t tell', async () => {
		const { id, code, schools, lead } = await openedWave();
		const { guest } = await guestIn(code, schools[0]);
		await declineToShare(guest, id);
		expect(await listMyWaves(guest)).toMatchObject([{ decision: 'declined', waveId: id }]);
		const before = await viewWave(lead, id);
		await shareAnswers(guest, id, sharing);
		expect(await viewWave(lead, id)).toEqual(before);
		expect(await snapshots(id)).toHaveLength(1);
	});

	test('not before the attempt is submitted, not after the wave is closed, not without consent, not with wild answers', async () => {
		const { id, code, schools, lead } = await openedWave();
		const joined = await joinWave(nobody, { code, organisationId: schools[0], consent: true, locale });
		const guest = await recognise(joined.resumeCode ?? '', 'test');
		expect(await codeOfFailure(shareAnswers(guest, id, sharing))).toBe('wave.not_finished');
		expect(await codeOfFailure(declineToShare(guest, id))).toBe('wave.not_finished');
		await finish(guest, joined.attemptId);
		expect(await codeOfFailure(shareAnswers(guest, id, { ...sharing, consent: undefined }))).toBe('consent.required');
		for (const localAnswers of [{ 1: 3 }, { 1: -1 }, { 1: 1.5 }, { 2: 1 }, { 1: Number.NaN }] as Record<string, number>[])
			expect(await codeOfFailure(shareAnswers(guest, id, { ...sharing, localAnswers }))).toBe('wave.local_answer');
		await closeWave(lead, id);
		expect(await codeOfFailure(shareAnswers(guest, id, sharing))).toBe('wave.not_open');
		expect(await snapshots(id)).toEqual([]);
	});

	test('a stranger takes part in nothing, the same answers count in one wave', async () => {
		const [one, two] = [await openedWave(), await openedWave()];
		const teacher = await makePerson('Мұғалім');
		expect(await codeOfFailure(viewChoice(teacher, one.id))).toBe('wave.not_joined');
		expect(await codeOfFailure(shareAnswers(teacher, one.id, sharing))).toBe('wave.not_joined');
		expect(await codeOfFailure(shareAnswers(nobody, one.id, sharing))).toBe('person.required');
		const { attemptId } = await joinWave(teacher, { code: one.code, organisationId: one.schools[0], consent: true, locale });
		await finish(teacher, attemptId);
		await joinWave(teacher, { code: two.code, organisationId: two.schools[0], attemptId, locale });
		await shareAnswers(teacher, one.id, sharing);
		expect(await codeOfFailure(shareAnswers(teacher, two.id, sharing))).toBe('wave.attempt_used');
	});

	test('a double click shares once', async () => {
		const { id, code, schools } = await openedWave();
		const { guest } = await guestIn(code, schools[1]);
		const codes = await Promise.all([1, 2, 3].map(() => codeOfFailure(shareAnswers(guest, id, sharing))));
		expect(codes.sort()).toEqual(['none', 'wave.shared_already', 'wave.shared_already']);
		expect(await snapshots(id)).toHaveLength(1);
	});

	test('leaving erases that one took part, and the attempt stays', async () => {
		const { id, code, schools, lead } = await openedWave();
		const { guest, attemptId } = await guestIn(code, schools[0]);
		await leaveWave(guest, id);
		expect(await codeOfFailure(leaveWave(guest, id))).toBe('wave.not_joined');
		expect((await viewWave(lead, id)).completion).toMatchObject({ joined: 0 });
		expect(await look('select from self_assessment.attempt where id = $1', [attemptId])).toHaveLength(1);
	});
});

test('a guest’s waves become the account’s; where both took part, whoever has shared stays', async () => {
	const [one, two] = [await openedWave(), await openedWave()];
	const account = await makePerson('Мұғалім');
	const joined = await joinWave(nobody, { code: one.code, organisationId: one.schools[0], consent: true, locale });
	const guest = await recognise(joined.resumeCode ?? '', 'test');
	await finish(guest, joined.attemptId);
	await shareAnswers(guest, one.id, sharing);
	await joinWave(guest, { code: two.code, organisationId: two.schools[1], locale });
	await joinWave(account, { code: one.code, organisationId: one.schools[1], consent: true, locale });
	await claim(account, visit, joined.resumeCode ?? '');
	const own = await listMyWaves(account);
	expect(own.map(({ waveId, decision, attemptId }) => [waveId, decision, attemptId === joined.attemptId]).sort()).toEqual(
		[[one.id, 'shared', true], [two.id, null, false]].sort()
	);
});
