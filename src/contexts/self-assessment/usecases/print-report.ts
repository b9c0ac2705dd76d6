import type { Locale } from '#platform/locale.ts';
import type { Goal } from '../domain/plan.ts';
import type { Report } from '../domain/report.ts';

// The typesetter and the word processor are loaded when the first file is asked for: the server starts without them.

/** The report as a tagged PDF, with the plan's goals when there are any. */
export async function printReport(report: Report, goals: readonly Goal[], locale: Locale): Promise<Uint8Array> {
	const { renderReportPdf } = await import('../report-pdf.ts');
	return renderReportPdf(report, locale, goals);
}

/** The plan as the digital-competence section of a self-development plan. */
export async function printPlan(report: Report, goals: readonly Goal[], locale: Locale, format: 'pdf' | 'docx'): Promise<Uint8Array> {
	if (format === 'pdf') {
		const { renderPlanPdf } = await import('../plan-pdf.ts');
		return renderPlanPdf(report, goals, locale);
	}
	const { renderPlanDocx } = await import('../plan-docx.ts');
	return renderPlanDocx(report, goals, locale);
}
