import type { JobWorker } from './jobs.ts';
import { mailJob } from './mail/mail.ts';
import { tidyJob } from './tidy.ts';

/** The platform's own background jobs. */
export const platformJobs: readonly JobWorker[] = [mailJob, tidyJob];
