import { redirect } from '@sveltejs/kit';
import { recover, shortestPassword } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../../pages.ts';
import { goOn, visitOf } from '../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ shortestPassword });

export const actions: Actions = {
	default: async (event) => {
		const password = formText(await event.request.formData(), 'password');
		const { done, failure } = await orProblem(event.locals, {}, recover(visitOf(event), { token: event.params.token, password }));
		if (failure !== undefined) return failure;
		redirect(303, goOn(event, done, `/${event.locals.locale}/account`));
	}
};
