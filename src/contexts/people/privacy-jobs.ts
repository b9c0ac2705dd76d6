import type { JobWorker } from '#platform/jobs.ts';
import type { DataHolder } from './domain/data-holder.ts';
import { erasureJob } from './usecases/erase-person.ts';
import { exportJob, forgetExportsJob } from './usecases/export-data.ts';

/** Background jobs on a person's data, over all contexts that hold some. */
export function privacyJobs(holders: readonly DataHolder[]): JobWorker[] {
	return [exportJob(holders), forgetExportsJob, erasureJob(holders)];
}
