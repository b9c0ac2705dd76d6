import { z } from 'zod';
import { defineQueue, handleJobs, type JobWorker } from '#platform/jobs.ts';
import { log } from '#platform/log.ts';
import { handleLongWork } from '#platform/progress.ts';
import { tidyAccounts } from './usecases/accounts/tidy-accounts.ts';
import { forgetOldImports } from './usecases/forget-old-imports.ts';
import { commitImport, importQueue } from './usecases/imports.ts';
import { lettersJob } from './usecases/invitations/bulk-letters.ts';

const tidyQueue = defineQueue('people.tidy', z.object({}));

/** Every night. */
const tidyJob = handleJobs(
	tidyQueue,
	async () => {
		log.info({ removed: await tidyAccounts() }, 'sessions, links and counters that ran out are removed');
		log.info({ imports: await forgetOldImports() }, 'files of imports older than a month are forgotten');
	},
	{ schedule: '41 3 * * *' }
);

/** The background jobs of this context. */
export const peopleJobs: readonly JobWorker[] = [tidyJob, handleLongWork(importQueue, commitImport), lettersJob];
