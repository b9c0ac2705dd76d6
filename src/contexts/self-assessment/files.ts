/**
 * The door to the tools of this context that work on files. It is apart from `index.ts` because those who come through it (the command
 * `qadam`) need neither a database nor a server.
 */
export { type Finding } from './domain/finding.ts';
export { type Instrument, instrumentName } from './domain/instrument.ts';
export { applyWorkbook, instrumentTables, type WorkbookChanges } from './domain/instrument-workbook.ts';
export { checkInstrument } from './domain/check-instrument.ts';
export { readResponses, type ResponseRow } from './domain/responses-csv.ts';
export { isAnswerCode, valueOf } from './domain/level.ts';
export { areaOf, type AttemptScore, scoreAttempt, scoringRule, type UnitScore } from './domain/score.ts';
export { type WordedCode, type WordedErrors, wordsFor, wordsForError } from './file-error-words.ts';
export {
	compareVersions,
	findInstrumentFile,
	type InstrumentFile,
	instrumentFileText,
	loadInstrumentFile,
	readInstrumentFile
} from './instrument-files.ts';
