import { viewWaves } from '#contexts/insight/index.ts';
import { orErrorPage } from '../../../../../../pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	orErrorPage(locals, viewWaves(locals.actor, params.organisation, Number(url.searchParams.get('page') ?? 1)));
