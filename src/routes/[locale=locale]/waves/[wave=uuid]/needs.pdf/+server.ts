import { printNeeds, viewNeeds } from '#contexts/insight/index.ts';
import { download } from '../../../../../download.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const plan = await orErrorPage(locals, viewNeeds(locals.actor, params.wave, url.searchParams.get('node') ?? undefined));
	return download(await printNeeds(plan, locals.locale), 'application/pdf', `qadam-needs-${locals.locale}.pdf`);
};
