import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import pgBoss from 'pg-boss/package.json' with { type: 'json' };
import type pg from 'pg';

/** The PostgreSQL schema of the queues. */
export const jobsSchema = 'jobs';

/**
 * What the application needs to send and run jobs: rows, no tables of its own. pg-boss says what it needs only by its statements; that these
 * rights are enough is what the tests run with.
 */
const rights = `
	grant usage on schema ${jobsSchema} to qadam_application_rights;
	grant select, insert, update, delete on all tables in schema ${jobsSchema} to qadam_application_rights;
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
	if (version === wanted) return;
	const plan =
		version === undefined
			? getConstructionPlans(jobsSchema)
			: // Indexes can't be built concurrently within one message of several statements; at the start nobody uses the tables yet.
				getMigrationPlans(jobsSchema, version).replaceAll(/\bCONCURRENTLY\b/gi, '');
	try {
		await client.query(plan);
		await client.query(rights);
	} catch (error) {
		await client.query('rollback');
		throw error;
	}
}
