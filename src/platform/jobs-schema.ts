import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import pgBoss from 'pg-boss/package.json' with { type: 'json' };
import type pg from 'pg';

/** The PostgreSQL schema of the queues. */
export const jobsSchema = 'jobs';

/**
 * Least rights, given anew at each start, because another pg-boss may have other tables. The application puts jobs in and reads none of them:
 * they tell what is done for whom. The login of the jobs works with all rows. pg-boss says what it needs only by its statements; that this is
 * enough, the tests show, which run with these logins.
 */
const rights = `
	grant usage on schema ${jobsSchema} to qadam_application_rights, qadam_jobs_rights;
	revoke all on all tables in schema ${jobsSchema} from qadam_application_rights;
	grant select, insert, update on ${jobsSchema}.queue to qadam_application_rights;
	grant insert, select (id, start_after) on ${jobsSchema}.job_common to qadam_application_rights;
	grant select, insert, update, delete on all tables in schema ${jobsSchema} to qadam_jobs_rights;
`;

async function installedVersion(client: pg.Client): Promise<number | undefined> {
	const { rows: found } = await client.query<{ name: string | null }>(`select to_regclass('${jobsSchema}.version')::text as name`);
	if (found[0]?.name === null) return undefined;
	const { rows } = await client.query<{ version: number }>(`select version from ${jobsSchema}.version`);
	return rows[0]?.version;
}

/**
 * Makes the tables of the queues, or brings them to the version that the installed pg-boss expects: by its own plans, on the owner's connection,
 * since the application may not change tables. Throws when the database was written by a newer pg-boss.
 */
export async function installJobs(client: pg.Client): Promise<void> {
	const wanted = pgBoss.pgboss.schema;
	const version = await installedVersion(client);
	try {
		if (version === undefined) await client.query(getConstructionPlans(jobsSchema));
		// Indexes can't be built concurrently within one message of several statements; at the start nobody uses the tables yet.
		else if (version !== wanted) await client.query(getMigrationPlans(jobsSchema, version).replaceAll(/\bCONCURRENTLY\b/gi, ''));
		await client.query(rights);
	} catch (error) {
		await client.query('rollback');
		throw error;
	}
}
