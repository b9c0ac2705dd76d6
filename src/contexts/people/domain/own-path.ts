/**
 * Where to go on after signing in: only a page of our own. Anything that a browser could take for another site (another scheme, "//host", a
 * backslash, which browsers read as a slash, control characters, which they drop) leads to `fallback`.
 */
export function ownPath(wanted: string | null | undefined, fallback: string): string {
	if (!wanted?.startsWith('/') || wanted.length > 500 || /[\\\p{Cc}]/u.test(wanted)) return fallback;
	const base = 'https://qadam.invalid';
	const url = URL.canParse(wanted, base) ? new URL(wanted, base) : undefined;
	return url?.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : fallback;
}
