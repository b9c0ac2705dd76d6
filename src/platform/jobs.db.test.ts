import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useDatabase } from '../../tests/database.ts';
import { nobody } from './actor.ts';
import { inTransaction } from './database.ts';
import { DomainError } from './errors.ts';
import { defineQueue, handleJobs, type Job, prepareQueues, RetryLater, type RunningJobs, sendJob, sendJobs, startJobs } from './jobs.ts';

const { look } = useDatabase();

const queue = defineQueue('test.work', z.object({ number: z.int() }), { retries: 2, firstDelay: 1, longestDelay: 1 });
const seen: Job<{ number: number }>[] = [];
const givenUp: [number, string][] = [];
let behave: (job: Job<{ number: number }>) => Promise<void> = () => Promise.resolve();
const worker = handleJobs(
	queue,
	async (job) => {
		seen.push(job);
		await behave(job);
	},
	{
		giveUp: ({ data }, code) => {
			givenUp.push([data.number, code]);
			return Promise.resolve();
		}
	}
);

const numbers = () => seen.map(({ data }) => data.number);
const personId = '018f0000-0000-7000-8000-000000000001';
let running: RunningJobs | undefined;

async function statesInDatabase(): Promise<string[]> {
	const rows = await look<{ state: string }>("select state::text from jobs.job where name = 'test.work' order by state::text");
	return rows.map(({ state }) => state);
}

beforeAll(() => prepareQueues([worker]));
afterEach(async () => {
	await running?.stop();
	running = undefined;
	seen.length = 0;
	givenUp.length = 0;
	behave = () => Promise.resolve();
	await look('delete from jobs.job');
});

describe('sending', () => {
	it('is part of the change: what is rolled back sends nothing', async () => {
		const undone = inTransaction(nobody, async (transaction) => {
			await sendJob(transaction, queue, { number: 1 });
			throw new Error('undo');
		});
		await expect(undone).rejects.toThrow('undo');
		await inTransaction(nobody, (transaction) => sendJob(transaction, queue, { number: 2 }));
		running = await startJobs([worker]);
		await expect.poll(numbers).toEqual([2]);
	});

	it('takes a job once per id, and many at once', async () => {
		const id = '018f0000-0000-7000-8000-00000000000a';
		await inTransaction(nobody, (transaction) => sendJob(transaction, queue, { number: 7 }, { id }));
		const jobs = [{ data: { number: 7 }, id }, { data: { number: 8 } }, { data: { number: 9 } }];
		await inTransaction(nobody, (transaction) => sendJobs(transaction, queue, jobs));
		expect(await statesInDatabase()).toEqual(['created', 'created', 'created']);
	});

	it('refuses data that do not fit', async () => {
		await expect(inTransaction(nobody, (transaction) => sendJob(transaction, queue, { number: 1.5 }))).rejects.toThrow(z.ZodError);
		expect(await statesInDatabase()).toEqual([]);
	});
});

describe('running', () => {
	it('starts within a second of the commit, though it looks by itself every half minute only', async () => {
		running = await startJobs([worker], { pollSeconds: 30 });
		// The first look at an empty queue is over: only being woken can start the job.
		await new Promise((resolve) => setTimeout(resolve, 300));
		const begin = performance.now();
		await inTransaction(nobody, (transaction) =>
			sendJob(transaction, queue, { number: 3 }, { actor: { kind: 'person', personId, requestId: 'request-1' } })
		);
		await expect.poll(numbers, { interval: 5 }).toEqual([3]);
		expect(performance.now() - begin).toBeLessThan(1_000);
		expect(seen[0]?.actor).toEqual({ kind: 'person', personId, requestId: 'request-1' });
		await expect.poll(statesInDatabase).toEqual(['completed']);
	});

	it('does many that were sent together one after the other, without waiting between them', async () => {
		running = await startJobs([worker], { pollSeconds: 30 });
		const many = Array.from({ length: 20 }, (_, number) => number);
		await inTransaction(nobody, (transaction) => sendJobs(transaction, queue, many.map((number) => ({ data: { number } }))));
		await expect.poll(() => numbers().sort((a, b) => a - b), { timeout: 5_000 }).toEqual(many);
	});

	it('tries again, and gives up after the last attempt', async () => {
		behave = () => Promise.reject(new RetryLater('test.away'));
		running = await startJobs([worker], { pollSeconds: 0.5 });
		await inTransaction(nobody, (transaction) => sendJob(transaction, queue, { number: 4 }));
		await expect.poll(() => givenUp, { timeout: 15_000 }).toEqual([[4, 'test.away']]);
		expect(seen.map(({ attempt, isLastAttempt }) => [attempt, isLastAttempt])).toEqual([[1, false], [2, false], [3, true]]);
		await expect.poll(statesInDatabase).toEqual(['failed']);
	});

	it('does not try again what can only fail, and keeps nothing but the code', async () => {
		behave = () => Promise.reject(new DomainError('test.wrong', { secret: 'Әсел' }));
		running = await startJobs([worker], { pollSeconds: 0.5 });
		await inTransaction(nobody, (transaction) => sendJob(transaction, queue, { number: 5 }));
		await expect.poll(statesInDatabase).toEqual(['failed']);
		expect(givenUp).toEqual([[5, 'test.wrong']]);
		expect(await look("select output from jobs.job where name = 'test.work'")).toEqual([{ output: { code: 'test.wrong' } }]);
	});

	it('stops in order: a job under way is finished, the rest waits for the next start', async () => {
		let finish = (): void => undefined;
		behave = () => new Promise((resolve) => (finish = resolve));
		running = await startJobs([worker]);
		await inTransaction(nobody, (transaction) => sendJobs(transaction, queue, [{ data: { number: 1 } }, { data: { number: 2 } }]));
		await expect.poll(numbers).toEqual([1]);
		const stopping = running.stop();
		running = undefined;
		finish();
		await stopping;
		expect(await statesInDatabase()).toEqual(['completed', 'created']);

		behave = () => Promise.resolve();
		running = await startJobs([worker]);
		await expect.poll(numbers).toEqual([1, 2]);
	});
});
