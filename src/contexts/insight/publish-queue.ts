import { z } from 'zod';
import { defineQueue } from '#platform/jobs.ts';

/** A wave has closed: which of its tables may be told is to be found. Sent in the transaction that closes it. */
export const publishQueue = defineQueue('insight.publish', z.object({ waveId: z.uuid() }));
