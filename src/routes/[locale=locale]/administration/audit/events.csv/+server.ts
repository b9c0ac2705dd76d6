import { Readable } from 'node:stream';
import { exportAudit } from '#contexts/people/index.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

/** The log by the filter of the page, as a file that is made while it is sent. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const typed = Object.fromEntries(url.searchParams);
	const pieces = await orErrorPage(locals, exportAudit(locals.actor, typed));
	const texts = Readable.toWeb(Readable.from(pieces)) as ReadableStream<string>;
	return new Response(texts.pipeThrough(new TextEncoderStream()), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="qadam-audit.csv"',
			'cache-control': 'private, no-store'
		}
	});
};
