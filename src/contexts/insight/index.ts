export { insightAudit } from './audit-words.ts';
export { insightErrors } from './error-words.ts';
export { insightJobs } from './jobs.ts';
export { insightData } from './usecases/own-data.ts';
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
export type { Completion } from './domain/completion.ts';
export {
	addDays,
	type Audience,
	audiences,
	dayOf,
	daysBetween,
	isAudience,
	isDay,
	longestQuestion,
	longestTitle,
	longestWaveMessage,
	mostDimensions,
	mostOptions,
	mostQuestions,
	shownText,
	smallestGroups,
	usualGroup,
	type Wave,
	type WaveFields,
	waveStates
} from './domain/wave.ts';
export { bandOf, bandsOf, isDimension, notTold, several } from './domain/bands.ts';
export { changeOpenWave, changeWave, createWave, deleteDraft, suggestNextRound, viewDraft, type WaveRequest } from './usecases/make-wave.ts';
export { archiveWave, closeDueWaves, closeWave, joinCodeLength, openWave } from './usecases/run-wave.ts';
export { viewWave, viewWaves, type WavesPage, type WaveView } from './usecases/view-wave.ts';
export { printWaveReport, viewWaveReport, type WaveReport } from './usecases/view-wave-report.ts';
export { showWaveReport, type WaveReportView } from './wave-report-view.ts';
export { publishWave } from './usecases/publish-wave.ts';
export { simulateWave } from './usecases/simulate-wave.ts';
export { type TableKind, tableKinds } from './domain/study/cell.ts';
export { studyCodes, type StudyCode } from './domain/study/finding.ts';
export { refusedWords, wayWords } from './study-lines.ts';
export {
	checkPublishedTable,
	type CheckedTable,
	compareStudyFiles,
	describeStudyFile,
	largestStudyFile,
	type PlannedSample,
	planSampleSize,
	type PowerQuestion,
	readPeople,
	type StudyFile
} from './study-requests.ts';
export type { StudyComparison, StudyDescription, WordedComparison, WordedFinding } from './study-tools.ts';
export { studiesApi } from './studies-api.ts';
export { type ResultsView, showResults } from './results-view.ts';
export { resultsApi } from './results-api.ts';
export type { StudyLack, StudyResults, StudySide, StudySideSize } from './domain/study-analysis.ts';
export { pseudonymFor } from './usecases/pseudonym.ts';
export {
	closeStudy,
	createStudy,
	listStudyChoices,
	longestStudyQuestion,
	longestStudyTitle,
	type StudyView,
	viewStudies,
	viewStudy
} from './usecases/run-study.ts';
export { wordedResult } from './result-words.ts';
export { findWaveByCode, joinWave, type Joined, leaveWave, mostPlaces, type Offer, viewOffer } from './usecases/join-wave.ts';
export {
	type Choice,
	declineToShare,
	finishParticipation,
	listMyWaves,
	type OwnWave,
	shareAnswers,
	type ShareRequest,
	viewChoice
} from './usecases/share-answers.ts';
export { claimParticipations, stopReminders } from './usecases/claim-participations.ts';
export { printPoster } from './usecases/print-poster.ts';
export { writeCalendar } from './calendar-file.ts';
export { type Period, periodsOf, type Phase } from './domain/rounds.ts';
export { audienceName, bandName, dimensionName, phaseName, stateName } from './wave-words.ts';
export { remindParticipants } from './usecases/remind-participants.ts';
export { codebookCsv, codebookOf } from './codebook.ts';
export { rScript } from './r-script.ts';
export { type CellExport, exportCells, jsonOfCells } from './usecases/export-cells.ts';
export { cancelRowExport, openRowExport, requestRowExport } from './usecases/export-rows.ts';
export { viewWaveData, type WaveData } from './usecases/view-wave-data.ts';
export { reportsApi } from './reports-api.ts';
export { needsTable, showNeeds } from './needs-view.ts';
export { printNeeds, viewNeeds } from './usecases/view-needs.ts';
export { compareOwn, type OwnComparison } from './usecases/compare-own.ts';
export { wavesApi } from './waves-api.ts';
