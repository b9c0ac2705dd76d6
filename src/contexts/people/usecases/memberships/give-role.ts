import { v7 as uuidv7 } from 'uuid';
import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Role } from '../../domain/role.ts';
import { findMembers, insertMembership } from '../../store/memberships.ts';
import { recordEvent } from '../record-event.ts';
import { requireRight, requireRightIn } from '../rights.ts';
import { endIn, requireMembership } from './end-membership.ts';
import { requireOpenOrganisation } from './open-organisation.ts';

interface NewMembership {
	readonly personId: string;
	readonly organisationId: string;
	readonly role: Role;
}

async function beginIn(transaction: DatabaseTransaction, actor: Actor, membership: NewMembership): Promise<void> {
	const id = uuidv7();
	if (!(await insertMembership(transaction, { id, ...membership }))) return;
	await recordEvent(transaction, actor, {
		action: 'membership.begun',
		subjectId: id,
		details: { role: membership.role, organisation: membership.organisationId }
	});
}

/**
 * Gives a member of the organisation one more role there. Whoever is no member yet is invited, and decides. Twice does no harm.
 * Throws `account.required`, `right.missing`, `membership.not_found`, `organisation.not_found`, `organisation.closed`.
 */
export async function giveRole(actor: Actor, { personId, organisationId, role }: NewMembership): Promise<void> {
	await inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, `grant.${role}`, { organisationId });
		await requireOpenOrganisation(transaction, organisationId);
		const [member] = await findMembers(transaction, organisationId, { personId, limit: 1 });
		if (member === undefined) throw new DomainError('membership.not_found');
		await beginIn(transaction, actor, { personId, organisationId, role });
	});
}

/**
 * Transfers a member to another organisation: the role ends here and begins there, or neither. Needs the right to give the role in both.
 * Throws `account.required`, `right.missing`, `membership.not_found`, `membership.ended`, `membership.same_organisation`,
 * `membership.last_administrator`, `organisation.not_found`, `organisation.closed`.
 */
export async function transferMembership(actor: Actor, membershipId: string, toOrganisationId: string): Promise<void> {
	await requireRight(actor, 'account.own', 'anywhere');
	await inTransaction(actingAs(actor), async (transaction) => {
		const membership = await requireMembership(transaction, membershipId);
		const { role, personId, organisationId } = membership;
		await requireRightIn(transaction, actor, `grant.${role}`, { organisationId });
		await requireRightIn(transaction, actor, `grant.${role}`, { organisationId: toOrganisationId });
		if (membership.until !== null) throw new DomainError('membership.ended');
		if (organisationId === toOrganisationId) throw new DomainError('membership.same_organisation');
		await requireOpenOrganisation(transaction, toOrganisationId);
		await endIn(transaction, actor, membership);
		await beginIn(transaction, actor, { personId, organisationId: toOrganisationId, role });
	});
}
