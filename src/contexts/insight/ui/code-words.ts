import type { StudyCode } from '#contexts/insight/index.ts';
import { m } from '#paraglide/messages.js';

/** What a kind of contradiction is called, and why it is one, in the language of the page. */
export function codeWords(code: StudyCode): { readonly title: string; readonly text: string } {
	const words: Readonly<Record<StudyCode, { readonly title: string; readonly text: string }>> = {
		'sum': { title: m.study_code_sum(), text: m.study_code_sum_text() },
		'granularity': { title: m.study_code_granularity(), text: m.study_code_granularity_text() },
		'range': { title: m.study_code_range(), text: m.study_code_range_text() },
		'difference': { title: m.study_code_difference(), text: m.study_code_difference_text() },
		'fold': { title: m.study_code_fold(), text: m.study_code_fold_text() },
		'percent-vs-points': { title: m.study_code_points(), text: m.study_code_points_text() },
		'duplicate-row': { title: m.study_code_duplicate(), text: m.study_code_duplicate_text() },
		'empty': { title: m.study_code_empty(), text: m.study_code_empty_text() },
		'row-length': { title: m.study_code_length(), text: m.study_code_length_text() },
		'claim': { title: m.study_code_claim(), text: m.study_code_claim_text() }
	};
	return words[code];
}
