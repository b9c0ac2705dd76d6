import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../tests/database.ts';
import { nobody } from './actor.ts';
import { inTransaction } from './database.ts';
import { type Queue, type RunningJobs, sendJob, startJobs } from './jobs.ts';
import { tidyJob } from './tidy.ts';

const { look } = useDatabase();
let jobs: RunningJobs;
beforeAll(async () => {
	jobs = await startJobs([tidyJob]);
});
afterAll(() => jobs.stop());

it('forgets what is old, ends what was abandoned, and touches nothing else', async () => {
	const person = uuidv7();
	await look('insert into people.person (id) values ($1)', [person]);
	for (const age of ['29 days', '31 days'])
		await look(
			`insert into platform.mail (id, kind, locale, recipient, subject, state, created_at)
			values (gen_random_uuid(), $1::text, 'kk', 'a@b.kz', 's', 'sent', now() - $1::text::interval)`,
			[age]
		);
	const works: readonly (readonly [kind: string, state: string, age: string])[] = [
		['under way', 'running', '2 days'],
		['abandoned', 'running', '4 days'],
		['never begun', 'waiting', '4 days'],
		['remembered', 'done', '89 days'],
		['forgotten', 'done', '91 days']
	];
	for (const [kind, state, age] of works)
		await look(
			`insert into platform.progress (id, person_id, kind, state, created_at, updated_at, finished_at)
			select gen_random_uuid(), $1, $2, $3::text, t, t, case when $3::text = 'done' then t end from (select now() - $4::text::interval as t) moment`,
			[person, kind, state, age]
		);

	await inTransaction(nobody, (transaction) => sendJob(transaction, tidyJob.queue as Queue<object>, {}));

	const left = () => look('select kind, state, message_code as code from platform.progress order by kind');
	await expect.poll(left).toEqual([
		{ kind: 'abandoned', state: 'failed', code: 'progress.abandoned' },
		{ kind: 'never begun', state: 'failed', code: 'progress.abandoned' },
		{ kind: 'remembered', state: 'done', code: null },
		{ kind: 'under way', state: 'running', code: null }
	]);
	expect(await look('select kind from platform.mail')).toEqual([{ kind: '29 days' }]);
});
