/** The value of a cookie in a `Cookie` header. */
export function readCookie(header: string | null, wanted: string): string | undefined {
	for (const pair of (header ?? '').split(';')) {
		const end = pair.indexOf('=');
		if (end === -1 || pair.slice(0, end).trim() !== wanted) continue;
		try {
			return decodeURIComponent(pair.slice(end + 1).trim());
		} catch {
			return undefined; // not encoded by us
		}
	}
	return undefined;
}
