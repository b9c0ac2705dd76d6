import type { Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { Report } from './domain/report.ts';
import { nameLevel, submittedOn } from './report-words.ts';

/** The title of the plan as a document. */
export function titlePlan(locale: Locale): string {
	return m.plan_title({}, { locale });
}

/** What the plan rests on: the instrument, the day, the overall level. */
export function describePlanBasis(report: Report, locale: Locale): string[] {
	return [
		m.plan_based_on({ title: report.instrument.title[locale], date: submittedOn(report, locale) }, { locale }),
		...(report.overall.level === null ? [] : [m.plan_level({ level: nameLevel(report, report.overall.level, locale) }, { locale })])
	];
}

/** The headings of the plan's columns, in their order. */
export function planColumns(locale: Locale): Readonly<Record<'goal' | 'now-target' | 'action' | 'evidence' | 'due' | 'done' | 'note', string>> {
	return {
		goal: m.plan_goal({}, { locale }),
		'now-target': m.plan_now_target({}, { locale }),
		action: m.plan_action({}, { locale }),
		evidence: m.plan_evidence({}, { locale }),
		due: m.plan_due({}, { locale }),
		done: m.plan_done({}, { locale }),
		note: m.plan_note({}, { locale })
	};
}
