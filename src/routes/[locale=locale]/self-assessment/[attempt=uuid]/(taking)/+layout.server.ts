import { redirect } from '@sveltejs/kit';
import { version as build } from '$app/env';
import { blankAttemptId, blankInstrumentHeader, codeOf, showProgress, viewAttempt, viewBlankAttempt } from '#contexts/self-assessment/index.ts';
import { guestCookieName } from '#platform/http/guest-cookie.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { LayoutServerLoad } from './$types';

/** The attempt under way, for the frame and the pages in it; a blank one for the pages that devices keep. A submitted attempt leads to its report. */
export const load: LayoutServerLoad = async ({ locals, params, cookies, request }) => {
	const isBlank = params.attempt === blankAttemptId;
	const [id = '', version = ''] = (request.headers.get(blankInstrumentHeader) ?? '').split('@');
	const view = await orErrorPage(locals, isBlank ? viewBlankAttempt(id, version) : viewAttempt(locals.actor, params.attempt));
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
		keptPages: `/${locals.locale}/self-assessment/kept-pages/${view.instrument.id}@${view.instrument.version}?build=${build}`,
		resumeCode: cookies.get(guestCookieName)
	};
};
