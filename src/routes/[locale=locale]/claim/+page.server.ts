import { redirect } from '@sveltejs/kit';
import { ownPath } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { guestCookieName } from '#platform/http/guest-cookie.ts';
import { claim } from '../../../claim.ts';
import { orProblem } from '../../../pages.ts';
import { forgetCode, visitOf } from '../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies, locals, url }) => ({
	isGuestHere: cookies.get(guestCookieName) !== undefined,
	next: ownPath(url.searchParams.get('next'), `/${locals.locale}/my-place`)
});

export const actions: Actions = {
	/** What was begun on this device without an account. */
	keep: async (event) => {
		const next = formText(await event.request.formData(), 'next');
		const code = event.cookies.get(guestCookieName) ?? '';
		const { failure } = await orProblem(event.locals, { code: '' }, claim(event.locals.actor, visitOf(event), code));
		// A code that opens nothing any more is of no use on the device, either.
		forgetCode(event.cookies);
		if (failure !== undefined) return failure;
		redirect(303, ownPath(next, `/${event.locals.locale}/my-place`));
	},
	/** What was begun elsewhere, by its code. */
	code: async (event) => {
		const typed = { code: formText(await event.request.formData(), 'code') };
		const { failure } = await orProblem(event.locals, typed, claim(event.locals.actor, visitOf(event), typed.code));
		if (failure !== undefined) return failure;
		redirect(303, `/${event.locals.locale}/my-place`);
	}
};
