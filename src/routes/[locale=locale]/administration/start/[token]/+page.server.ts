import { redirect } from '@sveltejs/kit';
import { becomeFirstAdministrator, requireStartLink, shortestPassword } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../../pages.ts';
import { goOn, visitOf } from '../../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	await orErrorPage(locals, requireStartLink(params.token));
	return { shortestPassword };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const typed = { name: formText(form, 'name'), email: formText(form, 'email') };
		const account = { ...typed, password: formText(form, 'password') };
		const { done, failure } = await orProblem(event.locals, typed, becomeFirstAdministrator(visitOf(event), event.params.token, account));
		if (failure !== undefined) return failure;
		redirect(303, goOn(event, done));
	}
};
