/** A file that the browser saves under a name; personal, so that nothing on the way keeps a copy. */
export function download(body: Uint8Array | string, type: string, fileName: string): Response {
	return new Response(body as BodyInit, {
		headers: { 'content-type': type, 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': 'private, no-store' }
	});
}
