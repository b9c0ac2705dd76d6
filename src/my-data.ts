import type { DataHolder } from '#contexts/people/index.ts';
import { selfAssessmentData } from '#contexts/self-assessment/index.ts';

/** Every context that holds data of persons, besides `people` itself: what exports collect, and what erasure and withdrawn consents erase. */
export const dataHolders: readonly DataHolder[] = [selfAssessmentData];
