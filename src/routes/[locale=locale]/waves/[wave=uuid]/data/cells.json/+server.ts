import { exportCells, jsonOfCells } from '#contexts/insight/index.ts';
import { orErrorPage } from '../../../../../../pages.ts';
import { streamDownload } from '../../../../../../download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const node = url.searchParams.get('node') ?? undefined;
	const cells = await orErrorPage(locals, exportCells(locals.actor, params.wave, node, url.searchParams.getAll('by')));
	return streamDownload(jsonOfCells(cells), 'application/json', 'cells.json');
};
