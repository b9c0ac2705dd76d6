import { redirect } from '@sveltejs/kit';
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, viewAccount } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import { setCookies, visitOf } from '../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { hasSecondFactor, hasPassword } = await orErrorPage(locals, viewAccount(locals.actor));
	return { hasSecondFactor, hasPassword };
};

export const actions: Actions = {
	/** Shows what the app needs, this once. */
	begin: async (event) => {
		const password = formText(await event.request.formData(), 'password');
		const { done, failure } = await orProblem(event.locals, {}, beginSecondFactor(event.locals.actor, visitOf(event), password));
		return failure ?? { setup: done };
	},
	confirm: async (event) => {
		const code = formText(await event.request.formData(), 'code');
		const { done, failure } = await orProblem(event.locals, { isConfirming: true }, confirmSecondFactor(event.locals.actor, visitOf(event), code));
		if (failure !== undefined) return failure;
		setCookies(event.cookies, event.url, done);
		redirect(303, `/${event.locals.locale}/account?done=second-factor`);
	},
	end: async (event) => {
		const password = formText(await event.request.formData(), 'password');
		const { done, failure } = await orProblem(event.locals, {}, endSecondFactor(event.locals.actor, visitOf(event), password));
		if (failure !== undefined) return failure;
		setCookies(event.cookies, event.url, done);
		redirect(303, `/${event.locals.locale}/account?done=no-second-factor`);
	}
};
