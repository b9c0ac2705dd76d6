import { browseLibrary, isAudience } from '#contexts/frameworks/index.ts';
import type { PageServerLoad } from './$types';

/** Longer texts are not searches for a framework. */
const longestQuery = 200;

export const load: PageServerLoad = async ({ url }) => {
	const query = (url.searchParams.get('q') ?? '').trim().slice(0, longestQuery);
	const wanted = url.searchParams.get('audience');
	const audience = isAudience(wanted) ? wanted : undefined;
	return { query, audience, ...(await browseLibrary(query, audience)) };
};
