import { redirect } from '@sveltejs/kit';
import { requestRecovery } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../pages.ts';
import { visitOf } from '../../../visitor.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async (event) => {
		const typed = { email: formText(await event.request.formData(), 'email') };
		const { failure } = await orProblem(event.locals, typed, requestRecovery(visitOf(event), typed.email));
		if (failure !== undefined) return failure;
		redirect(303, `/${event.locals.locale}/recover/sent`);
	}
};
