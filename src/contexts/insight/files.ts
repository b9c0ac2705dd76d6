/**
 * The door to the tools of this context that work on files: the checker of published tables and the statistics of studies. Those who come through
 * it (the command `qadam`) need neither a database nor a server.
 */
export { type TableKind, tableKinds } from './domain/study/cell.ts';
export { checkStudy, type StudyQuestion } from './domain/study/check-study.ts';
export { type Claim, readClaims } from './domain/study/claims.ts';
export { studyWordsForError } from './file-error-words.ts';
export { studyWords } from './study-words.ts';
export { readStudyData, readStudyRows, type StudyData } from './study-data.ts';
export { holm, kruskalWallis, mannWhitney, signedRank } from './domain/statistics/rank-tests.ts';
export { mcNemar, stuartMaxwell, wilson } from './domain/statistics/shares.ts';
export { powerOfMeans, powerOfShares, sizeForMeans, sizeForShares } from './domain/statistics/power.ts';
export { comparedLines, describedLines } from './study-lines.ts';
export { compareStudy, describeStudy, wordedFinding } from './study-tools.ts';
