/** What a check of a published table can find. */
export const studyCodes = [
	'sum',
	'granularity',
	'range',
	'difference',
	'fold',
	'percent-vs-points',
	'duplicate-row',
	'empty',
	'row-length',
	'claim'
] as const;
export type StudyCode = (typeof studyCodes)[number];

/** Every sentence that a finding can be told with: its code, and the values that it names. All numbers are as printed or in the unit of the table. */
export interface StudyReasons {
	/** The shares of a row (or of a part of it) don't add up to the whole. */
	'sum.percent': { readonly sum: number; readonly whole: number };
	/** The same, and the number of people leaves no room for rounding. */
	'sum.percent_n': { readonly sum: number; readonly whole: number; readonly n: number };
	'sum.count': { readonly sum: number; readonly whole: number };
	/** The printed total is not what the cells add up to. */
	'sum.total': { readonly sum: number; readonly printed: number };
	/** Several shares that a text adds up. */
	'sum.claim': { readonly claimed: number; readonly sum: number };
	/** No number of people gives this share. */
	'granularity.percent': {
		readonly value: number;
		readonly n: number;
		readonly lower: number;
		readonly lowerCount: number;
		readonly upper: number;
		readonly upperCount: number;
	};
	/** Most shares are impossible: the number of people is not their base. */
	'granularity.base': { readonly n: number; readonly impossible: number; readonly cells: number };
	/** The number of people beside it gives another share. */
	'granularity.count_beside': { readonly value: number; readonly count: number; readonly n: number; readonly percent: number };
	/** Half a person. */
	'granularity.count': { readonly value: number };
	'range.percent': { readonly value: number };
	'range.count': { readonly value: number };
	'range.count_n': { readonly value: number; readonly n: number };
	'range.mean': { readonly value: number; readonly lowest: number; readonly highest: number };
	'difference.points': { readonly printed: number; readonly before: number; readonly after: number; readonly difference: number };
	'difference.relative': { readonly printed: number; readonly before: number; readonly after: number; readonly percent: number };
	'fold.ratio': { readonly printed: number; readonly before: number; readonly after: number; readonly ratio: number };
	/** Called per cent, but it is the difference in points. */
	'percent-vs-points.points': { readonly printed: number; readonly before: number; readonly after: number; readonly percent: number };
	/** Called points, but it is the relative change. */
	'percent-vs-points.percent': { readonly printed: number; readonly before: number; readonly after: number; readonly difference: number };
	'duplicate-row.same': { readonly first: number };
	'duplicate-row.different': { readonly first: number };
	'empty.table': Readonly<Record<string, never>>;
	'empty.row': Readonly<Record<string, never>>;
	'empty.column': Readonly<Record<string, never>>;
	'empty.cell': Readonly<Record<string, never>>;
	/** The cell is blank, and the others leave this much for it. */
	'empty.cell_rest': { readonly rest: number };
	'row-length.more': { readonly cells: number; readonly expected: number };
	'claim.value': { readonly claimed: number; readonly value: number };
	'claim.from_to': { readonly claimed: number };
	'claim.largest': { readonly name: string; readonly value: number };
	'claim.smallest': { readonly name: string; readonly value: number };
	'claim.row': { readonly name: string };
	'claim.column': { readonly name: string };
	'claim.no_value': Readonly<Record<string, never>>;
}
export type StudyReason = keyof StudyReasons;

/** Where a finding is: the names as the table has them, and the numbers by which a program finds the cell. */
export interface Place {
	/** Name of the row; null when the finding is about a column or the whole table. */
	readonly row: string | null;
	/** Name of the column; null when the finding is about a row or the whole table. */
	readonly column: string | null;
	/** Line of the file, from 1. */
	readonly line: number | null;
	/** Column of the file, from 1. */
	readonly columnNumber: number | null;
}

/** One contradiction. */
export type StudyFinding = Place & {
	readonly code: StudyCode;
	/** What is printed, where that is one number. */
	readonly value: number | null;
	/** What would be right, where that is one number. */
	readonly expected: number | null;
} & { [Reason in StudyReason]: { readonly reason: Reason; readonly parameters: StudyReasons[Reason] } }[StudyReason];

/** Makes a finding; its code is the first word of its reason. */
export function finding<Reason extends StudyReason>(
	reason: Reason,
	parameters: StudyReasons[Reason],
	place: Partial<Place>,
	{ value = null, expected = null }: { readonly value?: number | null; readonly expected?: number | null } = {}
): StudyFinding {
	const code = reason.slice(0, reason.indexOf('.')) as StudyCode;
	// The compiler can't follow that reason and parameters belong together once they are fields of one object.
	return { code, row: null, column: null, line: null, columnNumber: null, ...place, value, expected, reason, parameters } as unknown as StudyFinding;
}

/** A number without the noise of binary fractions: at most six decimals. */
export function tidy(value: number): number {
	return Number(value.toFixed(6));
}
