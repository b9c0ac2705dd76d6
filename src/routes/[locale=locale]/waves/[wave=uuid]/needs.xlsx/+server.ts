import { needsTable, showNeeds, viewNeeds } from '#contexts/insight/index.ts';
import { writeSpreadsheet } from '#platform/spreadsheet.ts';
import { download } from '../../../../../download.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const plan = await orErrorPage(locals, viewNeeds(locals.actor, params.wave, url.searchParams.get('node') ?? undefined));
	const { header, rows } = needsTable(showNeeds(plan, locals.locale), locals.locale);
	const bytes = await writeSpreadsheet([{ name: 'Qadam', rows: [header, ...rows.map((row) => row.map(String))] }]);
	return download(bytes, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', `qadam-needs-${locals.locale}.xlsx`);
};
