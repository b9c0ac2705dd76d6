import { viewReport } from '#contexts/self-assessment/index.ts';
import { download } from '../../../../../download.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const report = await orErrorPage(locals, viewReport(locals.actor, params.attempt));
	return download(JSON.stringify(report, null, '\t'), 'application/json', `qadam-report-${report.submittedAt.slice(0, 10)}.json`);
};
