import { exportCells } from '#contexts/insight/index.ts';
import { streamSpreadsheet } from '#platform/spreadsheet-stream.ts';
import { orErrorPage } from '../../../../../../pages.ts';
import { streamDownload } from '../../../../../../download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const node = url.searchParams.get('node') ?? undefined;
	const { columns, rows } = await orErrorPage(locals, exportCells(locals.actor, params.wave, node, url.searchParams.getAll('by')));
	const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
	return streamDownload(streamSpreadsheet(columns, rows), type, 'cells.xlsx');
};
