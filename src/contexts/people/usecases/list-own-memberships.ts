import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { listMembershipsOf, type OwnMembership } from '../store/own-data.ts';

/** Roles that the acting person has or had; none for a guest and for somebody who is not known. */
export async function listOwnMemberships(actor: Actor): Promise<OwnMembership[]> {
	if (actor.kind !== 'person' || actor.account === undefined) return [];
	return inTransaction(actingAs(actor), (transaction) => listMembershipsOf(transaction, actor.personId));
}
