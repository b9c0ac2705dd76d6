import { z } from 'zod';
import { defineQueue, handleJobs, type JobWorker } from '#platform/jobs.ts';
import { log } from '#platform/log.ts';
import { publishQueue } from './publish-queue.ts';
import { countAll } from './usecases/count-wave.ts';
import { publishAll, publishWave } from './usecases/publish-wave.ts';

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

/** The background jobs of this context. */
export const insightJobs: readonly JobWorker[] = [countJob, publishJob];
