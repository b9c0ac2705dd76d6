import { needsTable, showNeeds, viewNeeds } from '#contexts/insight/index.ts';
import { csvTable } from '#platform/csv-text.ts';
import { download } from '../../../../../download.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const plan = await orErrorPage(locals, viewNeeds(locals.actor, params.wave, url.searchParams.get('node') ?? undefined));
	const { header, rows } = needsTable(showNeeds(plan, locals.locale), locals.locale);
	return download(csvTable(header, rows), 'text/csv; charset=utf-8', `qadam-needs-${locals.locale}.csv`);
};
