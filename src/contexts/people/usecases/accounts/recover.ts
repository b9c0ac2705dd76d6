import { normaliseEmail } from '#platform/mail/email.ts';
import { isCommonPassword } from '../../common-passwords.ts';
import { checkPassword } from '../../domain/password.ts';
import { asTransaction, inAccountsTransaction } from '../../store/accounts-database.ts';
import { findAccount } from '../../store/accounts.ts';
import { countAttempt, forgiveAttempt } from '../../store/attempt-limits.ts';
import { findRecovering } from '../../store/verifications.ts';
import { recordEvent } from '../record-event.ts';
import { act } from './authentication.ts';
import { inNoLessThan } from './background.ts';
import { notifyOfChange } from './change-account.ts';
import { type SignedIn, tryPassword } from './sign-in.ts';
import { evenTime } from './sign-up.ts';
import { headersOf, type Visit } from './visit.ts';

/**
 * Sends a letter with a link to set a new password, if the address has an account; nobody is told whether. Throws `email.invalid`, `rate.limited`.
 */
export async function requestRecovery(visit: Visit, typed: string): Promise<void> {
	const email = normaliseEmail(typed);
	await Promise.all([countAttempt('letter.network', visit.network), countAttempt('letter.email', email)]);
	await inNoLessThan(evenTime, act((api) => api.requestPasswordReset({ body: { email }, headers: headersOf(visit), returnHeaders: true })));
}

/**
 * Sets a new password by the link of a letter, which proves the address, too; ends the person's sessions on all devices, and signs this one in (or
 * asks for the second factor). Throws `link.expired`, `password.*` and `rate.limited`.
 */
export async function recover(visit: Visit, { token, password }: { token: string; password: string }): Promise<SignedIn> {
	await countAttempt('sign_in.network', visit.network);
	const personId = await findRecovering(token);
	const account = personId === undefined ? undefined : await findAccount(personId);
	checkPassword(password, account?.email ?? '', isCommonPassword);
	await inAccountsTransaction(async (transaction) => {
		await act((api) => api.resetPassword({ body: { token, newPassword: password }, headers: new Headers(), returnHeaders: true }));
		const actor = { kind: 'person', personId: personId ?? '', requestId: visit.requestId } as const;
		await recordEvent(asTransaction(transaction), actor, { action: 'account.password_recovered', subjectId: actor.personId });
	});
	if (account === undefined) throw new Error('A password was set for nobody');
	notifyOfChange('password_changed', account);
	await forgiveAttempt('sign_in.email', account.email, 'all');
	return tryPassword(visit, { email: account.email, password, isKept: true });
}
