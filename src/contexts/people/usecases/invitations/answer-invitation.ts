import { v7 as uuidv7 } from 'uuid';
import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { type InvitationStanding, standingOf } from '../../domain/invitation.ts';
import { hashInvitationSecret, parseInvitationCode } from '../../domain/invitation-secret.ts';
import type { Role } from '../../domain/role.ts';
import { accept, decline, findBySecret, type OpenedInvitation, type WayIn } from '../../store/invitations.ts';
import { countAttempt } from '../../store/attempt-limits.ts';
import { recordEvent } from '../record-event.ts';

export interface InvitationView extends Omit<OpenedInvitation, 'state' | 'email'> {
	readonly standing: InvitationStanding;
	/** The invited address, when the actor has signed in with another one: so that the role does not go to the wrong account unnoticed. */
	readonly otherEmail: string | null;
}

/** What an invitation says to whoever has its letter, link or code. Looking changes nothing. Throws `invitation.not_found`. */
export async function viewInvitation(actor: Actor, secret: string): Promise<InvitationView> {
	const found = await inTransaction(actingAs(actor), (transaction) => findBySecret(transaction, hashInvitationSecret(secret)));
	if (found === undefined || found.state === 'drafted') throw new DomainError('invitation.not_found');
	const { state, email, ...invitation } = found;
	const signedInAs = actor.kind === 'person' ? actor.account?.email : undefined;
	return {
		...invitation,
		standing: standingOf({ ...invitation, state }, new Date()),
		otherEmail: email !== null && signedInAs !== undefined && signedInAs !== email ? email : null
	};
}

/**
 * The way to an invitation by a typed code. `network` is where the request comes from: whoever tries many codes is slowed down.
 * Throws `invitation.code_malformed`, `invitation.not_found`, `rate.limited`.
 */
export async function findByCode(actor: Actor, typed: string, network: string): Promise<{ secret: string }> {
	const code = parseInvitationCode(typed);
	if (code === undefined) throw new DomainError('invitation.code_malformed');
	await countAttempt('code.network', network);
	await viewInvitation(actor, code);
	return { secret: code };
}

export type Way = { readonly secret: string } | { readonly invitationId: string };

const wayIn = (way: Way): WayIn => ('secret' in way ? { hash: hashInvitationSecret(way.secret) } : way);

/**
 * Accepts in the name of the actor: with the letter's, link's or code's secret, or an invitation to the own confirmed address. Twice does no harm.
 * Throws `account.required`, `invitation.not_found`, `.expired`, `.withdrawn`, `.declined`, `.used`, `.full`, `.inviter_without_right`,
 * `organisation.closed`.
 */
export async function acceptInvitation(actor: Actor, way: Way): Promise<{ organisationId: string; role: Role }> {
	if (actor.kind !== 'person' || actor.account === undefined) throw new DomainError('account.required');
	return inTransaction(actingAs(actor), async (transaction) => {
		const membershipId = uuidv7();
		const accepted = await accept(transaction, wayIn(way), membershipId);
		if (accepted.outcome !== 'accepted') throw new DomainError(accepted.outcome);
		const { invitationId, organisationId, role } = accepted;
		const details = { role, organisation: organisationId };
		if (accepted.isNew) {
			await Promise.all([
				recordEvent(transaction, actor, { action: 'invitation.accepted', subjectId: invitationId, details }),
				recordEvent(transaction, actor, { action: 'membership.begun', subjectId: accepted.membershipId, details })
			]);
		}
		return { organisationId, role };
	});
}

/**
 * Declines an invitation by letter; with its secret no account is needed. Twice does no harm.
 * Throws `invitation.not_found`, `invitation.used`, `invitation.withdrawn`.
 */
export async function declineInvitation(actor: Actor, way: Way): Promise<void> {
	await inTransaction(actingAs(actor), async (transaction) => {
		const { outcome, invitationId } = await decline(transaction, wayIn(way));
		if (outcome !== 'declined') throw new DomainError(outcome);
		await recordEvent(transaction, actor, { action: 'invitation.declined', subjectId: invitationId });
	});
}
