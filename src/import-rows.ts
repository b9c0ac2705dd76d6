import { fieldName, type ImportKind, outcomeName, shownValue, type StoredRow } from '#contexts/people/index.ts';
import type { Locale } from '#platform/locale.ts';
import { isProblemCode, wordsOf } from './problems.ts';

/** A row of an import in words. */
export interface ToldRow {
	readonly line: number;
	readonly label: string;
	readonly outcome: StoredRow['outcome'];
	readonly outcomeName: string;
	readonly targetId: string | null;
	readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[];
	readonly problems: readonly { readonly field: string; readonly title: string; readonly detail: string }[];
}

export function tellRow(kind: ImportKind, { line, record, label, outcome, targetId, changes, problems }: StoredRow, locale: Locale): ToldRow {
	const named = record[`name_${locale}`]?.trim() ?? '';
	return {
		line,
		// In the reader's language where the file has it.
		label: named === '' ? label : named,
		outcome,
		outcomeName: outcomeName(kind, outcome, locale),
		targetId,
		changes: changes.map(({ field, before, after }) => ({
			field: fieldName(field, locale),
			before: shownValue(field, before, locale),
			after: shownValue(field, after, locale)
		})),
		problems: problems.map(({ field, code, parameters }) => ({
			field: field === null ? '' : fieldName(field, locale),
			...wordsOf(isProblemCode(code) ? code : 'internal', parameters, locale)
		}))
	};
}
