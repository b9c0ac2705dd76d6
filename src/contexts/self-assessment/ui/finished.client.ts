/** A submitted attempt needs no pages on the device any more, and what was sent of it need not be kept. */
import { dropSavedEntries } from './offline/outbox.ts';

const attempt = /\/self-assessment\/([0-9a-f-]{36})\//.exec(location.pathname)?.[1];
if (attempt !== undefined) {
	await dropSavedEntries(attempt).catch(() => undefined);
	for (const name of await caches.keys()) {
		if (!name.startsWith('kept-')) continue;
		const cache = await caches.open(name);
		for (const request of await cache.keys()) if (request.url.includes(attempt)) await cache.delete(request);
	}
}
