import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { asTransaction, inAccountsTransaction } from '../../store/accounts-database.ts';
import { deletePasskey, listPasskeys, type StoredPasskey } from '../../store/passkeys.ts';
import { recordEvent } from '../record-event.ts';
import { requireAccount } from '../require-person.ts';

/** The acting person's passkeys, newest first. Throws `account.required`. */
export async function listOwnPasskeys(actor: Actor): Promise<StoredPasskey[]> {
	const { personId } = requireAccount(actor);
	return listPasskeys(personId);
}

/** Removes one of the own passkeys. Throws `account.required` and `passkey.not_found`. */
export async function removePasskey(actor: Actor, passkeyId: string): Promise<void> {
	const { personId } = requireAccount(actor);
	await inAccountsTransaction(async (transaction) => {
		if (!(await deletePasskey(personId, passkeyId))) throw new DomainError('passkey.not_found');
		await recordEvent(asTransaction(transaction), actor, { action: 'account.passkey_removed', subjectId: personId });
	});
}
