import type { Locale } from '#platform/locale.ts';

/** What a request tells about the device and the network that it comes from. */
export interface Visit {
	/** The `Cookie` header. */
	readonly cookie: string | null;
	/** The `User-Agent` header: shown to the person in the list of own devices. */
	readonly userAgent: string | null;
	/** Address in the network, as far as it can be known; only a hash of it is kept, for an hour. */
	readonly network: string;
	readonly locale: Locale;
	readonly requestId: string;
}

/** The headers that better-auth reads. */
export function headersOf(visit: Visit): Headers {
	const headers = new Headers();
	if (visit.cookie !== null) headers.set('cookie', visit.cookie);
	if (visit.userAgent !== null) headers.set('user-agent', visit.userAgent.slice(0, 500));
	return headers;
}
