import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { endMembership as storeEnd, findMembership, isLastAdministrator, type Membership } from '../../store/memberships.ts';
import { recordEvent } from '../record-event.ts';
import { requireRight, requireRightIn } from '../rights.ts';

type FoundMembership = Membership & { readonly personId: string };

/** A membership that the actor sees. Throws `membership.not_found`. */
export async function requireMembership(transaction: DatabaseTransaction, id: string): Promise<FoundMembership> {
	const membership = await findMembership(transaction, id);
	if (membership === undefined) throw new DomainError('membership.not_found');
	return membership;
}

/** Ends an open role with its audit event; of one that has ended nothing changes. The right is checked by the caller. */
export async function endIn(transaction: DatabaseTransaction, actor: Actor, membership: FoundMembership): Promise<void> {
	if (membership.until !== null) return;
	const isEverywhere = membership.role === 'administrator' && membership.organisationId === null;
	if (isEverywhere && (await isLastAdministrator(transaction, membership.id))) throw new DomainError('membership.last_administrator');
	if (!(await storeEnd(transaction, membership.id))) return;
	await recordEvent(transaction, actor, {
		action: 'membership.ended',
		subjectId: membership.id,
		details: { role: membership.role, organisation: membership.organisationId ?? 'everywhere' }
	});
}

/**
 * Ends a role: an own one (leaving), or one that the actor may give there. It stays in the history. Twice does no harm.
 * Throws `account.required`, `right.missing`, `membership.not_found`, `membership.last_administrator`.
 */
export async function endMembership(actor: Actor, membershipId: string): Promise<void> {
	await requireRight(actor, 'account.own', 'anywhere');
	await inTransaction(actingAs(actor), async (transaction) => {
		const membership = await requireMembership(transaction, membershipId);
		const isOwn = actor.kind === 'person' && membership.personId === actor.personId;
		if (!isOwn) await requireRightIn(transaction, actor, `grant.${membership.role}`, { organisationId: membership.organisationId });
		await endIn(transaction, actor, membership);
	});
}
