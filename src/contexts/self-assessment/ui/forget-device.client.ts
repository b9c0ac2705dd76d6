/** Removes from this device what the taking left on it: answers on their way, kept pages. */
import { clearOutbox } from './offline/outbox.ts';

await clearOutbox().catch(() => undefined);
for (const name of await caches.keys()) if (name.startsWith('kept-')) await caches.delete(name);
