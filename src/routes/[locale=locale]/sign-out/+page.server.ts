import { redirect } from '@sveltejs/kit';
import { signOut } from '#contexts/people/index.ts';
import { setCookies, visitOf } from '../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => ({
	isSignedIn: locals.actor.kind === 'person' && locals.actor.account !== undefined,
	// A guest who only looks at this page keeps what the device holds.
	isForgotten: url.searchParams.get('done') === 'yes' && locals.actor.kind === 'anonymous'
});

export const actions: Actions = {
	default: async (event) => {
		setCookies(event.cookies, event.url, await signOut(visitOf(event)));
		redirect(303, `/${event.locals.locale}/sign-out?done=yes`);
	}
};
