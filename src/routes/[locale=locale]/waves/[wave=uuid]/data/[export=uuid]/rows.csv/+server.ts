import { openRowExport } from '#contexts/insight/index.ts';
import { orErrorPage } from '../../../../../../../pages.ts';
import { streamDownload } from '../../../../../../../download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { stream, bytes } = await orErrorPage(locals, openRowExport(locals.actor, params.wave, params.export));
	return streamDownload(stream, 'text/csv; charset=utf-8', 'rows.csv', bytes);
};
