import { printPlan, viewPlan } from '#contexts/self-assessment/index.ts';
import { download } from '../../../../../download.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { report, goals } = await orErrorPage(locals, viewPlan(locals.actor, params.attempt));
	return download(
		await printPlan(report, goals, locals.locale, 'docx'),
		'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		`qadam-plan-${locals.locale}.docx`
	);
};
