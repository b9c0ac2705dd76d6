import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { blankAttemptId, blankInstrumentHeader, viewBlankAttempt } from '#contexts/self-assessment/index.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

interface KeptPages {
	readonly plain: Buffer;
	readonly brotli: Buffer;
}

/** By language and instrument: rendered and compressed once per process. */
const rendered = new Map<string, Promise<KeptPages>>();

async function render(addresses: readonly string[], fetchPage: (url: string) => Promise<Response>): Promise<KeptPages> {
	const pages: { url: string; html: string }[] = [];
	let policy = '';
	for (const address of addresses) {
		const response = await fetchPage(address);
		if (!response.ok || response.redirected) throw new Error(`The blank page ${address} can't be rendered (${response.status})`);
		policy = response.headers.get('content-security-policy') ?? policy;
		pages.push({ url: address, html: await response.text() });
	}
	const plain = Buffer.from(JSON.stringify({ pages, policy }));
	// Three dozen pages that differ in a few lines: a window that spans several of them makes them little more than one.
	const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
	return { plain, brotli: await promisify(brotliCompress)(plain, { params }) };
}

/**
 * All pages that a teacher needs to go on without a line, in one answer: blank, the same for everybody, with the id of an attempt left open. The
 * address carries the version of the build, so the answer may be kept for good.
 */
export const GET: RequestHandler = async ({ locals, params, fetch, request }) => {
	const [id = '', version = ''] = params.instrument.split('@');
	const { instrument } = await orErrorPage(locals, viewBlankAttempt(id, version));
	const key = `${locals.locale} ${params.instrument}`;
	const here = `/${locals.locale}/self-assessment/${blankAttemptId}`;
	const places = [...instrument.items.map((item) => `items/${item.code}`), 'before', 'after', 'finish'];
	const addresses = [...places.map((place) => `${here}/${place}`), `/${locals.locale}/offline`];
	const pending =
		rendered.get(key) ?? render(addresses, (url) => fetch(url, { credentials: 'omit', headers: { [blankInstrumentHeader]: params.instrument } }));
	rendered.set(key, pending);
	const { plain, brotli } = await pending.catch((error: unknown) => {
		rendered.delete(key);
		throw error;
	});
	const takesBrotli = /\bbr\b/.test(request.headers.get('accept-encoding') ?? '');
	const headers = { 'content-type': 'application/json', 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' };
	return new Response(takesBrotli ? new Uint8Array(brotli) : new Uint8Array(plain), {
		headers: takesBrotli ? { ...headers, 'content-encoding': 'br' } : headers
	});
};
