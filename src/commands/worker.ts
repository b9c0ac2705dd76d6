import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { loadPeopleContent } from '#contexts/people/index.ts';
import { readConfig, SettingsError } from '#platform/config.ts';
import { closeDatabase, openDatabase } from '#platform/database.ts';
import { prepareQueues, startJobs } from '#platform/jobs.ts';
import { openPrivateFiles } from '#platform/private-files.ts';
import { closeMail, openMail } from '#platform/mail/delivery.ts';
import { prepareDatabase, SchemaError } from '#platform/migrate.ts';
import { setOrigin } from '#platform/origin.ts';
import { jobWorkers } from '../jobs.ts';
import { type ExitCode, type Output, UsageError } from './command.ts';

/** Runs the background jobs without serving anything, until it is told to stop. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	parseArgs({ args, options: {} });
	try {
		const config = readConfig();
		if (config.databaseUrl === undefined) {
			throw new UsageError('qadam worker needs DATABASE_URL. With the embedded PostgreSQL the server runs the background jobs itself.');
		}
		const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
		const { logins } = await prepareDatabase(config.databaseUrl, loadPeopleContent);
		openDatabase(logins, config.databaseConnections);
		setOrigin(config.origin);
		openMail(config);
		openPrivateFiles(config.dataDirectory);
		await prepareQueues(jobWorkers);
		const jobs = await startJobs(jobWorkers);
		output.tell('Qadam runs the background jobs. Stop with Ctrl-C.');
		await stopped;
		await jobs.stop();
		closeMail();
		await closeDatabase();
		return 0;
	} catch (error) {
		if (!(error instanceof SettingsError || error instanceof SchemaError)) throw error;
		output.tell(error.message);
		return 1;
	}
}
