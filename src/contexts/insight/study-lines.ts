import { formatNumber, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { CheckedNumber, CheckedShare, TextFigure } from './domain/study/summary.ts';
import { wordedP } from './plain-words.ts';
import type { StudyComparison, StudyDescription, WordedComparison } from './study-tools.ts';

const numberIn = (locale: Locale) => (value: number | null, digits = 2) => (value === null ? '–' : formatNumber(value, locale, digits));

/** How a number of a summary is computed from the others, in words. */
export function wayWords({ way, from }: CheckedNumber, locale: Locale): string {
	if (way.type === 'between') {
		return m.study_way_between({ lowest: formatNumber(way.lowest, locale), highest: formatNumber(way.highest, locale) }, { locale });
	}
	if (way.type === 'sum') return from;
	return way.type === 'experience' ? m.study_way_experience({}, { locale }) : m.study_way_gain({}, { locale });
}

interface CheckedSummary {
	readonly numbers: readonly CheckedNumber[];
	readonly textFigures: readonly TextFigure[];
	readonly sharesOfN: readonly CheckedShare[];
}

function summaryLines({ numbers, textFigures, sharesOfN }: CheckedSummary, locale: Locale): string[] {
	const number = numberIn(locale);
	const [follows, not] = [m.study_follows({}, { locale }), m.study_not_follows({}, { locale })];
	return [
		...numbers.map((one) => {
			const sum = one.computed === null ? wayWords(one, locale) : `${wayWords(one, locale)} = ${number(one.computed)}`;
			return `${one.follows ? follows : not}  ${one.name}: ${number(one.printed)} (${sum})`;
		}),
		...textFigures.filter((one) => !one.follows).map(({ figure, text }) => `${not}  ${number(figure)}: ${text}`),
		...sharesOfN
			.filter(({ isPossible }) => !isPossible)
			.map(({ name, printed, nearest, count }) => {
				const words = { name, printed: number(printed), count: String(count), nearest: number(nearest) };
				return `${m.study_not_share_of_n({}, { locale })}  ${m.study_line_nearest(words, { locale })}`;
			})
	];
}

/** A description in lines for people. */
export function describedLines(description: StudyDescription, locale: Locale): string[] {
	const number = numberIn(locale);
	switch (description.type) {
		case 'summary':
			return [`n = ${description.n}`, ...summaryLines(description, locale)];
		case 'table':
			return [
				...description.shares.map(({ row, column, value, interval }) => {
					const bounds = interval === null ? '' : `  [${number(interval.lower * 100)}; ${number(interval.upper * 100)}] %`;
					return `${row}, ${column}: ${number(value)}${bounds}`;
				}),
				...description.contradictions.map(({ code, message }) => `${code}  ${message}`)
			];
		case 'responses':
			return [
				...description.items.map(({ item, n, mean, standardDeviation, median }) =>
					m.study_line_item(
						{ item, n: String(n), mean: number(mean), deviation: number(standardDeviation), median: number(median) },
						{ locale }
					)
				),
				...description.scales.map(({ scale, alpha, omega }) => {
					const values = [alpha, omega].map(({ name, statistic }) => `${name} ${number(statistic.value)}`);
					return `${scale}: n = ${alpha.n}, ${values.join(', ')}. ${alpha.plain}`;
				})
			];
	}
}

/** Refusals in one sentence where all have the same reason. */
export function refusedWords({ refused }: StudyComparison, locale: Locale): string[] {
	if (!refused.every(({ reason }) => reason === 'marginal')) return refused.map(({ message }) => message);
	return refused.length === 0 ? [] : [m.study_refused_all({ tests: refused.map(({ name }) => name).join('; ') }, { locale })];
}

function itemLines({ item, results, pairs = [] }: WordedComparison, locale: Locale): string[] {
	const number = numberIn(locale);
	const own = results.map(({ name, n, statistic, p, plain }) => {
		const chance = p === null ? '' : `, ${wordedP(p, locale)}`;
		return `${item}: ${name}, n = ${n}, ${statistic.name} = ${number(statistic.value)}${chance}\n  ${plain}`;
	});
	const between = pairs.map(({ groups, adjustedP }) => {
		return `${item}: ${groups.map((group) => group + 1).join(' – ')}, ${adjustedP === null ? '–' : wordedP(adjustedP, locale)}`;
	});
	return [...own, ...between];
}

/** A comparison in lines for people. */
export function comparedLines(comparison: StudyComparison, locale: Locale): string[] {
	const number = numberIn(locale);
	const refused = refusedWords(comparison, locale);
	if (comparison.type === 'responses') {
		return [...[...comparison.items, ...comparison.withControl].flatMap((item) => itemLines(item, locale)), ...refused];
	}
	if (comparison.type === 'table') {
		const changes = comparison.changes.map(({ row, column, before, after, difference, relative }) => {
			return `${row} ${column}: ${number(before)} → ${number(after)}, ${number(difference)} (${number(relative)} %)`;
		});
		return [...changes, ...refused];
	}
	const changes = comparison.changes.map(({ competence, before, after, difference, relative, ratio }) => {
		return `${competence}: ${number(before)} → ${number(after)}, ${number(difference)} (${number(relative)} %, × ${number(ratio)})`;
	});
	return [`n = ${comparison.n}`, ...changes, ...summaryLines(comparison, locale), ...refused];
}
