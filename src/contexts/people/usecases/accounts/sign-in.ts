import { DomainError } from '#platform/errors.ts';
import { normaliseEmail } from '#platform/mail/email.ts';
import { asTransaction, accounts } from '../../store/accounts-database.ts';
import { findAccountByEmail, storeLocale } from '../../store/accounts.ts';
import { countAttempt, forgiveAttempt } from '../../store/attempt-limits.ts';
import { deleteSessionByToken } from '../../store/sessions.ts';
import { recordEvent } from '../record-event.ts';
import { act, type Answered, authentication, refusalOf } from './authentication.ts';
import { inBackground, inNoLessThan } from './background.ts';
import { tokenOf, tokenOfVisit } from './recognise-session.ts';
import { evenTime } from './sign-up.ts';
import { headersOf, type Visit } from './visit.ts';

/** Signed in, or asked for the second factor before. The cookies have to reach the device. */
export interface SignedIn {
	readonly isDone: boolean;
	readonly cookies: readonly string[];
}

export interface PasswordSignIn {
	readonly email: string;
	readonly password: string;
	/** Whether the device stays signed in when the browser is closed. */
	readonly isKept: boolean;
}

/**
 * Signs in with a password. Throws `email.invalid`, `rate.limited`, and `sign_in.refused` for everything else that can be wrong: a wrong password, an
 * address that nobody has, one that was not confirmed yet (then the letter is sent again).
 */
export async function signIn(visit: Visit, { email: typed, password, isKept }: PasswordSignIn): Promise<SignedIn> {
	const email = normaliseEmail(typed);
	await Promise.all([countAttempt('sign_in.network', visit.network), countAttempt('sign_in.email', email)]);
	const answered = await tryPassword(visit, { email, password, isKept }).catch((error: unknown) => {
		if (refusalOf((error as Error).cause) === 'EMAIL_NOT_VERIFIED') inBackground(remindOfConfirmation(email));
		throw error;
	});
	await Promise.all([forgiveAttempt('sign_in.network', visit.network, 'one'), forgiveAttempt('sign_in.email', email, 'all')]);
	return answered;
}

type Credentials = PasswordSignIn;

/** One try, uncounted. */
export async function tryPassword(visit: Visit, { email, password, isKept }: Credentials): Promise<SignedIn> {
	const body = { email, password, rememberMe: isKept };
	const answered = await act((api) => api.signInEmail({ body, headers: headersOf(visit), returnHeaders: true }));
	return finishSignIn(visit, answered, 'password');
}

/** Not more often than letters to one address may be. */
async function remindOfConfirmation(email: string): Promise<void> {
	const isTooOften = await countAttempt('letter.email', email).then(
		() => false,
		() => true
	);
	if (!isTooOften) await authentication().api.sendVerificationEmail({ body: { email }, headers: new Headers() });
}

/**
 * What every way of signing in ends with: the session that the device had before is ended, so that nobody goes on in one that was laid under
 * (fixation: each sign-in has a token of its own), letters speak the language of this visit, the trace is written.
 */
export async function finishSignIn(
	visit: Visit,
	{ response, cookies }: Answered<object | null>,
	by: 'password' | 'link' | 'second_factor'
): Promise<SignedIn> {
	if (response !== null && 'twoFactorRedirect' in response) return { isDone: false, cookies };
	const user = response !== null && 'user' in response ? (response.user as { id: string }) : undefined;
	if (user === undefined || tokenOf(cookies) === undefined) throw new DomainError('sign_in.refused');
	const before = tokenOfVisit(visit);
	const actor = { kind: 'person', personId: user.id, requestId: visit.requestId } as const;
	await Promise.all([
		before === undefined ? undefined : deleteSessionByToken(before),
		storeLocale(user.id, visit.locale),
		recordEvent(asTransaction(accounts()), actor, { action: 'account.signed_in', subjectId: user.id, details: { by } })
	]);
	return { isDone: true, cookies };
}

/** Sends a letter with a link that signs in, if the address has an account; nobody is told whether. Throws `email.invalid` and `rate.limited`. */
export async function requestSignInLink(visit: Visit, typed: string): Promise<void> {
	const email = normaliseEmail(typed);
	await Promise.all([countAttempt('letter.network', visit.network), countAttempt('letter.email', email)]);
	await inNoLessThan(evenTime, act((api) => api.signInMagicLink({ body: { email }, headers: headersOf(visit), returnHeaders: true })));
}

/** Signs in by the link of a letter, once. Throws `link.expired`. */
export async function signInByLink(visit: Visit, token: string): Promise<SignedIn> {
	await countAttempt('sign_in.network', visit.network);
	const answered = await act((api) => api.magicLinkVerify({ query: { token }, headers: headersOf(visit), returnHeaders: true })).catch(asExpired);
	return finishSignIn(visit, answered, 'link');
}

/** better-auth leads away from a link that is not good any more, by an answer with an address. */
function asExpired(error: unknown): never {
	if (refusalOf(error) === 'FOUND') throw new DomainError('link.expired');
	throw error;
}

/**
 * Confirms the address by the link of the letter, and signs in with the password chosen at signing up: whoever typed a foreign address does not own
 * the letter, whoever got a letter that they did not ask for does not know the password. Throws `link.expired`, `sign_in.refused` and `rate.limited`.
 */
export async function confirmAddress(visit: Visit, { token, password }: { token: string; password: string }): Promise<SignedIn> {
	const email = emailIn(token);
	if (email === undefined) throw new DomainError('link.expired');
	await Promise.all([countAttempt('sign_in.network', visit.network), countAttempt('sign_in.email', email)]);
	const credentials = { email, password, isKept: true };
	try {
		return await tryPassword(visit, credentials);
	} catch (error) {
		if (refusalOf((error as Error).cause) !== 'EMAIL_NOT_VERIFIED') throw error;
	}
	await act((api) => api.verifyEmail({ query: { token }, headers: new Headers(), returnHeaders: true }));
	const account = await findAccountByEmail(email);
	if (account !== undefined) {
		const actor = { kind: 'person', personId: account.id, requestId: visit.requestId } as const;
		await recordEvent(asTransaction(accounts()), actor, { action: 'account.address_confirmed', subjectId: account.id });
	}
	return tryPassword(visit, credentials);
}

/** The address that a confirmation names; whether the token is ours is verified when it is used. */
function emailIn(token: string): string | undefined {
	try {
		const { email } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { email?: unknown };
		return typeof email === 'string' ? email : undefined;
	} catch {
		return undefined;
	}
}
