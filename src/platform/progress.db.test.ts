import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useDatabase } from '../../tests/database.ts';
import { type Acting, actingAs, nobody, type Person } from './actor.ts';
import { inTransaction } from './database.ts';
import { DomainError } from './errors.ts';
import { defineQueue, prepareQueues, type RunningJobs, sendJob, startJobs } from './jobs.ts';
import {
	cancelProgress, failProgress, findProgress, finishProgress, handleLongWork, isCancelled, listProgress, type LongWork, type Outcome, reportProgress,
	startProgress, WorkCancelled
} from './progress.ts';

const { look } = useDatabase();

const queue = defineQueue('test.long', z.object({ progressId: z.uuid() }), { retries: 1, firstDelay: 1 });
let work: (given: LongWork<{ progressId: string }>) => Promise<Outcome> = () => Promise.resolve({});
const worker = handleLongWork(queue, (given) => work(given));

async function newPerson(): Promise<Person> {
	const personId = uuidv7();
	await look('insert into people.person (id) values ($1)', [personId]);
	return { kind: 'person', personId, requestId: 'test' };
}

const begin = (person: Person, total?: number) =>
	inTransaction(actingAs(person), async (transaction) => {
		const progressId = await startProgress(transaction, person, 'test.long', total);
		await sendJob(transaction, queue, { progressId }, { actor: person });
		return progressId;
	});

let jobs: RunningJobs | undefined;
beforeAll(() => prepareQueues([worker]));
afterEach(async () => {
	await jobs?.stop();
	jobs = undefined;
	await look('delete from jobs.job');
});

describe('progress', () => {
	it('is counted and ended, once', async () => {
		const person = await newPerson();
		const id = await begin(person);
		expect(await findProgress(person, id)).toMatchObject({ state: 'waiting', done: 0, total: null, finishedAt: null });
		expect(await reportProgress(person, id, { done: 3, total: 10 })).toBe(true);
		expect(await findProgress(person, id)).toMatchObject({ state: 'running', done: 3, total: 10 });
		await inTransaction(actingAs(person), (transaction) => finishProgress(transaction, person, id, { messageCode: 'x.done', result: { rows: 10 } }));
		expect(await findProgress(person, id)).toMatchObject({ state: 'done', done: 10, messageCode: 'x.done', result: { rows: 10 } });
		expect(await cancelProgress(person, id)).toBe(false);
		expect(await failProgress(person, id, 'late')).toBe(false);
		expect(await reportProgress(person, id, { done: 4 })).toBe(false);
		expect((await findProgress(person, id))?.state).toBe('done');
	});

	it('is nobody else\'s', async () => {
		const person = await newPerson();
		const stranger = await newPerson();
		const id = await begin(person);
		expect(await findProgress(stranger, id)).toBeUndefined();
		expect(await listProgress(stranger)).toEqual([]);
		// Not even by plain SQL, in the stranger's name or in nobody's.
		const all = (acting: Acting) =>
			inTransaction(acting, async (transaction) => (await sql`select id from platform.progress`.execute(transaction)).rows);
		expect(await all(actingAs(stranger))).toEqual([]);
		expect(await all(nobody)).toEqual([]);
		expect(await all(actingAs(person))).toEqual([{ id }]);
		expect(await cancelProgress(stranger, id)).toBe(false);
		expect(await reportProgress(stranger, id, { done: 1 })).toBe(false);
		expect((await listProgress(person, 'test.long')).map((progress) => progress.id)).toEqual([id]);
		expect(await listProgress(person, 'test.other')).toEqual([]);
	});

	it('what the last transaction of cancelled work did is rolled back', async () => {
		const person = await newPerson();
		const id = await begin(person);
		expect(await cancelProgress(person, id)).toBe(true);
		expect(await isCancelled(person, id)).toBe(true);
		await expect(
			inTransaction(actingAs(person), async (transaction) => {
				await startProgress(transaction, person, 'test.undone');
				await finishProgress(transaction, person, id, {});
			})
		).rejects.toThrow(WorkCancelled);
		expect(await listProgress(person, 'test.undone')).toEqual([]);
	});
});

describe('long work', () => {
	it('runs in the name of its person and ends with its outcome', async () => {
		const person = await newPerson();
		work = async ({ person: acting, report }) => {
			for (let step = 0; step <= 5; step++) await report(step, 5);
			return { messageCode: 'test.done', result: { by: acting.personId } };
		};
		jobs = await startJobs([worker]);
		const id = await begin(person);
		await expect.poll(async () => (await findProgress(person, id))?.state).toBe('done');
		expect(await findProgress(person, id)).toMatchObject({ done: 5, total: 5, messageCode: 'test.done', result: { by: person.personId } });
	});

	it('is told as failed with its code', async () => {
		const person = await newPerson();
		work = () => Promise.reject(new DomainError('test.broken'));
		jobs = await startJobs([worker]);
		const id = await begin(person);
		await expect.poll(() => findProgress(person, id)).toMatchObject({ state: 'failed', messageCode: 'test.broken' });
	});

	it('stops soon after it was cancelled, and is not tried again', async () => {
		const person = await newPerson();
		let steps = 0;
		work = async ({ report }) => {
			for (;;) {
				await report(++steps, 1_000_000);
				await new Promise((resolve) => setTimeout(resolve, 5));
			}
		};
		jobs = await startJobs([worker]);
		const id = await begin(person);
		await expect.poll(() => steps).toBeGreaterThan(3);
		expect(await cancelProgress(person, id)).toBe(true);
		const state = () => look("select state::text from jobs.job where name = 'test.long'");
		await expect.poll(state).toEqual([{ state: 'completed' }]);
		expect((await findProgress(person, id))?.state).toBe('cancelled');
	});
});
