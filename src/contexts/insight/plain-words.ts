import { formatNumber, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { Effect, StatisticalResult, TestName } from './domain/statistics/result.ts';

/** From which p on a difference is taken for chance. */
const significance = 0.05;

/** p as papers print it: "p = 0.012", "p < 0.001". */
export function wordedP(p: number, locale: Locale): string {
	return p < 0.001 ? `p < ${formatNumber(0.001, locale, 3)}` : `p = ${formatNumber(p, locale, 3)}`;
}

/** From which size on an effect is called small, medium, large (J. Cohen, 1988; for epsilon squared the same shares of variance). */
const sizes: Readonly<Record<Effect['name'], readonly [number, number, number] | null>> = {
	'rank-biserial': [0.1, 0.3, 0.5],
	'epsilon-squared': [0.01, 0.06, 0.14],
	'hedges-g': [0.2, 0.5, 0.8],
	'difference-of-shares': null,
	'difference': null
};

function sizeWord(limits: readonly [number, number, number], value: number, locale: Locale): string {
	const [small, medium, large] = limits;
	const size = Math.abs(value);
	if (size < small) return m.study_size_none({}, { locale });
	if (size < medium) return m.study_size_small({}, { locale });
	return size < large ? m.study_size_medium({}, { locale }) : m.study_size_large({}, { locale });
}

function effectWords({ name, value, interval }: Effect, locale: Locale): string {
	const limits = sizes[name];
	const number = (one: number, scale = 1) => formatNumber(one * scale, locale);
	const range = interval === null ? undefined : { lower: interval.lower, upper: interval.upper };
	if (limits === null) {
		const inPoints = name === 'difference-of-shares' && range !== undefined;
		if (!inPoints) return '';
		return m.study_plain_share_effect({ value: number(value, 100), lower: number(range.lower, 100), upper: number(range.upper, 100) }, { locale });
	}
	const words = { size: sizeWord(limits, value, locale), value: number(value) };
	if (range === undefined) return m.study_plain_effect(words, { locale });
	return m.study_plain_effect_interval({ ...words, lower: number(range.lower), upper: number(range.upper) }, { locale });
}

type Kind = 'reliability' | 'change' | 'groups' | 'several' | 'shares' | 'control' | 'size' | 'other';
const kinds: Readonly<Record<TestName, Kind>> = {
	'cronbach-alpha': 'reliability',
	'mcdonald-omega': 'reliability',
	'wilson': 'other',
	'mann-whitney-exact': 'groups',
	'mann-whitney-normal': 'groups',
	'kruskal-wallis': 'several',
	'signed-rank-exact': 'change',
	'signed-rank-normal': 'change',
	'mcnemar-corrected': 'shares',
	'mcnemar-exact': 'shares',
	'stuart-maxwell': 'shares',
	'hedges-g': 'size',
	'hedges-g-paired': 'size',
	'difference-in-differences-changes': 'control',
	'difference-in-differences-groups': 'control',
	'power-t': 'other',
	'power-t-paired': 'other',
	'power-shares': 'other'
};

function reliabilityWords(value: number | null, locale: Locale): string {
	if (value === null) return m.study_plain_reliability_none({}, { locale });
	if (value >= 0.8) return m.study_plain_reliability_good({}, { locale });
	return value >= 0.7 ? m.study_plain_reliability_fair({}, { locale }) : m.study_plain_reliability_poor({}, { locale });
}

function differenceWords(kind: Kind, value: number, words: { readonly chance: string }, locale: Locale): string {
	const options = { locale };
	const amount = { ...words, value: formatNumber(Math.abs(value), locale) };
	if (kind === 'change') return value >= 0 ? m.study_plain_rose(words, options) : m.study_plain_fell(words, options);
	if (kind === 'groups') return value >= 0 ? m.study_plain_higher(words, options) : m.study_plain_lower(words, options);
	if (kind === 'control') return value >= 0 ? m.study_plain_gained_more(amount, options) : m.study_plain_gained_less(amount, options);
	return kind === 'several' ? m.study_plain_differ(words, options) : m.study_plain_moved(words, options);
}

/** What a result means, in a sentence or two for whoever has no statistics at hand; "" where the numbers say it all. */
export function plainWords(result: StatisticalResult, locale: Locale): string {
	const kind = kinds[result.test];
	if (kind === 'other') return '';
	if (kind === 'reliability') return reliabilityWords(result.statistic.value, locale);
	const effect = result.effect === null ? '' : effectWords(result.effect, locale);
	if (kind === 'size') return effect === '' ? m.study_plain_impossible({}, { locale }) : effect;
	if (result.p === null) return m.study_plain_impossible({}, { locale });
	const p = wordedP(result.p, locale);
	if (result.p >= significance) return m.study_plain_not_shown({ chance: p, n: String(result.n) }, { locale });
	return [differenceWords(kind, result.effect?.value ?? 0, { chance: p }, locale), effect].filter((text) => text !== '').join(' ');
}
