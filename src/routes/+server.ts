import { negotiateLocale } from '#platform/locale.ts';
import type { RequestHandler } from './$types';

/** The bare address leads to the home page in the best language for the browser. */
export const GET: RequestHandler = ({ request }) =>
	new Response(null, { status: 302, headers: { location: `/${negotiateLocale(request.headers.get('accept-language'))}`, vary: 'accept-language' } });
