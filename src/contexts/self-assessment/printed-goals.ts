import { formatDate, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import { type Goal, planRows } from './domain/plan.ts';
import type { Report } from './domain/report.ts';
import { type PrintedLevel, printLevel } from './printed-level.ts';
import { formatDay } from './report-words.ts';

export interface PrintedGoal {
	readonly code: string;
	readonly name: string;
	readonly competence: string;
	readonly now: PrintedLevel;
	readonly target: PrintedLevel;
	readonly suggestion: string;
	readonly practice: string | null;
	readonly evidence: string;
	readonly due: string;
	readonly state: string;
	readonly note: string;
}

/** The rows of a plan in words, for the report, the plan as PDF and the plan as DOCX alike. */
export function printGoals(report: Report, goals: readonly Goal[], locale: Locale): PrintedGoal[] {
	return planRows(report, goals).map((row) => ({
		code: row.item.code,
		name: row.item.name[locale],
		competence: m.report_competence_of_item({ code: row.competence.code, name: row.competence.name[locale] }, { locale }),
		now: row.isUnknown ? { ...printLevel(report, row.now, locale), printed: '?' } : printLevel(report, row.now, locale),
		target: printLevel(report, row.target, locale),
		suggestion: row.nextStep?.suggestion[locale] ?? m.plan_no_step({}, { locale }),
		practice: row.nextStep?.practice[locale] ?? null,
		evidence: row.nextStep?.evidence[locale] ?? '–',
		due: row.dueOn === null ? m.plan_no_due({}, { locale }) : formatDay(row.dueOn, locale),
		state: row.doneAt === null ? m.plan_open({}, { locale }) : m.plan_done_on({ date: formatDate(row.doneAt, locale) }, { locale }),
		note: row.note
	}));
}
