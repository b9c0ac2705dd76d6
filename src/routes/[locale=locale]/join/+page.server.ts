import { redirect } from '@sveltejs/kit';
import { findByCode } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../pages.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ request, locals, getClientAddress }) => {
		const code = formText(await request.formData(), 'code');
		const { done, failure } = await orProblem(locals, { code }, findByCode(locals.actor, code, getClientAddress()));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/invitations/${done.secret}`);
	}
};
