import { redirect } from '@sveltejs/kit';
import { changePassword, shortestPassword, viewAccount } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import { setCookies, visitOf } from '../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { email } = await orErrorPage(locals, viewAccount(locals.actor));
	return { email, shortestPassword };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const typed = { current: formText(form, 'current'), password: formText(form, 'password') };
		const { done, failure } = await orProblem(event.locals, {}, changePassword(event.locals.actor, visitOf(event), typed));
		if (failure !== undefined) return failure;
		setCookies(event.cookies, event.url, done);
		redirect(303, `/${event.locals.locale}/account?done=password`);
	}
};
