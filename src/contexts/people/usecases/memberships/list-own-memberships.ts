import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { listMemberships, type Membership } from '../../store/memberships.ts';
import { listOwnInvitations, type OwnInvitation } from '../../store/invitations.ts';
import { requireRight } from '../rights.ts';

export interface OwnRoles {
	/** Open ones first, then what has ended: nothing is forgotten. */
	readonly memberships: readonly Membership[];
	/** Open invitations to the own confirmed address. */
	readonly invitations: readonly OwnInvitation[];
}

/** The actor's own roles, those that have ended included, and what the actor is invited to. Throws `account.required`. */
export async function listOwnRoles(actor: Actor): Promise<OwnRoles> {
	await requireRight(actor, 'account.own', 'anywhere');
	const personId = actor.kind === 'person' ? actor.personId : '';
	return inTransaction(actingAs(actor), async (transaction) => {
		const [memberships, invitations] = await Promise.all([listMemberships(transaction, personId), listOwnInvitations(transaction)]);
		return { memberships, invitations };
	});
}
