import { printPdf } from '#platform/pdf.ts';
import { formatDate, formatNumber, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { LevelOrBelow } from './domain/level.ts';
import type { Goal } from './domain/plan.ts';
import type { Report, ReportItem, ReportNumbers } from './domain/report.ts';
import { printGoals } from './printed-goals.ts';
import { type PrintedLevel, printLevel } from './printed-level.ts';
import { describeRadar, drawReportRadar } from './report-radar.ts';
import {
	explainGap,
	explainMissing,
	explainNoHighlights,
	explainOverall,
	formatDifference,
	nameLevel,
	nameVersions,
	submittedOn
} from './report-words.ts';

function printScore(numbers: ReportNumbers, locale: Locale): string {
	return numbers.score === null ? '–' : formatNumber(numbers.score, locale);
}

/** "Don't know" has no place on the ladder of an item; its sign is a question mark. */
function printItemLevel(report: Report, item: ReportItem, locale: Locale): PrintedLevel {
	const level = printLevel(report, item.level, locale);
	return item.unknown ? { ...level, printed: '?' } : level;
}

function printWords(locale: Locale): Record<string, string> {
	const at = { locale };
	return {
		kind: m.report_kind({}, at),
		overall: m.report_overall({}, at),
		'your-level': m.report_your_level({}, at),
		'you-are-here': m.report_you_are_here({}, at),
		'what-helps': m.report_what_helps({}, at),
		'missing-title': m.report_missing_title({}, at),
		areas: m.report_areas({}, at),
		area: m.report_area({}, at),
		level: m.report_level({}, at),
		practice: m.report_practice({}, at),
		change: m.report_change({}, at),
		strongest: m.report_strongest({}, at),
		'strongest-text': m.report_strongest_text({}, at),
		'to-grow': m.report_to_grow({}, at),
		'to-grow-text': m.report_to_grow_text({}, at),
		'dont-know': m.report_dont_know({}, at),
		'dont-know-text': m.report_dont_know_text({}, at),
		'first-step': m.report_first_step({}, at),
		item: m.report_item({}, at),
		'self-title': m.report_self_title({}, at),
		'self-whose': m.report_self_whose({}, at),
		steps: m.report_steps({}, at),
		'steps-text': m.report_steps_text({}, at),
		try: m.report_try({}, at),
		evidence: m.report_evidence({}, at),
		'unanswered-step': m.report_unanswered_step({}, at),
		how: m.report_how({}, at),
		unit: m.report_unit({}, at),
		answers: m.report_answers_column({}, at),
		sum: m.report_sum({}, at),
		mean: m.report_mean({}, at),
		goals: m.plan_goals({}, at),
		goal: m.plan_goal({}, at),
		'now-target': m.plan_now_target({}, at),
		action: m.plan_action({}, at),
		due: m.plan_due({}, at)
	};
}

function printOverall(report: Report, locale: Locale): object {
	const { overall } = report;
	const level = report.levels.find((entry) => entry.code === overall.level);
	return {
		level: printLevel(report, overall.level, locale),
		score: m.report_score({ score: printScore(overall, locale) }, { locale }),
		meaning: level?.meaning[locale] ?? m.report_no_level_text({}, { locale }),
		next: level?.next[locale] ?? null,
		alt: m.report_stairs_alt({ level: nameLevel(report, overall.level, locale) }, { locale })
	};
}

function printSelfRating(report: Report, locale: Locale): object | null {
	const { before, after } = report.selfRating;
	const shown = after ?? before;
	if (shown === null) return null;
	const row = (view: string, level: LevelOrBelow | null): object => ({ view, level: printLevel(report, level, locale) });
	return {
		rows: [
			...(before === null ? [] : [row(m.report_self_before({}, { locale }), before.rating)]),
			...(after === null ? [] : [row(m.report_self_after({}, { locale }), after.rating)]),
			row(m.report_self_result({}, { locale }), report.overall.level)
		],
		text: explainGap(shown, locale)
	};
}

function printSteps(report: Report, locale: Locale): object[] {
	const competences = new Map(report.competences.map((competence) => [competence.code, competence.name[locale]]));
	return report.areas.map((area) => ({
		name: `${area.code}. ${area.name[locale]}`,
		items: report.items
			.filter((item) => item.area === area.code)
			.map((item) => ({
				code: item.code,
				name: item.name[locale],
				level: printItemLevel(report, item, locale),
				chosen: item.chosen?.[locale] ?? m.report_unanswered({}, { locale }),
				competence: m.report_competence_of_item({ code: item.competence, name: competences.get(item.competence) ?? '' }, { locale }),
				suggestion: item.nextStep?.suggestion[locale] ?? null,
				practice: item.nextStep?.practice[locale] ?? null,
				evidence: item.nextStep?.evidence[locale] ?? null
			}))
	}));
}

function printUnits(report: Report, locale: Locale): object[] {
	return report.areas.flatMap((area) =>
		[area, ...report.competences.filter((competence) => competence.area === area.code)].map((unit) => ({
			code: unit.code,
			name: unit.name[locale],
			'is-area': unit === area,
			answers: `${unit.answered} / ${unit.items}`,
			sum: String(unit.explanation.sum),
			mean: printScore(unit, locale),
			level: printLevel(report, unit.level, locale)
		}))
	);
}

/** Everything that the template prints, in one language. */
function printReport(report: Report, goals: readonly Goal[], locale: Locale): object {
	const at = { locale };
	const title = report.instrument.title[locale];
	const date = submittedOn(report, locale);
	const items = new Map(report.items.map((item) => [item.code, item]));
	const competences = new Map(report.competences.map((competence) => [competence.code, competence]));
	const previousDate = report.previous === null ? null : formatDate(new Date(report.previous.submittedAt), locale);
	return {
		meta: {
			locale,
			title: `${title}. ${date}`,
			footer: m.report_completed({ date }, at),
			page: m.report_page({ page: '{page}', total: '{total}' }, at)
		},
		words: printWords(locale),
		title,
		facts: [
			m.report_completed({ date }, at),
			m.report_answered({ answered: report.overall.answered, total: report.overall.items }, at),
			...(report.overall.unknown === 0 ? [] : [m.report_unknown({ count: report.overall.unknown }, at)])
		],
		levels: report.levels.map((level) => ({ code: level.code, name: level.name[locale] })),
		overall: printOverall(report, locale),
		radar: {
			svg: drawReportRadar(report, locale, 'print'),
			alt: `${m.report_radar_title({}, at)}. ${describeRadar(report, locale)}`,
			previous: previousDate === null ? null : m.report_radar_previous({ date: previousDate }, at)
		},
		missing: report.missing === null ? null : explainMissing(report, report.missing, locale),
		areas: report.areas.map((area) => ({
			name: `${area.code}. ${area.name[locale]}`,
			level: printLevel(report, area.level, locale),
			score: printScore(area, locale),
			sentence: area.sentence?.[locale] ?? m.report_how_two_thirds({}, at),
			change: area.change === null ? '–' : formatDifference(area.change.difference, locale)
		})),
		'change-since': previousDate === null ? null : m.report_change_since({ date: previousDate }, at),
		strongest: report.threeStrongest.flatMap((code) => {
			const competence = competences.get(code);
			return competence === undefined ? [] : [{ code, name: competence.name[locale], level: printLevel(report, competence.level, locale) }];
		}),
		'no-strongest': explainNoHighlights(report, 'strongest', locale),
		'to-grow': printChosenItems(report, report.threeToGrow, items, locale),
		'no-to-grow': explainNoHighlights(report, 'toGrow', locale),
		'dont-know': printChosenItems(report, report.dontKnow, items, locale),
		'self-rating': printSelfRating(report, locale),
		goals: printGoals(report, goals, locale),
		steps: printSteps(report, locale),
		how: [
			m.report_how_values({}, at),
			m.report_how_mean({}, at),
			m.report_how_level({}, at),
			m.report_how_two_thirds({}, at),
			explainOverall(report, locale)
		],
		units: printUnits(report, locale),
		versions: nameVersions(report, locale),
		disclaimer: m.report_disclaimer({}, at)
	};
}

function printChosenItems(report: Report, codes: readonly string[], items: ReadonlyMap<string, ReportItem>, locale: Locale): object[] {
	return codes.flatMap((code) => {
		const item = items.get(code);
		if (item === undefined) return [];
		return [{ code, name: item.name[locale], level: printItemLevel(report, item, locale), step: item.nextStep?.suggestion[locale] ?? '' }];
	});
}

/**
 * The report as a PDF of A4 pages: tagged (PDF/UA-1), fonts embedded, the same pictures and words as the page. `goals` adds the person's plan.
 * The file carries the moment of submission, so that the same report gives the same bytes.
 */
export function renderReportPdf(report: Report, locale: Locale, goals: readonly Goal[] = []): Promise<Uint8Array> {
	return printPdf('contexts/self-assessment/pdf/report.typ', printReport(report, goals, locale), { createdAt: new Date(report.submittedAt) });
}
