export { insightData } from './usecases/own-data.ts';
export { insightErrors } from './error-words.ts';
export {
	type GroupSummary,
	mostChildren,
	type NodeHead,
	type NodeSummary,
	type WaveHead,
	type WaveQuestion,
	type WaveResults,
	type WaveState
} from './domain/results.ts';
export type { Distribution, ItemSummary, Mean, Summary, UnitSummary } from './domain/summary.ts';
export { viewResults } from './usecases/view-results.ts';
export { insightJobs } from './jobs.ts';
