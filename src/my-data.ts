import { insightData } from '#contexts/insight/index.ts';
import { type DataHolder, peopleData } from '#contexts/people/index.ts';
import { selfAssessmentData } from '#contexts/self-assessment/index.ts';

/** Every context that holds data of persons: what exports collect, and what erasure and withdrawn consents erase. */
export const dataHolders: readonly DataHolder[] = [peopleData, selfAssessmentData, insightData];
