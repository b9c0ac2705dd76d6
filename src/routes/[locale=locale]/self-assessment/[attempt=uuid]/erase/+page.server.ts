import { redirect } from '@sveltejs/kit';
import { eraseAttempt, viewAttempt } from '#contexts/self-assessment/index.ts';
import { orErrorPage } from '../../../../../pages.ts';
import { forgetCode } from '../../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { attempt, instrument } = await orErrorPage(locals, viewAttempt(locals.actor, params.attempt));
	return { startedAt: attempt.startedAt, title: instrument.title, back: `/${locals.locale}/my-place` };
};

export const actions: Actions = {
	default: async ({ locals, params, cookies }) => {
		const { isForgotten } = await orErrorPage(locals, eraseAttempt(locals.actor, params.attempt));
		if (isForgotten) forgetCode(cookies);
		redirect(303, `/${locals.locale}/my-place?erased=yes`);
	}
};
