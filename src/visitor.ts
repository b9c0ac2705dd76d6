import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { ownPath, recogniseSent, recogniseSession, sessionAge, sessionCookieName, type SignedIn, type Visit } from '#contexts/people/index.ts';
import { whoseAttempt } from '#contexts/self-assessment/index.ts';
import type { Actor, Person } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { guestCookieAge, guestCookieName } from '#platform/http/guest-cookie.ts';

/** Who asks for a page, by the cookies on the device: whoever has signed in, else the guest. What opens nothing any more counts as nobody. */
export async function actorOfDevice(event: RequestEvent, requestId: string): Promise<Actor> {
	const { cookies, url, params } = event;
	// Somebody has signed in where a guest is under way: an attempt is open to whoever of both it belongs to.
	const { attempt }: Partial<Record<string, string>> = params;
	const name = sessionCookieName();
	const session = cookies.get(name);
	const signedIn = session === undefined ? undefined : await recogniseSession(session, requestId);
	if (session !== undefined && signedIn?.isRenewed) cookies.set(name, session, { ...cookieOptions(url), maxAge: sessionAge });
	const guest = signedIn === undefined || attempt !== undefined ? await guestOfDevice(event, requestId) : undefined;
	if (signedIn === undefined) return guest ?? { kind: 'anonymous', requestId };
	return guest === undefined || attempt === undefined ? signedIn.person : whoseAttempt(attempt, [signedIn.person, guest]);
}

/** The guest whose resume code is on the device. */
async function guestOfDevice({ cookies, getClientAddress }: RequestEvent, requestId: string): Promise<Person | undefined> {
	const code = cookies.get(guestCookieName);
	if (code === undefined) return undefined;
	try {
		const guest = await recogniseSent(code, { by: 'cookie', network: getClientAddress(), requestId });
		return guest.kind === 'person' ? guest : undefined;
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

const wayBackCookie = 'qadam_way_back';

/** Remembers for an hour where somebody wants to go on who has to open an account first: letters and confirmations lie between. */
export function rememberWayBack(cookies: Cookies, url: URL): void {
	cookies.set(wayBackCookie, url.pathname, { ...cookieOptions(url), maxAge: 3_600 });
}

/** Where somebody wants to who signs in: `next` if that is a page of our own, else what was remembered, else the own place. */
function wantedPlace({ cookies, locals }: RequestEvent, next: string): string {
	return ownPath(next || cookies.get(wayBackCookie), `/${locals.locale}/my-place`);
}

/** From signing in on to the wanted place; by way of the question whose it is, where a guest is under way on the device. */
export function wayOn(event: RequestEvent, next: string): string {
	const { actor, locale } = event.locals;
	const hasGuest = actor.kind === 'person' && actor.account === undefined;
	const wanted = wantedPlace(event, next);
	return hasGuest ? `/${locale}/claim?next=${encodeURIComponent(wanted)}` : wanted;
}

/** Where to after a step of signing in, once its cookies are set: on to the second factor, or to where the person wants. */
export function goOn(event: RequestEvent, { isDone, cookies }: SignedIn, next = ''): string {
	setCookies(event.cookies, event.url, cookies);
	const to = isDone ? wayOn(event, next) : `/${event.locals.locale}/sign-in/code?next=${encodeURIComponent(wantedPlace(event, next))}`;
	if (event.cookies.get(wayBackCookie) !== undefined) event.cookies.delete(wayBackCookie, { path: '/' });
	return to;
}
