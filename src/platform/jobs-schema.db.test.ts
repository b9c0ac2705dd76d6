import { getRollbackPlans, PgBoss } from 'pg-boss';
import { expect, it } from 'vitest';
import { inOwnerSession, useDatabase } from '../../tests/database.ts';
import { installJobs, jobsSchema } from './jobs-schema.ts';

const { ownerUrl, look, logins } = useDatabase();

const version = async () => (await look<{ version: number }>('select version from jobs.version'))[0]?.version;

async function findDrift() {
	const quiet = { migrate: false, supervise: false, schedule: false, registerInstance: false };
	const boss = new PgBoss({ connectionString: logins().jobs, schema: jobsSchema, ...quiet });
	await boss.start();
	try {
		return await boss.detectSchemaDrift();
	} finally {
		await boss.stop();
	}
}

it('tables of an older pg-boss are brought to what the installed one expects', async () => {
	const newest = (await version()) as number;
	await inOwnerSession(ownerUrl, async (owner) => {
		for (let older = newest; older > newest - 4; older--) await owner.query(getRollbackPlans(jobsSchema, older));
	});
	expect(await version()).toBe(newest - 4);
	await inOwnerSession(ownerUrl, installJobs);
	expect(await version()).toBe(newest);
	expect(await findDrift()).toMatchObject({ ok: true });
});

it('a second time nothing is done', async () => {
	const before = await look('select oid from pg_class order by oid desc limit 1');
	await inOwnerSession(ownerUrl, installJobs);
	expect(await look('select oid from pg_class order by oid desc limit 1')).toEqual(before);
});

it.each(['qadam_application_rights', 'qadam_jobs_rights'])('%s may not change the tables of the queues', async (role) => {
	const rights = await look<{ may: boolean }>(
		"select has_schema_privilege($1, 'jobs', 'create') or has_table_privilege($1, 'jobs.job', 'truncate') as may",
		[role]
	);
	expect(rights).toEqual([{ may: false }]);
});
