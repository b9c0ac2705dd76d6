/** Cookie that keeps a guest's resume code on the device; out of reach of scripts. */
export const guestCookieName = 'qadam_code';

/** A year, in seconds: a teacher may come back for the next round. */
export const guestCookieAge = 365 * 24 * 60 * 60;

/** The resume code in a `Cookie` header. */
export function readGuestCookie(header: string | null): string | undefined {
	if (header === null) return undefined;
	for (const pair of header.split(';')) {
		const [name, value] = pair.trim().split('=', 2);
		if (name === guestCookieName && value) return decodeURIComponent(value);
	}
	return undefined;
}
