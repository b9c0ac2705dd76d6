import { redirect } from '@sveltejs/kit';
import { codeOf, showProgress, viewAttempt } from '#contexts/self-assessment/index.ts';
import { guestCookieName } from '#platform/http/guest-cookie.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { LayoutServerLoad } from './$types';

/** The attempt under way, for the frame and the pages in it. A submitted attempt leads to its report. */
export const load: LayoutServerLoad = async ({ locals, params, cookies }) => {
	const view = await orErrorPage(locals, viewAttempt(locals.actor, params.attempt));
	const here = `/${locals.locale}/self-assessment/${params.attempt}`;
	if (view.attempt.submittedAt !== null) redirect(303, `${here}/report`);
	return {
		isFocused: true,
		here,
		view,
		areas: showProgress(view.instrument, new Set(view.answers.map(({ item }) => item)), locals.locale),
		answers: Object.fromEntries(
			view.answers.map(({ item, value, answeredAt, savedAt }) => [
				item,
				{ answer: codeOf(value), answeredAt: answeredAt.toISOString(), savedAt: savedAt.toISOString() }
			])
		),
		resumeCode: cookies.get(guestCookieName)
	};
};
