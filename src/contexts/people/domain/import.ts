import { DomainError, type ErrorParameters } from '#platform/errors.ts';

/**
 * What taking in a file means, whatever it is about: each row is planned (preview), the plan is shown, then committed as a whole. `alike`: the row
 * looks like something that is there under another code, and is held back until somebody says that it is something else.
 */
export const importOutcomes = ['new', 'changed', 'skipped', 'alike', 'wrong'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

export const importKinds = ['organisations', 'people'] as const;
export type ImportKind = (typeof importKinds)[number];

/** A column that a kind of import understands. */
export interface ImportColumn<Field extends string> {
	readonly field: Field;
	/** Headers by which people name it, in any language; upper and lower case, spaces and signs do not matter. */
	readonly names: readonly string[];
	readonly isRequired?: boolean;
}

/** The cells of a row by field; what the file lacks or leaves empty is an empty text. */
export type ImportRecord<Field extends string> = Readonly<Record<Field, string>>;

export interface ReadRow<Field extends string> {
	/** Row of the file as a spreadsheet counts it. */
	readonly line: number;
	readonly record: ImportRecord<Field>;
}

/** Something wrong or remarkable about a row: an error code that has words, and the column it is about; null: the whole row. */
export interface RowProblem {
	readonly field: string | null;
	readonly code: string;
	readonly parameters: ErrorParameters;
}

export interface FieldChange {
	readonly field: string;
	readonly before: string;
	readonly after: string;
}

/** What taking in one row would do. */
export interface PlannedRow {
	readonly line: number;
	/** What the row is about, in a few words. */
	readonly label: string;
	readonly outcome: ImportOutcome;
	/** What there is and is meant; null for something new. */
	readonly targetId: string | null;
	readonly changes: readonly FieldChange[];
	readonly problems: readonly RowProblem[];
}

export type OutcomeCounts = Readonly<Record<ImportOutcome, number>>;

export function countOutcomes(rows: readonly { readonly outcome: ImportOutcome }[]): OutcomeCounts {
	const counts = { new: 0, changed: 0, skipped: 0, alike: 0, wrong: 0 };
	for (const { outcome } of rows) counts[outcome] += 1;
	return counts;
}

/** Whether two plans for the same file would do the same: what was looked at is what is committed. */
export function isSamePlan(one: readonly PlannedRow[], other: readonly PlannedRow[]): boolean {
	const essence = ({ line, outcome, targetId, changes }: PlannedRow) =>
		JSON.stringify([line, outcome, targetId, changes.map(({ field, before, after }) => [field, before, after])]);
	return one.length === other.length && one.every((row, index) => essence(row) === essence(other[index] as PlannedRow));
}

export const mostImportRows = 100_000;

const headerKey = (header: string) => header.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * Finds the columns by the first row and reads the others by field. Columns with other headers are left aside.
 * Throws `import.no_rows`, `import.too_many_rows`, `import.column_missing`, `import.column_twice`.
 */
export function readRecords<Field extends string>(
	rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
	columns: readonly ImportColumn<Field>[]
): ReadRow<Field>[] {
	const [header, ...body] = rows;
	if (header === undefined || body.length === 0) throw new DomainError('import.no_rows');
	if (body.length > mostImportRows) throw new DomainError('import.too_many_rows', { limit: mostImportRows });
	const keys = header.cells.map(headerKey);
	const places = columns.map(({ field, names, isRequired }) => {
		const wanted = new Set([field, ...names].map(headerKey));
		const found = keys.flatMap((key, index) => (wanted.has(key) ? [index] : []));
		if (found.length > 1) throw new DomainError('import.column_twice', { column: header.cells[found[1] as number] ?? field });
		if (found.length === 0 && isRequired === true) throw new DomainError('import.column_missing', { column: field });
		return { field, index: found[0] };
	});
	return body.map(({ line, cells }) => ({
		line,
		record: Object.fromEntries(
			places.map(({ field, index }) => [field, index === undefined ? '' : (cells[index] ?? '')])
		) as ImportRecord<Field>
	}));
}
