import { showResults, viewResults } from '#contexts/insight/index.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const node = url.searchParams.get('node') ?? undefined;
	const by = url.searchParams.getAll('by').filter((dimension) => dimension !== '');
	const results = await orErrorPage(locals, viewResults(locals.actor, params.wave, node, [...new Set(by)]));
	return { results: await showResults(results, locals.locale) };
};
