import type { Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { Refusal } from './domain/responses.ts';
import { plainWords } from './plain-words.ts';
import type { Assumption, StatisticalResult, TestName } from './domain/statistics/result.ts';

type Words = (parameters: Readonly<Record<string, never>>, options: { readonly locale: Locale }) => string;

const tests: Readonly<Record<TestName, Words>> = {
	'cronbach-alpha': m.statistics_test_cronbach_alpha,
	'mcdonald-omega': m.statistics_test_mcdonald_omega,
	'wilson': m.statistics_test_wilson,
	'mann-whitney-exact': m.statistics_test_mann_whitney_exact,
	'mann-whitney-normal': m.statistics_test_mann_whitney_normal,
	'kruskal-wallis': m.statistics_test_kruskal_wallis,
	'signed-rank-exact': m.statistics_test_signed_rank_exact,
	'signed-rank-normal': m.statistics_test_signed_rank_normal,
	'mcnemar-corrected': m.statistics_test_mcnemar_corrected,
	'mcnemar-exact': m.statistics_test_mcnemar_exact,
	'stuart-maxwell': m.statistics_test_stuart_maxwell,
	'hedges-g': m.statistics_test_hedges_g,
	'hedges-g-paired': m.statistics_test_hedges_g_paired,
	'difference-in-differences-changes': m.statistics_test_did_changes,
	'difference-in-differences-groups': m.statistics_test_did_groups,
	'power-t': m.statistics_test_power_t,
	'power-t-paired': m.statistics_test_power_t_paired,
	'power-shares': m.statistics_test_power_shares
};

const assumptions: Readonly<Record<Assumption, Words>> = {
	'independent-people': m.statistics_assumption_independent_people,
	'independent-groups': m.statistics_assumption_independent_groups,
	'same-people': m.statistics_assumption_same_people,
	'ordinal': m.statistics_assumption_ordinal,
	'no-ties': m.statistics_assumption_no_ties,
	'symmetric-differences': m.statistics_assumption_symmetric,
	'large-sample': m.statistics_assumption_large_sample,
	'many-changes': m.statistics_assumption_many_changes,
	'one-factor': m.statistics_assumption_one_factor,
	'equal-loadings': m.statistics_assumption_equal_loadings,
	'normal': m.statistics_assumption_normal,
	'equal-variances': m.statistics_assumption_equal_variances,
	'parallel-trends': m.statistics_assumption_parallel_trends
};

/** What a test is called, and how p was computed. */
export const testWords = (test: TestName, locale: Locale): string => tests[test]({}, { locale });

/** A result with the words of its test and assumptions, and what it means in plain words. */
export function wordedResult(result: StatisticalResult, locale: Locale) {
	return {
		...result,
		name: testWords(result.test, locale),
		plain: plainWords(result, locale),
		assumptions: result.assumptions.map((code) => ({ code, text: assumptions[code]({}, { locale }) }))
	};
}

/** A refusal with its reason, and what data the test needs. */
export function wordedRefusal({ test, reason }: Refusal, locale: Locale) {
	const name = testWords(test, locale);
	const words = reason === 'marginal' ? m.study_refused_marginal : m.study_refused_unmatched;
	return { test, name, reason, message: words({ test: name }, { locale }) };
}
