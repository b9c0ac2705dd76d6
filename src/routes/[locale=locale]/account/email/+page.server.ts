import { requestNewEmail, viewAccount } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import { visitOf } from '../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { email, hasPassword } = await orErrorPage(locals, viewAccount(locals.actor));
	return { email, hasPassword };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const typed = { email: formText(form, 'email') };
		const wanted = { ...typed, password: formText(form, 'password') };
		const { failure } = await orProblem(event.locals, typed, requestNewEmail(event.locals.actor, visitOf(event), wanted));
		return failure ?? { isSent: true, typed };
	}
};
