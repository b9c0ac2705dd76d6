import type { CsvErrors } from '#platform/csv.ts';
import type { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import type { SpreadsheetErrors } from '#platform/spreadsheet.ts';
import { m } from '#paraglide/messages.js';
import type { WorkbookErrors } from './domain/instrument-workbook.ts';
import type { ResponsesErrors } from './domain/responses-csv.ts';
import type { InstrumentFileErrors } from './instrument-files.ts';

/** Every error of this context that has words, with the values that the words name. Add a code here and the compiler asks for its words below. */
export type WordedErrors = CsvErrors & ResponsesErrors & SpreadsheetErrors & WorkbookErrors & InstrumentFileErrors;
export type WordedCode = keyof WordedErrors;

const words: { readonly [Code in WordedCode]: (parameters: WordedErrors[Code], options: { readonly locale: Locale }) => string } = {
	'csv.empty': m.error_csv_empty,
	'csv.not_csv': ({ kind }, options) =>
		kind === 'xlsx' || kind === 'xls' ? m.error_csv_not_csv_workbook({}, options) : m.error_csv_not_csv({}, options),
	'csv.encoding': m.error_csv_encoding,
	'csv.malformed': m.error_csv_malformed,
	'csv.too_large': m.error_csv_too_large,
	'csv.header': (parameters, options) => {
		switch (parameters.reason) {
			case 'missing_attempt':
				return m.error_csv_header_missing_attempt(parameters, options);
			case 'unknown':
				return m.error_csv_header_unknown(parameters, options);
			case 'duplicate':
				return m.error_csv_header_duplicate(parameters, options);
		}
	},
	'csv.no_rows': m.error_csv_no_rows,
	'csv.attempt': m.error_csv_attempt,
	'csv.cell': m.error_csv_cell,
	'csv.date': m.error_csv_date,
	'csv.duplicate_row': m.error_csv_duplicate_row,
	'csv.row_length': m.error_csv_row_length,
	'instrument.defective': m.error_instrument_defective,
	'spreadsheet.not_xlsx': m.error_spreadsheet_not_xlsx,
	'spreadsheet.too_large': m.error_spreadsheet_too_large,
	'workbook.no_sheet': m.error_workbook_no_sheet,
	'workbook.column': m.error_workbook_column,
	'workbook.unknown_row': m.error_workbook_unknown_row,
	'workbook.duplicate_row': m.error_workbook_duplicate_row,
	'workbook.empty_text': m.error_workbook_empty_text,
	'workbook.date': m.error_workbook_date,
	'workbook.incomplete': m.error_workbook_incomplete
};

export const wordedCodes = Object.keys(words) as readonly WordedCode[];

/** The message of an error in a language: what is wrong, where, and what to do next. */
export function wordsFor<Code extends WordedCode>(code: Code, parameters: WordedErrors[Code], locale: Locale): string {
	return words[code](parameters, { locale });
}

/** The message of an error that was thrown; undefined when its code belongs to another part of Qadam. */
export function wordsForError(error: DomainError, locale: Locale): string | undefined {
	const code = wordedCodes.find((known) => known === error.code);
	// A thrown error carries the parameters of its code; the union of all codes can't say so.
	return code === undefined ? undefined : wordsFor(code, error.parameters as never, locale);
}
