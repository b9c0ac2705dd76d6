import type { Locale } from '#platform/locale.ts';
import { printPdf } from '#platform/pdf.ts';
import { m } from '#paraglide/messages.js';
import type { Goal } from './domain/plan.ts';
import type { Report } from './domain/report.ts';
import { describePlanBasis, planColumns, titlePlan } from './plan-words.ts';
import { printGoals } from './printed-goals.ts';

/** The plan as the digital-competence section of a self-development plan: a table on A4 across, as a tagged PDF (PDF/UA-1). */
export function renderPlanPdf(report: Report, goals: readonly Goal[], locale: Locale): Promise<Uint8Array> {
	const title = titlePlan(locale);
	const data = {
		meta: { locale, title, footer: title, page: m.report_page({ page: '{page}', total: '{total}' }, { locale }) },
		words: { ...planColumns(locale), goals: m.plan_goals({}, { locale }), empty: m.plan_empty({}, { locale }) },
		title,
		teacher: m.plan_teacher({}, { locale }),
		facts: describePlanBasis(report, locale),
		goals: printGoals(report, goals, locale),
		disclaimer: m.report_disclaimer({}, { locale })
	};
	return printPdf('contexts/self-assessment/pdf/plan.typ', data, { createdAt: new Date(report.submittedAt) });
}
