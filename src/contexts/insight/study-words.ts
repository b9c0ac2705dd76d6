import { formatNumber, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { StudyFinding, StudyReason, StudyReasons } from './domain/study/finding.ts';

/** Numbers as the language writes them, names as they are: what the messages are given. */
type Worded<Parameters> = { readonly [Name in keyof Parameters]: string };

const words: { readonly [Reason in StudyReason]: (parameters: Worded<StudyReasons[Reason]>, options: { readonly locale: Locale }) => string } = {
	'sum.percent': m.study_sum_percent,
	'sum.percent_n': m.study_sum_percent_n,
	'sum.count': m.study_sum_count,
	'sum.total': m.study_sum_total,
	'sum.claim': m.study_sum_claim,
	'granularity.percent': m.study_granularity_percent,
	'granularity.base': m.study_granularity_base,
	'granularity.count_beside': m.study_granularity_count_beside,
	'granularity.count': m.study_granularity_count,
	'range.percent': m.study_range_percent,
	'range.count': m.study_range_count,
	'range.count_n': m.study_range_count_n,
	'range.mean': m.study_range_mean,
	'difference.points': m.study_difference_points,
	'difference.relative': m.study_difference_relative,
	'fold.ratio': m.study_fold_ratio,
	'percent-vs-points.points': m.study_percent_vs_points_points,
	'percent-vs-points.percent': m.study_percent_vs_points_percent,
	'duplicate-row.same': m.study_duplicate_row_same,
	'duplicate-row.different': m.study_duplicate_row_different,
	'empty.table': m.study_empty_table,
	'empty.row': m.study_empty_row,
	'empty.column': m.study_empty_column,
	'empty.cell': m.study_empty_cell,
	'empty.cell_rest': m.study_empty_cell_rest,
	'row-length.more': m.study_row_length_more,
	'claim.value': m.study_claim_value,
	'claim.from_to': m.study_claim_from_to,
	'claim.largest': m.study_claim_largest,
	'claim.smallest': m.study_claim_smallest,
	'claim.row': m.study_claim_row,
	'claim.column': m.study_claim_column,
	'claim.no_value': m.study_claim_no_value
};

export const studyReasons = Object.keys(words) as readonly StudyReason[];

/** What is wrong and what would be right, in a sentence that begins with the place. */
export function studyWords({ reason, parameters, row, column }: StudyFinding, locale: Locale): string {
	const worded = Object.fromEntries(
		Object.entries(parameters).map(([name, value]: [string, string | number]) => [
			name,
			typeof value === 'number' ? (Number.isFinite(value) ? formatNumber(value, locale, 3) : '∞') : value
		])
	);
	const options = { locale };
	const text = words[reason](worded as never, options); // reason and parameters belong together in a finding
	if (row !== null && column !== null) return m.study_place_row_column({ row, column, text }, options);
	if (row !== null) return m.study_place_row({ row, text }, options);
	return column === null ? m.study_place_table({ text }, options) : m.study_place_column({ column, text }, options);
}
