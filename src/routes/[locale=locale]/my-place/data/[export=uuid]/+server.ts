import { Readable } from 'node:stream';
import { openExport } from '#contexts/people/index.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { stream, bytes, requestedAt } = await orErrorPage(locals, openExport(locals.actor, params.export));
	return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array<ArrayBuffer>>, {
		headers: {
			'content-type': 'application/zip',
			'content-length': String(bytes),
			'content-disposition': `attachment; filename="qadam-${requestedAt.toISOString().slice(0, 10)}.zip"`,
			'cache-control': 'private, no-store'
		}
	});
};
