import { Readable } from 'node:stream';

/** A file that the browser saves under a name; personal, so that nothing on the way keeps a copy. */
export function download(body: Uint8Array | string, type: string, fileName: string): Response {
	return new Response(body as BodyInit, {
		headers: { 'content-type': type, 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': 'private, no-store' }
	});
}

/** As `download`, for a file that is made or read while it is sent, piece by piece. `bytes`: its length, where that is known. */
export function streamDownload(pieces: AsyncIterable<string | Uint8Array>, type: string, fileName: string, bytes?: number): Response {
	const stream = Readable.from(pieces, { objectMode: false, highWaterMark: 256 * 1024 });
	return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array<ArrayBuffer>>, {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${fileName}"`,
			'cache-control': 'private, no-store',
			...(bytes === undefined ? {} : { 'content-length': String(bytes) })
		}
	});
}
