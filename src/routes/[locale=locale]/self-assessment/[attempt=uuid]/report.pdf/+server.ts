import { printReport, viewPlan } from '#contexts/self-assessment/index.ts';
import { download } from '../../../../../download.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { report, goals } = await orErrorPage(locals, viewPlan(locals.actor, params.attempt));
	return download(
		await printReport(report, goals, locals.locale),
		'application/pdf',
		`qadam-report-${report.submittedAt.slice(0, 10)}-${locals.locale}.pdf`
	);
};
