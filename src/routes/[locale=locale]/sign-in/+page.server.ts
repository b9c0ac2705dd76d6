import { fail, redirect } from '@sveltejs/kit';
import { ownPath, requestSignInLink, signIn } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../pages.ts';
import { goOn, visitOf } from '../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	const next = ownPath(url.searchParams.get('next'), '');
	if (locals.actor.kind === 'person' && locals.actor.account !== undefined) redirect(303, next || `/${locals.locale}/account`);
	return { next };
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
