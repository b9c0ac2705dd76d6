import type { Person } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { findOwner, moveAttempts } from '../store/attempts.ts';

/** Gives the attempts of a guest, with all that belongs to them, to the account that claims the guest; in its transaction. Returns how many. */
export function claimAttempts(transaction: DatabaseTransaction, guestId: string, personId: string): Promise<number> {
	return moveAttempts(transaction, guestId, personId);
}

/**
 * Of two persons known on one device (somebody has signed in where a guest is under way) the one whose the attempt is; the first when it is
 * neither's. So answers that wait on the device for one of them are not refused because of the other.
 */
export async function whoseAttempt(attemptId: string, persons: readonly [Person, Person]): Promise<Person> {
	const ids = persons.map(({ personId }) => personId);
	const owner = await inTransaction({ persons: ids }, (transaction) => findOwner(transaction, attemptId, ids));
	return persons.find(({ personId }) => personId === owner) ?? persons[0];
}
