import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { ownPath, recognise, recogniseSession, sessionAge, sessionCookieName, type SignedIn, type Visit } from '#contexts/people/index.ts';
import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { guestCookieAge, guestCookieName } from '#platform/http/guest-cookie.ts';

/** Who asks for a page, by the cookies on the device: whoever has signed in, else the guest. What opens nothing any more counts as nobody. */
export async function actorOfDevice(cookies: Cookies, url: URL, requestId: string): Promise<Actor> {
	const name = sessionCookieName();
	const session = cookies.get(name);
	const signedIn = session === undefined ? undefined : await recogniseSession(session, requestId);
	if (session !== undefined && signedIn?.isRenewed) cookies.set(name, session, { ...cookieOptions(url), maxAge: sessionAge });
	return signedIn?.person ?? (await guestOfDevice(cookies, requestId)) ?? { kind: 'anonymous', requestId };
}

/** The guest whose resume code is on the device. */
export async function guestOfDevice(cookies: Cookies, requestId: string): Promise<Actor | undefined> {
	const code = cookies.get(guestCookieName);
	if (code === undefined) return undefined;
	try {
		return await recognise(code, requestId);
	} catch (thrown) {
		if (!(thrown instanceof DomainError)) throw thrown;
		return undefined;
	}
}

/** Out of reach of scripts and of other sites. */
function cookieOptions(url: URL) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}

/** Keeps the code on the device. */
export function rememberCode(cookies: Cookies, code: string, url: URL): void {
	cookies.set(guestCookieName, code, { ...cookieOptions(url), maxAge: guestCookieAge });
}

export function forgetCode(cookies: Cookies): void {
	cookies.delete(guestCookieName, { path: '/' });
}

/** What the request tells about the device, for signing in. */
export function visitOf({ request, locals, getClientAddress }: RequestEvent): Visit {
	return {
		cookie: request.headers.get('cookie'),
		userAgent: request.headers.get('user-agent'),
		network: getClientAddress(),
		locale: locals.locale,
		requestId: locals.requestId
	};
}

/** Sets the cookies that signing in answers with, as `Set-Cookie` lines. Each of them is out of reach of scripts, whatever its line says. */
export function setCookies(cookies: Cookies, url: URL, lines: readonly string[]): void {
	for (const line of lines) {
		const [pair = '', ...attributes] = line.split(';');
		const end = pair.indexOf('=');
		const age = attributes.map((attribute) => /^\s*max-age=(\d+)$/i.exec(attribute)?.[1]).find((found) => found !== undefined);
		cookies.set(pair.slice(0, end), pair.slice(end + 1), {
			...cookieOptions(url),
			...(age === undefined ? {} : { maxAge: Number(age) }),
			// It is encoded already.
			encode: (value) => value
		});
	}
}

/**
 * Where to after a step of signing in, once its cookies are set: on to the second factor, or to `next` if that is a page of our own, else to the own
 * results.
 */
export function goOn(event: RequestEvent, { isDone, cookies }: SignedIn, next = ''): string {
	setCookies(event.cookies, event.url, cookies);
	const home = `/${event.locals.locale}`;
	const wanted = ownPath(next, `${home}/my-place`);
	return isDone ? wanted : `${home}/sign-in/code?next=${encodeURIComponent(wanted)}`;
}
