import { sql } from 'kysely';
import { z } from 'zod';
import { database } from './database.ts';
import { defineQueue, handleJobs } from './jobs.ts';
import { log } from './log.ts';

const tidyQueue = defineQueue('platform.tidy', z.object({}));

/** Forgets old mail and old progress, every night. How old, the function says that does it. */
export const tidyJob = handleJobs(
	tidyQueue,
	async () => {
		const { rows } = await sql<Record<'mails' | 'abandoned' | 'forgotten', string>>`
			select mails, abandoned, forgotten from platform.tidy()
		`.execute(database());
		log.info({ ...rows[0] }, 'tidied');
	},
	{ schedule: '17 3 * * *' }
);
