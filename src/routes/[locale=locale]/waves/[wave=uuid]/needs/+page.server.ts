import { showNeeds, viewNeeds } from '#contexts/insight/index.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const plan = await orErrorPage(locals, viewNeeds(locals.actor, params.wave, url.searchParams.get('node') ?? undefined));
	return { plan: showNeeds(plan, locals.locale), wave: params.wave, node: plan.results.node.id };
};
