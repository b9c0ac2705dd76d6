import type { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { ClaimsErrors } from './domain/study/claims.ts';
import type { StudyDataErrors } from './study-data.ts';

/** Every error of files that this context reads, with the values that the words name. */
export type StudyErrors = ClaimsErrors & StudyDataErrors;
export type StudyErrorCode = keyof StudyErrors;

const words: { readonly [Code in StudyErrorCode]: (parameters: StudyErrors[Code], options: { readonly locale: Locale }) => string } = {
	'claims.header': m.error_claims_header,
	'claims.kind': m.error_claims_kind,
	'claims.value': m.error_claims_value,
	'study.unknown_file': m.error_study_unknown_file,
	'study.different_files': m.error_study_different_files,
	'study.nothing_in_common': m.error_study_nothing_in_common,
	'study.two_files': m.error_study_two_files,
	'study.two_tables': m.error_study_two_tables,
	'study.control_files': m.error_study_control_files
};

/** The message of an error that was thrown; undefined when its code belongs to another part of Qadam. */
export function studyWordsForError({ code, parameters }: DomainError, locale: Locale): string | undefined {
	const known = (Object.keys(words) as StudyErrorCode[]).find((one) => one === code);
	// A thrown error carries the parameters of its code; the union of all codes can't say so.
	return known && words[known](parameters as never, { locale });
}
