import { normaliseEmail } from '#platform/mail/email.ts';
import { isCommonPassword } from '../../common-passwords.ts';
import { checkPassword } from '../../domain/password.ts';
import { cleanName } from '../../domain/person-name.ts';
import { asTransaction, inAccountsTransaction } from '../../store/accounts-database.ts';
import { findAccount } from '../../store/accounts.ts';
import { countAttempt } from '../../store/attempt-limits.ts';
import { recordEvent } from '../record-event.ts';
import { act } from './authentication.ts';
import { inNoLessThan } from './background.ts';
import { headersOf, type Visit } from './visit.ts';

/** What somebody types to sign up. */
export interface NewAccount {
	readonly name: string;
	readonly email: string;
	readonly password: string;
}

/** Answers that must not tell whether an address is known take this long at least, in milliseconds. */
export const evenTime = 300;

/** The account as it will be kept. Throws `name.*`, `email.invalid` and `password.*`, none of which depends on who has an account. */
export function checkNewAccount({ name, email, password }: NewAccount): NewAccount {
	const address = normaliseEmail(email);
	checkPassword(password, address, isCommonPassword);
	return { name: cleanName(name), email: address, password };
}

/**
 * Signs somebody up: nobody can sign in with the account before the letter to its address was opened. When the address has an account already, the
 * same happens to the eye; the letter then says so, to its owner alone. Throws `rate.limited` and what `checkNewAccount` throws.
 */
export async function signUp(visit: Visit, typed: NewAccount): Promise<void> {
	const account = checkNewAccount(typed);
	await countAttempt('sign_up.network', visit.network);
	await countAttempt('letter.email', account.email);
	await inNoLessThan(evenTime, createAccount(visit, account));
}

/** Makes the account in the transaction under way, if there is one. Returns its id; undefined when the address has an account already. */
export function createAccount(visit: Visit, account: NewAccount): Promise<string | undefined> {
	return inAccountsTransaction(async (transaction) => {
		const body = { ...account, locale: visit.locale };
		const { response } = await act((api) => api.signUpEmail({ body, headers: headersOf(visit), returnHeaders: true }));
		// For an address that is known better-auth answers with a person that it made up.
		const personId = response.user.id;
		if ((await findAccount(personId)) === undefined) return undefined;
		const actor = { kind: 'person', personId, requestId: visit.requestId } as const;
		await recordEvent(asTransaction(transaction), actor, { action: 'account.created', subjectId: personId });
		return personId;
	});
}
