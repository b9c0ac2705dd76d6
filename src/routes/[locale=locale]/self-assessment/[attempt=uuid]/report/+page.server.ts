import { compareOwn, listMyWaves } from '#contexts/insight/index.ts';
import { revokeReportShare, shareDays, shareReport, viewReportPage } from '#contexts/self-assessment/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { report, goals, shares } = await orErrorPage(locals, viewReportPage(locals.actor, params.attempt));
	const waves = (await listMyWaves(locals.actor, params.attempt)).filter(({ state, decision }) => state === 'open' && decision === null);
	const comparison = await compareOwn(locals.actor, params.attempt, locals.locale);
	return { waves, report, goals, shares, comparison, shareDays, here: `/${locals.locale}/self-assessment/${params.attempt}` };
};

export const actions: Actions = {
	share: async ({ request, locals, params, url }) => {
		const days = Number((await request.formData()).get('days'));
		const { done, failure } = await orProblem(locals, {}, shareReport(locals.actor, params.attempt, days));
		return failure ?? { link: `${url.origin}/${locals.locale}/shared/${done.token}` };
	},
	revoke: async ({ request, locals, params }) => {
		const share = formText(await request.formData(), 'share');
		const { failure } = await orProblem(locals, {}, revokeReportShare(locals.actor, params.attempt, share));
		return failure ?? { isRevoked: true };
	}
};
