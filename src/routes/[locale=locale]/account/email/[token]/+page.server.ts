import { redirect } from '@sveltejs/kit';
import { confirmNewEmail, viewAccount } from '#contexts/people/index.ts';
import { orErrorPage, orProblem } from '../../../../../pages.ts';
import { visitOf } from '../../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { email } = await orErrorPage(locals, viewAccount(locals.actor));
	return { email };
};

export const actions: Actions = {
	default: async (event) => {
		const { failure } = await orProblem(event.locals, {}, confirmNewEmail(event.locals.actor, visitOf(event), event.params.token));
		if (failure !== undefined) return failure;
		redirect(303, `/${event.locals.locale}/account?done=email`);
	}
};
