import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { error } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { isDatabaseUnreachable } from '#platform/database.ts';
import { defaultLocale, isLocale, negotiateLocale, type Locale } from '#platform/locale.ts';
import { log } from '#platform/log.ts';
import { overwriteGetLocale } from '#paraglide/runtime.js';
import { refusalOfPage } from './guard.ts';
import { turnAway } from './pages.ts';
import { actorOfDevice } from './visitor.ts';

/** The language of the request under way: `m.some_key()` in a component speaks it without being told. */
const currentLocale = new AsyncLocalStorage<Locale>();
overwriteGetLocale(() => currentLocale.getStore() ?? defaultLocale);

/** Sent with every page. The Content-Security-Policy, which needs a nonce, is in vite.config.ts. */
const securityHeaders = {
	'referrer-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
	'cross-origin-opener-policy': 'same-origin'
};

/** The address decides on the language. An address without one (a mistyped link) gets the reader's own. */
function localeOf(url: URL, request: Request): Locale {
	const first = url.pathname.split('/')[1];
	return isLocale(first) ? first : negotiateLocale(request.headers.get('accept-language'));
}

/** Without the database nobody can be recognised; the page of `error.html` says in three languages that all is safe. */
function tellUnreachable(thrown: unknown): never {
	if (isDatabaseUnreachable(thrown)) error(503, 'database.unreachable');
	throw thrown;
}

export const handle: Handle = async ({ event, resolve }) => {
	const locale = localeOf(event.url, event.request);
	const requestId = randomUUID();
	event.locals.locale = locale;
	event.locals.requestId = requestId;
	event.locals.actor = await actorOfDevice(event, requestId).catch(tellUnreachable);

	return currentLocale.run(locale, async () => {
		event.locals.refusal = await refusalOfPage(event);
		const turnedAway = event.locals.refusal === undefined ? undefined : turnAway(event, event.locals.refusal);
		const response = turnedAway ?? (await resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%qadam.locale%', locale),
			// The regular weight alone is fetched before the style sheet asks for it; bold text may swap a moment later.
			preload: ({ type, path }) => (type === 'font' ? path.includes('qadam-sans-400') : type === 'css')
		}));
		for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
		// Pages may show what one person gave; no proxy keeps them. What may be kept says so itself.
		if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache');
		response.headers.set('x-request-id', requestId);
		return response;
	});
};

/** Unexpected failures: the whole error goes to the log, the page gets the number under which it stands there. */
export const handleError: HandleServerError = ({ kind, error: thrown, event }) => {
	const { requestId } = event.locals;
	if (kind === 'unknown')
		log.error({ requestId, route: event.route.id, error: thrown instanceof Error ? thrown.stack : String(thrown) }, 'unexpected error');
	return { requestId };
};
