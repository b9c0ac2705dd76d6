import { redirect } from '@sveltejs/kit';
import { beginProviderSignIn } from '#contexts/people/index.ts';
import { orErrorPage } from '../../../../pages.ts';
import { setCookies, visitOf, wayOn } from '../../../../visitor.ts';
import type { RequestHandler } from './$types';

/**
 * Leads to the provider. A link and not a form: the page's policy lets forms go nowhere but to us. Whoever comes back is recognised by the cookie
 * set here.
 */
export const GET: RequestHandler = async (event) => {
	const home = `/${event.locals.locale}`;
	const next = wayOn(event, event.url.searchParams.get('next') ?? '');
	const { url, cookies } = await orErrorPage(event.locals, beginProviderSignIn(visitOf(event), { next, failed: `${home}/sign-in?provider=failed` }));
	setCookies(event.cookies, event.url, cookies);
	redirect(303, url, { external: true });
};
