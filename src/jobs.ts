import { insightJobs } from '#contexts/insight/index.ts';
import { peopleJobs, privacyJobs } from '#contexts/people/index.ts';
import type { JobWorker } from '#platform/jobs.ts';
import { platformJobs } from '#platform/platform-jobs.ts';
import { dataHolders } from './my-data.ts';

/** Every background job there is; each context adds the list of its `jobs.ts`, by its door. */
export const jobWorkers: readonly JobWorker[] = [...platformJobs, ...peopleJobs, ...privacyJobs(dataHolders), ...insightJobs];
