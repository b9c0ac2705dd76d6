import { exportCells } from '#contexts/insight/index.ts';
import { csvRow, csvStart } from '#platform/csv-text.ts';
import { orErrorPage } from '../../../../../../pages.ts';
import { streamDownload } from '../../../../../../download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const node = url.searchParams.get('node') ?? undefined;
	const { columns, rows } = await orErrorPage(locals, exportCells(locals.actor, params.wave, node, url.searchParams.getAll('by')));
	async function* pieces() {
		yield csvStart + csvRow(columns);
		for await (const some of rows) yield some.map(csvRow).join('');
	}
	return streamDownload(pieces(), 'text/csv; charset=utf-8', 'cells.csv');
};
