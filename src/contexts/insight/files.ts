/**
 * The door to the tools of this context that work on files: the checker of published tables and the statistics of studies. Those who come through
 * it (the command `qadam`) need neither a database nor a server.
 */
export { type TableKind, tableKinds } from './domain/study/cell.ts';
export { checkStudy, type StudyQuestion } from './domain/study/check-study.ts';
export { type Claim, readClaims } from './domain/study/claims.ts';
export { compareTables, describeTable } from './domain/study/describe-table.ts';
export { type StudyFinding } from './domain/study/finding.ts';
export { compareSummary, describeSummary } from './domain/study/summary.ts';
export { compareResponses, compareWithControl, describeResponses, type ItemComparison, type Responses } from './domain/responses.ts';
export { studyWordsForError } from './file-error-words.ts';
export { studyWords } from './study-words.ts';
export { readStudyData, readStudyRows, type StudyData } from './study-data.ts';
export { wordedRefusal, wordedResult } from './result-words.ts';
