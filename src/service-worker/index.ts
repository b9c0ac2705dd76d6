/**
 * Keeps the pages of a self-assessment under way on the device, so that a teacher goes on without a line. Everything else is left to the
 * browser: no page is shown from a copy that may be old, but for these, whose answers the page's script brings up to date.
 */
import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self } from '$app/service-worker';
import { blankAttemptId } from '#contexts/self-assessment/domain/blank-attempt.ts';
import { sendOutbox } from '#contexts/self-assessment/ui/offline/send.ts';

const cacheName = `kept-${version}`;

/** Pages whose words never change for an attempt: they are shown from the copy at once. */
const stablePage = /^\/(kk|ru|en)\/self-assessment\/[0-9a-f-]{36}\/(items\/[\d.]+|after)$/;
/** Pages that tell how things stand: from the server, from the copy only without a line. */
const takingPage = /^\/(kk|ru|en)\/self-assessment\/[0-9a-f-]{36}\//;

self.addEventListener('install', (event) => {
	event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => {
	event.waitUntil(self.clients.claim());
});

/** Scripts and style sheets that the pages name, and the fonts that the style sheets name. */
function assetsOf(pages: readonly { readonly url: string; readonly html: string }[]): string[] {
	const fonts = immutable.map((asset) => `/${asset.path.replace(/^\//, '')}`).filter((path) => path.endsWith('.woff2'));
	const named = pages.flatMap(({ url, html }) =>
		[...html.matchAll(/(?:href|src)="([^"]*_app\/immutable\/[^"]+)"/g)].map(
			(match) => new URL(match[1] ?? '', new URL(url, self.location.origin)).pathname
		)
	);
	return [...new Set([...fonts, ...named])];
}

/** Keeps the pages of an attempt: the blank pages of its instrument, the same for everybody, with the attempt's id filled in. */
async function keep(url: string, attempt: string): Promise<void> {
	const cache = await caches.open(cacheName);
	const mark = `/${url.slice(1, 3)}/self-assessment/${attempt}/kept`;
	if (await cache.match(mark)) return;
	const response = await fetch(url);
	if (!response.ok) return;
	const { pages, policy } = (await response.json()) as { pages: { url: string; html: string }[]; policy: string };
	await cache.addAll(assetsOf(pages));
	for (const page of pages) {
		const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
		await cache.put(page.url.replace(blankAttemptId, attempt), new Response(page.html.replaceAll(blankAttemptId, attempt), { headers }));
	}
	await cache.put(mark, new Response('kept'));
	// Copies of an older version are dropped only now, when the new ones are complete.
	for (const name of await caches.keys()) if (name.startsWith('kept-') && name !== cacheName) await caches.delete(name);
}

self.addEventListener('message', (event) => {
	const message = event.data as { type?: string; url?: string; attempt?: string; allLocales?: boolean };
	if (message.type !== 'keep' || message.url === undefined || message.attempt === undefined) return;
	const { url, attempt } = message;
	const locales = message.allLocales === true ? ['kk', 'ru', 'en'] : [];
	const others = locales.map((locale) => url.replace(/^\/(kk|ru|en)\//, `/${locale}/`)).filter((other) => other !== url);
	event.waitUntil(
		[url, ...others].reduce<Promise<void>>((before, next) => before.then(() => keep(next, attempt)), Promise.resolve()).catch(() => undefined)
	);
});

async function answerNavigation(request: Request, path: string): Promise<Response> {
	const kept = await caches.match(path);
	if (kept !== undefined && stablePage.test(path)) return kept;
	try {
		return await fetch(request);
	} catch (error) {
		const locale = path.slice(1, 3);
		const instead = kept ?? (await caches.match(`/${locale}/offline`));
		if (instead !== undefined) return instead;
		throw error;
	}
}

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== self.location.origin) return;
	if (request.mode === 'navigate' && takingPage.test(url.pathname)) event.respondWith(answerNavigation(request, url.pathname));
	else if (url.pathname.startsWith('/_app/immutable/')) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});

// Where the browser knows background sync, answers are sent even after the page was closed.
self.addEventListener('sync' as 'message', (event) => {
	if ((event as unknown as { tag: string }).tag === 'qadam-outbox') event.waitUntil(sendOutbox());
});
