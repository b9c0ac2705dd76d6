import { redirect } from '@sveltejs/kit';
import { confirmAddress } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../../pages.ts';
import { goOn, visitOf } from '../../../../visitor.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	/** A press, not the opening of the link: programs that look through letters open links, too. */
	default: async (event) => {
		const password = formText(await event.request.formData(), 'password');
		const { done, failure } = await orProblem(event.locals, {}, confirmAddress(visitOf(event), { token: event.params.token, password }));
		if (failure !== undefined) return failure;
		redirect(303, goOn(event, done));
	}
};
