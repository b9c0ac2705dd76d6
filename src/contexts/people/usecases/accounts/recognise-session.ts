import type { Person } from '#platform/actor.ts';
import { readCookie } from '#platform/http/read-cookie.ts';
import type { Locale } from '#platform/locale.ts';
import { findSessionByToken } from '../../store/sessions.ts';
import { sessionCookieName } from './authentication.ts';
import type { Visit } from './visit.ts';

/** A device that is signed in. */
export interface Recognised {
	readonly person: Person;
	/** The language of letters to this person. */
	readonly locale: Locale;
	/** The session was prolonged: the cookie has to be set again, to live as long. */
	readonly isRenewed: boolean;
}

/** The cookie holds the token and a signature of it. The token alone, 190 random bits, decides: the database knows it or does not. */
function tokenInCookie(value: string): string {
	return value.slice(0, value.lastIndexOf('.') === -1 ? undefined : value.lastIndexOf('.'));
}

/**
 * Who is signed in on the device that sends this cookie; undefined when nobody is, or not any more. One look into the database, shared with others.
 */
export async function recogniseSession(cookie: string, requestId: string): Promise<Recognised | undefined> {
	const token = tokenInCookie(cookie);
	if (token.length < 16 || token.length > 128) return undefined;
	const session = await findSessionByToken(token);
	if (session === undefined) return undefined;
	const { personId, name, email, locale, isRenewed } = session;
	return { person: { kind: 'person', personId, requestId, account: { name, email } }, locale, isRenewed };
}

/** The token of the session that the device has at this visit. */
export function tokenOfVisit(visit: Visit): string | undefined {
	const value = readCookie(visit.cookie, sessionCookieName());
	return value === undefined ? undefined : tokenInCookie(value);
}

/** The token of the session in `Set-Cookie` lines. */
export function tokenOf(cookies: readonly string[]): string | undefined {
	const prefix = `${sessionCookieName()}=`;
	const value = cookies.find((line) => line.startsWith(prefix))?.slice(prefix.length).split(';', 1)[0];
	return value ? tokenInCookie(decodeURIComponent(value)) : undefined;
}
