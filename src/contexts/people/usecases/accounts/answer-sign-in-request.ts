import { DomainError } from '#platform/errors.ts';
import { isLocale } from '#platform/locale.ts';
import { publicOrigin } from '#platform/origin.ts';
import { asTransaction, accounts } from '../../store/accounts-database.ts';
import { storeLocale } from '../../store/accounts.ts';
import { countAttempt } from '../../store/attempt-limits.ts';
import { deleteSessionByToken, findSessionByToken } from '../../store/sessions.ts';
import { recordEvent } from '../record-event.ts';
import { authentication, providerId } from './authentication.ts';
import { tokenOf, tokenOfVisit } from './recognise-session.ts';
import type { Visit } from './visit.ts';

/**
 * What browsers and providers talk to by themselves: the ceremonies of passkeys, and the way back from a provider. Everything else goes through
 * forms.
 */
const registration = '/api/auth/passkey/verify-registration';
const methods: Readonly<Record<string, string>> = {
	'/api/auth/passkey/generate-register-options': 'GET',
	[registration]: 'POST',
	'/api/auth/passkey/generate-authenticate-options': 'GET',
	'/api/auth/passkey/verify-authentication': 'POST',
	[`/api/auth/callback/${providerId}`]: 'GET'
};

function record(visit: Visit, personId: string, action: string, details: Readonly<Record<string, string>> = {}): Promise<void> {
	const actor = { kind: 'person', personId, requestId: visit.requestId } as const;
	return recordEvent(asTransaction(accounts()), actor, { action, subjectId: personId, details });
}

/** As after a form (`finishSignIn`): the session that the device had is ended, letters speak the language of the visit, the trace is written. */
async function finish(visit: Visit, token: string, response: Response): Promise<void> {
	const session = await findSessionByToken(token);
	if (session === undefined) return;
	const before = tokenOfVisit(visit);
	const target = response.headers.get('location');
	const locale = target === null ? undefined : new URL(target, 'http://localhost').pathname.split('/')[1];
	await Promise.all([
		before === undefined ? undefined : deleteSessionByToken(before),
		isLocale(locale) ? storeLocale(session.personId, locale) : undefined,
		record(visit, session.personId, 'account.signed_in', { by: target === null ? 'passkey' : 'provider' })
	]);
}

/**
 * Answers a request of a passkey's ceremony, or the return from a provider of OpenID Connect, by better-auth with its own checks of origin and state.
 * The answer never has a session in its body: the cookie alone carries it, out of reach of scripts. What is not for this way in is not found.
 */
export async function answerSignInRequest(request: Request, visit: Visit): Promise<Response> {
	const { pathname } = new URL(request.url);
	if (methods[pathname] !== request.method) return new Response(null, { status: 404 });
	// A passkey signs the origin, too; but nothing that another site sends gets as far as that.
	if (request.method === 'POST' && request.headers.get('origin') !== publicOrigin()) return new Response(null, { status: 403 });
	try {
		await countAttempt('sign_in.network', visit.network);
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		return new Response(null, { status: 429, headers: { 'retry-after': String(error.parameters['seconds']) } });
	}
	const response = await authentication().handler(request);
	const token = tokenOf(response.headers.getSetCookie());
	if (token !== undefined) await finish(visit, token, response);
	const current = tokenOfVisit(visit);
	if (pathname === registration && response.ok && current !== undefined) {
		const session = await findSessionByToken(current);
		if (session !== undefined) await record(visit, session.personId, 'account.passkey_added');
	}
	if (request.method !== 'POST' || !response.ok) return response;
	const headers = new Headers();
	for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
	return new Response(null, { status: 204, headers });
}
