import { formatDate, formatNumber, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import { printedLevelCode } from '#ui/level.ts';
import type { LevelOrBelow } from './domain/level.ts';
import type { MissingAnswers, Report, ReportNumbers } from './domain/report.ts';
import type { SelfRatingGap } from './domain/self-rating-gap.ts';

/** "B1 Integrator", "below A1", or "no level". */
export function nameLevel(report: Report, level: LevelOrBelow | null, locale: Locale): string {
	const found = report.levels.find((entry) => entry.code === level);
	if (level === null || found === undefined) return m.report_no_level({}, { locale });
	return level === 'below' ? found.name[locale] : `${level} ${found.name[locale]}`;
}

/** A score with its level's code, for example "B1 · 3.2"; words when there is no level. */
export function describeNumbers(numbers: ReportNumbers, locale: Locale): string {
	if (numbers.level === null || numbers.score === null) return m.report_few_answers({}, { locale });
	return `${printedLevelCode(numbers.level)} · ${formatNumber(numbers.score, locale)}`;
}

/** A difference with its sign: "+0.3", "−0.5", "0". */
export function formatDifference(difference: number, locale: Locale): string {
	const rounded = Math.round(difference * 100) / 100;
	return `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${formatNumber(Math.abs(rounded), locale)}`;
}

/** Kind words on how a self-rating lies to the result. */
export function explainGap(gap: SelfRatingGap, locale: Locale): string {
	switch (gap.kind) {
		case null:
			return m.report_self_none({}, { locale });
		case 'close':
			return gap.difference === 0 ? m.report_self_same({}, { locale }) : m.report_self_close({}, { locale });
		case 'over':
			return m.report_self_over({}, { locale });
		case 'under':
			return m.report_self_under({}, { locale });
	}
}

/** What unanswered questions mean for the result. */
export function explainMissing(report: Report, missing: MissingAnswers, locale: Locale): string {
	const counts = m.report_missing({ answered: missing.answered, total: missing.items }, { locale });
	if (missing.areasWithoutLevel.length === 0) return counts;
	const names = report.areas.filter((area) => missing.areasWithoutLevel.includes(area.code)).map((area) => area.name[locale]);
	return `${counts} ${m.report_missing_areas({ areas: names.join('; ') }, { locale })}`;
}

/** "How was this computed?" for the whole, in one line of numbers. */
export function explainOverall(report: Report, locale: Locale): string {
	const { sum, count, mean, rounded, level, required } = report.overall.explanation;
	const numbers = { sum, count, mean: mean === null ? '–' : formatNumber(mean, locale) };
	if (level === null || rounded === null) return m.report_how_overall_few({ ...numbers, required }, { locale });
	return m.report_how_overall({ ...numbers, rounded, level: nameLevel(report, level, locale) }, { locale });
}

/** Says why a list of highlights is empty; null when it isn't. */
export function explainNoHighlights(report: Report, list: 'strongest' | 'toGrow', locale: Locale): string | null {
	if ((list === 'strongest' ? report.threeStrongest : report.threeToGrow).length > 0) return null;
	if (report.overall.level === null) return m.report_highlights_few({}, { locale });
	if (list === 'strongest') return m.report_strongest_even({}, { locale });
	return report.dontKnow.length > 0 ? m.report_to_grow_unknown({}, { locale }) : m.report_to_grow_even({}, { locale });
}

/** Instrument, framework and rule with their versions. */
export function nameVersions(report: Report, locale: Locale): string {
	const { instrument, computedWith } = report;
	return m.report_versions(
		{
			instrument: `${instrument.id} ${instrument.version}`,
			framework: `${computedWith.framework.id} ${computedWith.framework.version}`,
			rule: computedWith.ruleVersion
		},
		{ locale }
	);
}

/** The day on which the attempt was submitted. */
export function submittedOn(report: Report, locale: Locale): string {
	return formatDate(new Date(report.submittedAt), locale);
}

/** An ISO date as words. It is a day of the calendar, so it is read at noon in Kazakhstan, where no zone can move it. */
export function formatDay(isoDate: string, locale: Locale): string {
	return formatDate(new Date(`${isoDate}T12:00:00+05:00`), locale);
}
