import { z } from 'zod';
import { defineQueue, handleJobs, type JobWorker } from '#platform/jobs.ts';
import { log } from '#platform/log.ts';
import { publishQueue } from './publish-queue.ts';
import { countAll } from './usecases/count-wave.ts';
import { publishAll, publishWave } from './usecases/publish-wave.ts';
import { analyseDueStudies } from './usecases/run-study.ts';
import { remindParticipants } from './usecases/remind-participants.ts';
import { rowExportJob } from './usecases/export-rows.ts';
import { closeDueWaves } from './usecases/run-wave.ts';

const countQueue = defineQueue('insight.count', z.object({}));

const tellPublished = (waves: readonly string[]): void => {
	if (waves.length > 0) log.info({ waves }, 'results of waves are published');
};

/** Each minute: counts what was shared, and publishes what is closed and still waits for it. */
const countJob = handleJobs(
	countQueue,
	async ({ signal }) => {
		await countAll(signal);
		tellPublished(await publishAll(signal));
	},
	{ schedule: '* * * * *' }
);

const publishJob = handleJobs(publishQueue, async ({ data, signal }) => {
	if (await publishWave(data.waveId, signal)) tellPublished([data.waveId]);
});

const closeQueue = defineQueue('insight.close-due', z.object({}));

/** Early each morning: a wave is open until the end of its last day. */
const closeJob = handleJobs(
	closeQueue,
	async ({ id }) => {
		log.info({ closed: await closeDueWaves(id) }, 'waves whose last day is over are closed');
	},
	{ schedule: '3 0 * * *' }
);

const studyQueue = defineQueue('insight.studies', z.object({}));

/** Every five minutes: analyses studies whose rounds are over, and unlinks those that are closed. */
const studyJob = handleJobs(
	studyQueue,
	async ({ signal }) => {
		const studies = await analyseDueStudies(signal);
		if (studies.length > 0) log.info({ studies }, 'studies are analysed');
	},
	{ schedule: '*/5 * * * *' }
);

const remindQueue = defineQueue('insight.remind', z.object({}));

/** Every morning at a time when letters are read. */
const remindJob = handleJobs(
	remindQueue,
	async ({ query }) => {
		log.info({ letters: await remindParticipants(query) }, 'people are reminded of open waves');
	},
	{ schedule: '23 9 * * *' }
);

/** The background jobs of this context. */
export const insightJobs: readonly JobWorker[] = [studyJob, closeJob, countJob, remindJob, publishJob, rowExportJob];
