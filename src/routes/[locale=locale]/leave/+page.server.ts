import { redirect } from '@sveltejs/kit';
import { forgetCode } from '../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({});

export const actions: Actions = {
	/** Closes the place on this device: cookie, kept pages and kept answers go. What was sent stays and opens with the code. */
	default: ({ cookies, locals }) => {
		forgetCode(cookies);
		redirect(303, `/${locals.locale}/leave`);
	}
};
