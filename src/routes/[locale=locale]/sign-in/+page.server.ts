import { fail, redirect } from '@sveltejs/kit';
import { ownPath, providerName, requestSignInLink, signIn } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../pages.ts';
import { goOn, visitOf, wayOn } from '../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const { locals, url } = event;
	const next = ownPath(url.searchParams.get('next'), '');
	if (locals.actor.kind === 'person' && locals.actor.account !== undefined) redirect(303, next || `/${locals.locale}/account`);
	return {
		next,
		// Ways in that don't come back through a form of ours are told where to lead.
		afterwards: wayOn(event, next),
		provider: providerName(),
		hasProviderFailed: url.searchParams.get('provider') === 'failed'
	};
};

export const actions: Actions = {
	password: async (event) => {
		const form = await event.request.formData();
		const typed = { email: formText(form, 'email'), isKept: form.has('keep') };
		const next = formText(form, 'next');
		const { done, failure } = await orProblem(event.locals, typed, signIn(visitOf(event), { ...typed, password: formText(form, 'password') }));
		if (failure !== undefined) return failure;
		redirect(303, goOn(event, done, next));
	},
	link: async (event) => {
		const form = await event.request.formData();
		const typed = { email: formText(form, 'email'), isKept: form.has('keep') };
		if (typed.email.trim() === '') return fail(422, { isEmailMissing: true, typed });
		const { failure } = await orProblem(event.locals, typed, requestSignInLink(visitOf(event), typed.email));
		if (failure !== undefined) return failure;
		redirect(303, `/${event.locals.locale}/sign-in/sent`);
	}
};
