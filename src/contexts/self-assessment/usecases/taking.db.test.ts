import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { recognise } from '#contexts/people/index.ts';
import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { useDatabase } from '../../../../tests/database.ts';
import { answerCodes } from '../domain/level.ts';
import { eraseAttempt } from './erase-attempt.ts';
import { giveAnswer, giveAnswers } from './give-answer.ts';
import { giveContext } from './give-context.ts';
import { listOwnAttempts } from './list-own-attempts.ts';
import { rateSelf } from './rate-self.ts';
import { revokeReportShare } from './share-report.ts';
import { startAttempt } from './start-attempt.ts';
import { submitAttempt } from './submit-attempt.ts';
import { viewAttempt } from './view-attempt.ts';
import { viewReport } from './view-report.ts';

const { look } = useDatabase();

const nobody: Actor = { kind: 'anonymous', requestId: 'test' };

async function startAsGuest(): Promise<{ guest: Actor; attempt: string; code: string }> {
	const { attempt, resumeCode } = await startAttempt(nobody, { instrumentId: 'selfie-kz', locale: 'kk', consent: true });
	const code = resumeCode ?? '';
	return { guest: await recognise(code, 'test'), attempt: attempt.id, code };
}

async function codeOfFailure(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown
	);
	expect(error).toBeInstanceOf(DomainError);
	return (error as DomainError).code;
}

async function answersOf(guest: Actor, attempt: string): Promise<Record<string, number>> {
	return Object.fromEntries((await viewAttempt(guest, attempt)).answers.map(({ item, value }) => [item, value]));
}

describe('starting', () => {
	test('a guest gets a code that opens the attempt, typed in any way', async () => {
		const { attempt, code } = await startAsGuest();
		const again = await recognise(code.toLowerCase().replaceAll('-', ' '), 'test');
		expect((await viewAttempt(again, attempt)).attempt.id).toBe(attempt);
	});

	test('nothing is stored without consent', async () => {
		const before = await look('select count(*) from people.person');
		expect(await codeOfFailure(startAttempt(nobody, { instrumentId: 'selfie-kz', locale: 'kk', consent: false }))).toBe('consent.required');
		expect(await look('select count(*) from people.person')).toEqual(before);
	});

	test('an unknown instrument is refused', async () => {
		expect(await codeOfFailure(startAttempt(nobody, { instrumentId: 'nothing', locale: 'kk', consent: true }))).toBe('instrument.not_found');
	});

	test('the resume code is not in the database', async () => {
		const { code } = await startAsGuest();
		const rows = await look("select count(*)::int as found from people.resume_code where encode(code_hash, 'escape') like $1", [`%${code}%`]);
		expect(rows).toEqual([{ found: 0 }]);
	});

	test('a known person takes a second attempt under the same code', async () => {
		const { guest, attempt } = await startAsGuest();
		const second = await startAttempt(guest, { instrumentId: 'selfie-kz', locale: 'ru', consent: true });
		expect(second.resumeCode).toBeUndefined();
		expect((await listOwnAttempts(guest)).map((entry) => entry.attempt.id)).toEqual([second.attempt.id, attempt]);
	});
});

describe('answering', () => {
	test('every answer of every item is stored as its value', async () => {
		const { guest, attempt } = await startAsGuest();
		for (const [value, answer] of answerCodes.entries()) {
			await giveAnswer(guest, attempt, { item: '1.1.1', answer });
			expect(await answersOf(guest, attempt)).toEqual({ '1.1.1': value });
		}
	});

	test('the answer given last wins, in whatever order answers arrive', async () => {
		const { guest, attempt } = await startAsGuest();
		const at = (seconds: number) => new Date(Date.now() - 60_000 + seconds * 1_000);
		await giveAnswer(guest, attempt, { item: '1.1.1', answer: 'B1', answeredAt: at(2) });
		const late = await giveAnswer(guest, attempt, { item: '1.1.1', answer: 'C2', answeredAt: at(1) });
		expect(late.isSuperseded).toBe(true);
		expect(await answersOf(guest, attempt)).toEqual({ '1.1.1': 3 });
		await giveAnswer(guest, attempt, { item: '1.1.1', answer: 'A1', answeredAt: at(3) });
		expect(await answersOf(guest, attempt)).toEqual({ '1.1.1': 1 });
	});

	test('two tabs that answer the same item at once: the later one stays, whichever is written first', async () => {
		const { guest, attempt } = await startAsGuest();
		const base = Date.now() - 60_000;
		const moments = Array.from({ length: 20 }, (_, index) => index).sort(() => Math.random() - 0.5);
		await Promise.all(
			moments.map((index) => giveAnswer(guest, attempt, { item: '2.1.1', answer: index === 19 ? 'C2' : 'A1', answeredAt: new Date(base + index) }))
		);
		expect(await answersOf(guest, attempt)).toEqual({ '2.1.1': 6 });
	});

	test('repeating an answer changes nothing and is no error', async () => {
		const { guest, attempt } = await startAsGuest();
		const given = { item: '1.1.1', answer: 'B2', answeredAt: new Date(Date.now() - 1_000) } as const;
		await giveAnswer(guest, attempt, given);
		await giveAnswer(guest, attempt, given);
		expect(await answersOf(guest, attempt)).toEqual({ '1.1.1': 4 });
	});

	test('an answer taken back does not come back when an older one arrives late', async () => {
		const { guest, attempt } = await startAsGuest();
		const now = Date.now() - 60_000;
		await giveAnswer(guest, attempt, { item: '1.1.1', answer: 'B2', answeredAt: new Date(now) });
		await giveAnswer(guest, attempt, { item: '1.1.1', answer: null, answeredAt: new Date(now + 2_000) });
		await giveAnswer(guest, attempt, { item: '1.1.1', answer: 'A2', answeredAt: new Date(now + 1_000) });
		expect(await answersOf(guest, attempt)).toEqual({});
	});

	test('several at once: each has its own fate, and none keeps the others from being stored', async () => {
		const { guest, attempt } = await startAsGuest();
		const at = (seconds: number) => new Date(Date.now() - 60_000 + seconds * 1_000);
		await giveAnswer(guest, attempt, { item: '1.1.2', answer: 'C2', answeredAt: at(9) });
		const outcomes = await giveAnswers(guest, attempt, [
			{ item: '1.1.1', answer: 'B2', answeredAt: at(1) },
			{ item: '1.1.2', answer: 'A1', answeredAt: at(2) },
			{ item: '9.9.9', answer: 'A1', answeredAt: at(3) },
			{ item: 'x\0', answer: 'A1', answeredAt: at(3) },
			{ item: '1.2.1', answer: 'DK', answeredAt: at(4) },
			{ item: '1.1.1', answer: 'A2', answeredAt: at(5) }
		]);
		expect(outcomes.map(({ status }) => status)).toEqual(['superseded', 'superseded', 'refused', 'refused', 'saved', 'saved']);
		expect(await answersOf(guest, attempt)).toEqual({ '1.1.1': 2, '1.1.2': 6, '1.2.1': 0 });
		const { guest: other } = await startAsGuest();
		await expect(giveAnswers(other, attempt, [{ item: '1.1.1', answer: 'A1' }])).rejects.toThrow('attempt.not_found');
		await submitAttempt(guest, attempt);
		await expect(giveAnswers(guest, attempt, [{ item: '1.1.1', answer: 'A1' }])).rejects.toThrow('attempt.submitted');
	});

	test('a clock that runs ahead does not lock the item', async () => {
		const { guest, attempt } = await startAsGuest();
		await giveAnswer(guest, attempt, { item: '1.1.1', answer: 'B2', answeredAt: new Date(Date.now() + 86_400_000) });
		await new Promise((resolve) => setTimeout(resolve, 2));
		await giveAnswer(guest, attempt, { item: '1.1.1', answer: 'C1' });
		expect(await answersOf(guest, attempt)).toEqual({ '1.1.1': 5 });
	});

	test('in one batch, each caller hears of its own answer', async () => {
		const { guest, attempt } = await startAsGuest();
		const other = await startAsGuest();
		const outcomes = await Promise.allSettled([
			giveAnswer(guest, attempt, { item: '1.1.1', answer: 'B2' }),
			giveAnswer(guest, attempt, { item: '9.9.9', answer: 'B2' }),
			giveAnswer(guest, attempt, { item: '1.1.1\0', answer: 'B2' }),
			giveAnswer(guest, other.attempt, { item: '1.1.1', answer: 'B2' }),
			giveAnswer(guest, randomUUID(), { item: '1.1.1', answer: 'B2' }),
			giveAnswer(other.guest, other.attempt, { item: '6.4.1', answer: 'DK' })
		]);
		expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'saved' : (outcome.reason as DomainError).code))).toEqual([
			'saved',
			'item.unknown',
			'item.unknown',
			'attempt.not_found',
			'attempt.not_found',
			'saved'
		]);
		expect(await answersOf(guest, attempt)).toEqual({ '1.1.1': 4 });
		expect(await answersOf(other.guest, other.attempt)).toEqual({ '6.4.1': 0 });
	});
});

describe('submitting', () => {
	test('freezes the result; later answers are refused; submitting again is harmless', async () => {
		const { guest, attempt } = await startAsGuest();
		await giveAnswer(guest, attempt, { item: '4.1.1', answer: 'B1' });
		await giveAnswer(guest, attempt, { item: '4.2.1', answer: 'B2' });
		const first = await submitAttempt(guest, attempt);
		expect(await codeOfFailure(giveAnswer(guest, attempt, { item: '4.1.1', answer: 'C2' }))).toBe('attempt.submitted');
		expect(await codeOfFailure(rateSelf(guest, attempt, 'after', 'B1'))).toBe('attempt.submitted');
		expect(await codeOfFailure(giveContext(guest, attempt, {}))).toBe('attempt.submitted');
		expect(await submitAttempt(guest, attempt)).toEqual(first);
		const report = await viewReport(guest, attempt);
		expect(report.overall).toMatchObject({ score: 3.5, level: null, answered: 2, items: 32 });
		expect(report.areas.find((area) => area.code === '4')).toMatchObject({ score: 3.5, level: 'B2', answered: 2, items: 3 });
	});

	test('an answer that races with the submission is either in the result or refused', async () => {
		for (let round = 0; round < 10; round += 1) {
			const { guest, attempt } = await startAsGuest();
			const [answer] = await Promise.allSettled([giveAnswer(guest, attempt, { item: '1.1.1', answer: 'C2' }), submitAttempt(guest, attempt)]);
			const { answered } = (await viewReport(guest, attempt)).overall;
			expect(answered).toBe(answer.status === 'fulfilled' ? 1 : 0);
		}
	});

	test('there is no report before', async () => {
		const { guest, attempt } = await startAsGuest();
		expect(await codeOfFailure(viewReport(guest, attempt))).toBe('attempt.not_submitted');
	});
});

describe('context questions', () => {
	test.each([
		[{ planet: 'mars' }, 'context.unknown'],
		[{ region: 'atlantis' }, 'context.invalid'],
		[{ region: ['kz-akmola'] }, 'context.invalid'],
		[{ subject: 'mathematics' }, 'context.invalid'],
		[{ everyday_use: { easy: 'perhaps' } }, 'context.invalid'],
		[{ school: 'x'.repeat(2_000) }, 'context.too_long']
	])('%j is refused as %s and nothing is stored', async (given, code) => {
		const { guest, attempt } = await startAsGuest();
		expect(await codeOfFailure(giveContext(guest, attempt, { gender: 'female', ...given }))).toBe(code);
		expect((await viewAttempt(guest, attempt)).context).toEqual({});
	});

	test('preferring not to say excludes the other choices', async () => {
		const { guest, attempt } = await startAsGuest();
		await giveContext(guest, attempt, { learner_ages: ['6_9', 'prefer_not_to_say'], school: '  №12 мектеп-гимназиясы ' });
		expect((await viewAttempt(guest, attempt)).context).toEqual({ learner_ages: ['prefer_not_to_say'], school: '№12 мектеп-гимназиясы' });
	});
});

describe('strangers', () => {
	test('somebody else finds nothing, changes nothing', async () => {
		const { guest, attempt } = await startAsGuest();
		await giveAnswer(guest, attempt, { item: '1.1.1', answer: 'B2' });
		const { guest: stranger } = await startAsGuest();
		for (const actor of [stranger, nobody]) {
			const expected = actor === nobody ? 'person.required' : 'attempt.not_found';
			const acts = [
				() => viewAttempt(actor, attempt),
				() => giveAnswer(actor, attempt, { item: '1.1.1', answer: 'A1' }),
				() => giveContext(actor, attempt, {}),
				() => rateSelf(actor, attempt, 'before', 'A1'),
				() => submitAttempt(actor, attempt),
				() => viewReport(actor, attempt),
				() => eraseAttempt(actor, attempt)
			];
			for (const act of acts) expect(await codeOfFailure(act())).toBe(expected);
		}
		expect(await answersOf(guest, attempt)).toEqual({ '1.1.1': 4 });
	});
});

describe('sharing', () => {
	test('closing a link that is none is told as such, whatever was sent', async () => {
		const { guest, attempt } = await startAsGuest();
		await submitAttempt(guest, attempt);
		for (const share of ['', 'no id', randomUUID()]) expect(await codeOfFailure(revokeReportShare(guest, attempt, share))).toBe('share.not_found');
	});
});

describe('erasing', () => {
	test('leaves nothing but audit events without a person; the code opens nothing any more', async () => {
		const { guest, attempt, code } = await startAsGuest();
		await giveAnswer(guest, attempt, { item: '1.1.1', answer: 'B2' });
		await giveContext(guest, attempt, { region: 'kz-akmola' });
		await rateSelf(guest, attempt, 'before', 'B1');
		await submitAttempt(guest, attempt);
		expect(await eraseAttempt(guest, attempt)).toEqual({ isForgotten: true });
		expect(await codeOfFailure(recognise(code, 'test'))).toBe('resume_code.unknown');
		const left = await look(
			`select (select count(*) from self_assessment.answer where attempt_id = $1)
				+ (select count(*) from self_assessment.result where attempt_id = $1)
				+ (select count(*) from self_assessment.attempt_context where attempt_id = $1)
				+ (select count(*) from self_assessment.self_rating where attempt_id = $1)
				+ (select count(*) from self_assessment.attempt where id = $1) as left`,
			[attempt]
		);
		expect(left).toEqual([{ left: '0' }]);
		const events = await look('select action, person_id from people.audit_event where subject_id = $1 order by id', [attempt]);
		expect(events).toEqual([
			{ action: 'attempt.started', person_id: null },
			{ action: 'attempt.submitted', person_id: null },
			{ action: 'attempt.erased', person_id: null }
		]);
	});
});
