import { DomainError } from '#platform/errors.ts';
import { hashSecret } from '../../domain/secret-hash.ts';
import { asTransaction, inAccountsTransaction } from '../../store/accounts-database.ts';
import { countAttempt } from '../../store/attempt-limits.ts';
import { beginAdministration, isStartOpen } from '../../store/start-links.ts';
import { recordEvent } from '../record-event.ts';
import { type SignedIn, tryPassword } from './sign-in.ts';
import { checkNewAccount, createAccount, type NewAccount } from './sign-up.ts';
import type { Visit } from './visit.ts';

/** Throws `start_link.closed` unless the link still makes the first administrator. */
export async function requireStartLink(token: string): Promise<void> {
	if (!(await isStartOpen(hashSecret('start', token)))) throw new DomainError('start_link.closed');
}

/**
 * Makes the first administrator by the link that the start has printed: the account, its role and the end of the link in one transaction. Signs in.
 * Throws `start_link.closed` (used, too old, or there is an administrator), `start_link.known` (the address has an account) and what signing up
 * throws.
 */
export async function becomeFirstAdministrator(visit: Visit, token: string, typed: NewAccount): Promise<SignedIn> {
	const account = checkNewAccount(typed);
	await countAttempt('sign_up.network', visit.network);
	await requireStartLink(token);
	await inAccountsTransaction(async (transaction) => {
		const personId = await createAccount(visit, account);
		if (personId === undefined) throw new DomainError('start_link.known');
		if (!(await beginAdministration(hashSecret('start', token), personId))) throw new DomainError('start_link.closed');
		const actor = { kind: 'person', personId, requestId: visit.requestId } as const;
		await recordEvent(asTransaction(transaction), actor, { action: 'membership.begun', subjectId: personId, details: { role: 'administrator' } });
	});
	return tryPassword(visit, { email: account.email, password: account.password, isKept: true });
}
