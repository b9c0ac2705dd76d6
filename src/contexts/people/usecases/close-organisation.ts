import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Organisation } from '../domain/organisation.ts';
import { countOpenChildren, countOpenIn, findOrganisation, storeClosing, storeReopening } from '../store/organisations.ts';
import { onOrganisation } from './on-organisation.ts';
import { recordEvents } from './record-event.ts';
import { requireRightIn } from './rights.ts';

/** As `closeOrganisation`, within a transaction that holds the tree. */
export async function closeIn(transaction: DatabaseTransaction, actor: Actor, { id, closedAt }: Organisation): Promise<void> {
	if (closedAt !== null) return;
	const count = await countOpenChildren(transaction, id);
	if (count > 0) throw new DomainError('organisation.has_open_children', { count });
	const { memberships, invitations } = await storeClosing(transaction, id);
	await recordEvents(transaction, actor, [
		{ action: 'organisation.closed', subjectId: id, details: { memberships: memberships.length, invitations: invitations.length } },
		...memberships.map(({ id: membership, role }) => ({ action: 'membership.ended', subjectId: membership, details: { role, organisation: id } })),
		...invitations.map((invitation) => ({ action: 'invitation.withdrawn', subjectId: invitation, details: { organisation: id } }))
	]);
}

/**
 * Closes an organisation, in one transaction: it stays where it is with all that happened in it, and takes in nobody and nothing new. Its roles end
 * and stay in the history, also the actor's own one; invitations that are open are withdrawn; it leaves its consortia.
 * Throws the codes of `onOrganisation` and `organisation.has_open_children`. Closed again, nothing changes.
 */
export async function closeOrganisation(actor: Actor, id: string): Promise<void> {
	await onOrganisation(actor, id, 'organisation.manage', (transaction, organisation) => closeIn(transaction, actor, organisation), 'move');
}

/** How many roles would end and invitations be withdrawn. Throws `account.required` and `right.missing`. */
export async function previewClosing(actor: Actor, id: string): Promise<{ memberships: number; invitations: number }> {
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, 'organisation.manage', { organisationId: id });
		return countOpenIn(transaction, id);
	});
}

/** As `reopenOrganisation`, within a transaction that holds the tree. */
export async function reopenIn(transaction: DatabaseTransaction, actor: Actor, { id, closedAt, parentId }: Organisation): Promise<void> {
	if (closedAt === null) return;
	const parent = parentId === null ? undefined : await findOrganisation(transaction, parentId);
	if ((parent?.closedAt ?? null) !== null) throw new DomainError('organisation.parent_closed');
	await storeReopening(transaction, id);
	await recordEvents(transaction, actor, [{ action: 'organisation.reopened', subjectId: id }]);
}

/** Opens a closed organisation again; roles that ended do not come back. Throws the codes of `onOrganisation` and `organisation.parent_closed`. */
export async function reopenOrganisation(actor: Actor, id: string): Promise<void> {
	await onOrganisation(actor, id, 'organisation.manage', (transaction, organisation) => reopenIn(transaction, actor, organisation), 'move');
}
