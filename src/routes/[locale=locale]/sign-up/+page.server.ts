import { redirect } from '@sveltejs/kit';
import { shortestPassword, signUp } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../pages.ts';
import { visitOf } from '../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ shortestPassword });

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const typed = { name: formText(form, 'name'), email: formText(form, 'email') };
		const { failure } = await orProblem(event.locals, typed, signUp(visitOf(event), { ...typed, password: formText(form, 'password') }));
		if (failure !== undefined) return failure;
		redirect(303, `/${event.locals.locale}/sign-up/sent`);
	}
};
