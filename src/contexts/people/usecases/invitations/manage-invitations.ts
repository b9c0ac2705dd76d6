import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { isFinal, type InvitationStanding, mayRemind, maySend, mostLetters, reminderDays, standingOf } from '../../domain/invitation.ts';
import {
	countDue,
	countInvitations,
	findInvitation,
	type Invitation,
	type InvitationFilter,
	listInvitations as findPage,
	lockInvitations,
	withdraw
} from '../../store/invitations.ts';
import { recordEvent } from '../record-event.ts';
import { requireRightIn } from '../rights.ts';
import { requireMail, sendLetters } from './send-letters.ts';

/** Invitations shown at once. */
const pageSize = 50;

/** An invitation in the list of those who may invite. */
export interface ListedInvitation extends Invitation {
	readonly standing: InvitationStanding;
	readonly mayRemind: boolean;
	readonly maySend: boolean;
	readonly mayWithdraw: boolean;
}

export interface InvitationsPage {
	readonly invitations: readonly ListedInvitation[];
	readonly counts: readonly { readonly standing: InvitationStanding; readonly count: number }[];
	/** How many drafts wait, and how many reminders may go out now. */
	readonly due: { readonly drafts: number; readonly reminders: number };
	readonly next: InvitationFilter['after'] | null;
}

function judge(invitation: Invitation, now: Date): ListedInvitation {
	return {
		...invitation,
		standing: standingOf(invitation, now),
		mayRemind: mayRemind(invitation, now),
		maySend: maySend(invitation, now),
		mayWithdraw: !isFinal(invitation.state)
	};
}

const reminderPolicy = { days: reminderDays, mostLetters };

/** Invitations of an organisation, newest first, page by page. Throws `account.required`, `right.missing`. */
export async function listInvitations(actor: Actor, organisationId: string, filter: Omit<InvitationFilter, 'limit'> = {}): Promise<InvitationsPage> {
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, 'members.invite', { organisationId });
		const [found, counts, drafts, reminders] = await Promise.all([
			findPage(transaction, organisationId, { ...filter, limit: pageSize + 1 }),
			countInvitations(transaction, organisationId),
			countDue(transaction, organisationId, 'drafts', reminderPolicy),
			countDue(transaction, organisationId, 'reminders', reminderPolicy)
		]);
		const now = new Date();
		const invitations = found.slice(0, pageSize).map((invitation) => judge(invitation, now));
		const last = invitations.at(-1);
		return {
			invitations,
			counts,
			due: { drafts, reminders },
			next: found.length > pageSize && last !== undefined ? { createdAt: last.createdAt, id: last.id } : null
		};
	});
}

/** Locks one invitation of the organisation for whoever may invite to its role there. Throws the codes that are told of it. */
async function onInvitation<Result>(
	actor: Actor,
	{ organisationId, id }: { organisationId: string; id: string },
	work: (transaction: DatabaseTransaction, invitation: Invitation, personId: string) => Promise<Result>
): Promise<Result> {
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, 'members.invite', { organisationId });
		const seen = await findInvitation(transaction, organisationId, id);
		if (seen === undefined || actor.kind !== 'person') throw new DomainError('invitation.not_found');
		await requireRightIn(transaction, actor, `grant.${seen.role}`, { organisationId });
		if (isFinal(seen.state)) throw new DomainError('invitation.settled');
		const [invitation] = await lockInvitations(transaction, [id]);
		if (invitation === undefined) throw new DomainError('invitation.settled');
		return work(transaction, invitation, actor.personId);
	});
}

/**
 * Sends one more letter to somebody who owes an answer. Throws `account.required`, `right.missing`, `invitation.not_found`, `invitation.settled`,
 * `invitation.too_early`, `invitation.no_mail`.
 */
export async function remindInvitation(actor: Actor, where: { organisationId: string; id: string }): Promise<void> {
	await onInvitation(actor, where, async (transaction, invitation, personId) => {
		requireMail();
		if (!mayRemind(invitation, new Date())) throw new DomainError('invitation.too_early', { days: reminderDays, most: mostLetters });
		await sendLetters(transaction, personId, [invitation], { isReminder: true });
		await recordEvent(transaction, actor, { action: 'invitation.reminded', subjectId: invitation.id });
	});
}

/**
 * Sends a draft, or opens one anew that has expired or whose letter bounced. Throws `account.required`, `right.missing`, `invitation.not_found`,
 * `invitation.settled`, `invitation.no_mail`.
 */
export async function sendInvitation(actor: Actor, where: { organisationId: string; id: string }): Promise<void> {
	await onInvitation(actor, where, async (transaction, invitation, personId) => {
		requireMail();
		if (!maySend(invitation, new Date())) throw new DomainError('invitation.settled');
		await sendLetters(transaction, personId, [invitation], { isReminder: false });
		await recordEvent(transaction, actor, { action: 'invitation.sent', subjectId: invitation.id });
	});
}

/** Withdraws an open invitation: letter, link or code stop working at once. Throws as `sendInvitation`, without the mail. */
export async function withdrawInvitation(actor: Actor, where: { organisationId: string; id: string }): Promise<void> {
	await onInvitation(actor, where, async (transaction, invitation) => {
		await withdraw(transaction, invitation.id);
		await recordEvent(transaction, actor, { action: 'invitation.withdrawn', subjectId: invitation.id });
	});
}
