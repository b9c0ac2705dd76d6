import { rScript, viewWaveData } from '#contexts/insight/index.ts';
import { download } from '../../../../../../download.ts';
import { orErrorPage } from '../../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const node = url.searchParams.get('node') ?? undefined;
	const { results, instrument } = await orErrorPage(locals, viewWaveData(locals.actor, params.wave, node));
	return download(rScript(results.wave, instrument, locals.locale), 'text/plain; charset=utf-8', 'qadam.R');
};
