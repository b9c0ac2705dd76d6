import { z } from 'zod';
import { defineQueue, handleJobs, type JobWorker } from '#platform/jobs.ts';
import { log } from '#platform/log.ts';
import { tidyAccounts } from './usecases/accounts/tidy-accounts.ts';

const tidyQueue = defineQueue('people.tidy', z.object({}));

/** Every night. */
const tidyJob = handleJobs(
	tidyQueue,
	async () => {
		log.info({ removed: await tidyAccounts() }, 'sessions, links and counters that ran out are removed');
	},
	{ schedule: '41 3 * * *' }
);

/** The background jobs of this context. */
export const peopleJobs: readonly JobWorker[] = [tidyJob];
