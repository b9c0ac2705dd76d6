import { finishParticipation } from '#contexts/insight/index.ts';
import type { AfterSubmission } from '#contexts/self-assessment/index.ts';

/** What every context notes when an attempt is submitted. */
export const afterSubmission: readonly AfterSubmission[] = [finishParticipation];
