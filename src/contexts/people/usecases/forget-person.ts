import type { DatabaseTransaction } from '#platform/database.ts';
import { deletePerson } from '../store/people.ts';

/** Removes a guest with code and consents; audit events stay without the person. Runs in the transaction of what makes the guest obsolete. */
export async function forgetPerson(transaction: DatabaseTransaction, personId: string): Promise<void> {
	await deletePerson(transaction, personId);
}
