import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { normaliseEmail } from '#platform/mail/email.ts';
import { isCommonPassword } from '../../common-passwords.ts';
import { checkPassword } from '../../domain/password.ts';
import { cleanName } from '../../domain/person-name.ts';
import { asTransaction, inAccountsTransaction } from '../../store/accounts-database.ts';
import { findAccount, findSignInWays, type SignInWays, type StoredAccount, storeName } from '../../store/accounts.ts';
import { countAttempt, forgiveAttempt } from '../../store/attempt-limits.ts';
import { recordEvent } from '../record-event.ts';
import { act, signInSettings } from './authentication.ts';
import { inBackground, inNoLessThan } from './background.ts';
import { type LetterKind, sendLetter } from './letters.ts';
import { requireAccount } from '../require-person.ts';
import { evenTime } from './sign-up.ts';
import { headersOf, type Visit } from './visit.ts';

/** The own account with the ways to sign in that it has. */
export interface OwnAccount extends StoredAccount, SignInWays {}

/** The acting person's account. Throws `account.required`. */
export async function viewAccount(actor: Actor): Promise<OwnAccount> {
	const { personId } = requireAccount(actor);
	const [account, ways] = await Promise.all([findAccount(personId), findSignInWays(personId)]);
	if (account === undefined) throw new DomainError('account.required');
	return { ...account, ...ways };
}

/** Throws `account.required`, `name.missing` and `name.too_long`. */
export async function changeName(actor: Actor, typed: string): Promise<void> {
	const { personId } = requireAccount(actor);
	const name = cleanName(typed);
	await inAccountsTransaction(async (transaction) => {
		await storeName(personId, name);
		await recordEvent(asTransaction(transaction), actor, { action: 'account.name_changed', subjectId: personId });
	});
}

/** Tells the person of a change, at the address that the account had when it was made. */
export function notifyOfChange(kind: Extract<LetterKind, `${string}_changed`>, { email, name, locale }: StoredAccount): void {
	inBackground(sendLetter(kind, { email, name, locale }, `${signInSettings().origin}/${locale}/recover`));
}

/** That whoever sits at the device knows the password; nothing to ask where an account has none. Throws `password.wrong` and `rate.limited`. */
export async function requirePassword(visit: Visit, account: OwnAccount, password: string): Promise<void> {
	if (!account.hasPassword) return;
	await countAttempt('sign_in.email', account.email);
	await act((api) => api.verifyPassword({ body: { password }, headers: headersOf(visit), returnHeaders: true }));
	await forgiveAttempt('sign_in.email', account.email, 'all');
}

/**
 * Changes the password and ends the sessions on all other devices; this one goes on in a new session. Returns its cookies. Throws `account.required`,
 * `password.*` and `rate.limited`.
 */
export async function changePassword(actor: Actor, visit: Visit, typed: { current: string; password: string }): Promise<readonly string[]> {
	const account = await viewAccount(actor);
	checkPassword(typed.password, account.email, isCommonPassword);
	await countAttempt('sign_in.email', account.email);
	const body = { currentPassword: typed.current, newPassword: typed.password, revokeOtherSessions: true };
	const { cookies } = await inAccountsTransaction(async (transaction) => {
		const answered = await act((api) => api.changePassword({ body, headers: headersOf(visit), returnHeaders: true }));
		await recordEvent(asTransaction(transaction), actor, { action: 'account.password_changed', subjectId: account.id });
		return answered;
	});
	await forgiveAttempt('sign_in.email', account.email, 'all');
	notifyOfChange('password_changed', account);
	return cookies;
}

/**
 * Sends a letter to a new address; it takes the place of the old one when the letter's link is opened. Whether somebody else has the address is not
 * told, and then no letter goes. Throws `account.required`, `email.invalid`, `password.wrong` and `rate.limited`.
 */
export async function requestNewEmail(actor: Actor, visit: Visit, typed: { email: string; password: string }): Promise<void> {
	const account = await viewAccount(actor);
	const email = normaliseEmail(typed.email);
	await requirePassword(visit, account, typed.password);
	if (email === account.email) return;
	await countAttempt('letter.email', email);
	await inNoLessThan(evenTime, act((api) => api.changeEmail({ body: { newEmail: email }, headers: headersOf(visit), returnHeaders: true })));
}

/** Takes the new address, by the link that the letter brought to it. Throws `account.required`, `link.expired` and `link.other_account`. */
export async function confirmNewEmail(actor: Actor, visit: Visit, token: string): Promise<void> {
	const before = await viewAccount(actor);
	await inAccountsTransaction(async (transaction) => {
		await act((api) => api.verifyEmail({ query: { token }, headers: headersOf(visit), returnHeaders: true }));
		await recordEvent(asTransaction(transaction), actor, { action: 'account.email_changed', subjectId: before.id });
	});
	notifyOfChange('address_changed', before);
}
