import { v7 as uuidv7 } from 'uuid';
import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import { normaliseEmail } from '#platform/mail/email.ts';
import { checkInvitation, type InvitationKind, splitAddresses } from '../../domain/invitation.ts';
import { hashInvitationSecret, newInvitationSecret } from '../../domain/invitation-secret.ts';
import { cleanName } from '../../domain/person-name.ts';
import { mayBeShared } from '../../domain/policy.ts';
import type { Role } from '../../domain/role.ts';
import { insertInvitations, insertSecrets, lockInvitations, type NewInvitation } from '../../store/invitations.ts';
import { recordEvent } from '../record-event.ts';
import { requireOpenOrganisation } from '../memberships/open-organisation.ts';
import { requireRightIn } from '../rights.ts';
import { type Judgement, judgeCandidates } from './judge-candidates.ts';
import { invitationAddress, requireMail, sendLetters } from './send-letters.ts';

/** What every kind of invitation has. */
export interface InvitationChoice {
	readonly organisationId: string;
	readonly role: Role;
	/** Days that it is open. */
	readonly days: number;
	/** The language of the letter, and in which the page opens. */
	readonly locale: Locale;
	/** Own words of the inviter. */
	readonly message?: string;
}

/** Throws `account.required`, `right.missing`, `organisation.not_found`, `organisation.closed`, and the codes of `checkInvitation`. */
async function requireInviting(transaction: DatabaseTransaction, actor: Actor, choice: InvitationChoice & { uses?: number }): Promise<void> {
	checkInvitation(choice);
	await requireRightIn(transaction, actor, 'members.invite', { organisationId: choice.organisationId });
	await requireRightIn(transaction, actor, `grant.${choice.role}`, { organisationId: choice.organisationId });
	await requireOpenOrganisation(transaction, choice.organisationId);
}

function cleanMessage(message = ''): string | null {
	const text = message.replaceAll(/[^\P{Cc}\n]/gu, ' ').trim();
	return text === '' ? null : text;
}

/** The addresses of a form, each once. Throws `invitation.address` with the number of the wrong one, `name.too_long`. */
function readAddresses(typed: string): { email: string; name: string | null }[] {
	const read = splitAddresses(typed).map(({ email, name }, index) => {
		try {
			return { email: normaliseEmail(email), name: name === null ? null : cleanName(name) };
		} catch (error) {
			if (error instanceof DomainError && error.code === 'email.invalid') throw new DomainError('invitation.address', { number: index + 1 });
			throw error;
		}
	});
	return [...new Map(read.map((address) => [address.email, address])).values()];
}

export type InviteOutcome = Readonly<Record<Judgement, number>>;

/**
 * Invites one or several persons by letter, or keeps the invitations as drafts. Whoever has declined is invited again: the inviter has typed the
 * address deliberately. Twice does no harm: whoever owes an answer gets no second invitation.
 * Throws `account.required`, `right.missing`, `organisation.not_found`, `organisation.closed`, `invitation.no_mail`, `invitation.no_address`,
 * `invitation.too_many_addresses`, `invitation.address`, and the codes of `checkInvitation`.
 */
export async function inviteByEmail(
	actor: Actor,
	{ addresses: typed, isDraft, ...choice }: InvitationChoice & { readonly addresses: string; readonly isDraft: boolean }
): Promise<InviteOutcome> {
	const { organisationId, role, days, locale } = choice;
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireInviting(transaction, actor, choice);
		if (!isDraft) requireMail();
		const addresses = readAddresses(typed);
		const judged = await judgeCandidates(transaction, addresses.map(({ email }) => ({ email, organisationId, role })));
		const outcome = { new: 0, renewed: 0, member: 0, invited: 0, declined: 0 };
		const rows: NewInvitation[] = [];
		const renewed: string[] = [];
		judged.forEach(({ judgement, earlierId }, index) => {
			const isAskedAgain = judgement === 'declined';
			outcome[isAskedAgain ? 'new' : judgement] += 1;
			if (judgement === 'renewed' && earlierId !== null) renewed.push(earlierId);
			if (judgement !== 'new' && !isAskedAgain) return;
			const { email = '', name = null } = addresses[index] ?? {};
			const message = cleanMessage(choice.message);
			rows.push({ id: uuidv7(), kind: 'email', organisationId, role, email, name, message, locale, state: isDraft ? 'drafted' : 'sent', days });
		});
		await storeAndSend(transaction, actor, rows, isDraft ? [] : renewed);
		return outcome;
	});
}

/** Stores new invitations with their audit events; unless they are drafts, sends letters for these and for the earlier ones to be opened anew. */
export async function storeAndSend(
	transaction: DatabaseTransaction,
	actor: Actor,
	rows: readonly NewInvitation[],
	renewedIds: readonly string[]
): Promise<void> {
	if (actor.kind !== 'person') throw new DomainError('account.required');
	const stored = rows.length === 0 ? new Set<string>() : await insertInvitations(transaction, actor.personId, rows);
	const toSend = [...rows.filter(({ id, state }) => state === 'sent' && stored.has(id)).map(({ id }) => id), ...renewedIds];
	const invitations = toSend.length === 0 ? [] : await lockInvitations(transaction, toSend);
	await sendLetters(transaction, actor.personId, invitations, { isReminder: false });
	if (stored.size + renewedIds.length === 0) return;
	await recordEvent(transaction, actor, {
		action: 'invitation.made',
		subjectId: rows[0]?.organisationId ?? invitations[0]?.organisationId ?? null,
		details: { invitations: stored.size, renewed: renewedIds.length, role: rows[0]?.role ?? invitations[0]?.role ?? '' }
	});
}

/** An open invitation and what opens it, which is shown once: the database keeps a hash alone. */
export interface SharedInvitation {
	readonly id: string;
	readonly kind: Exclude<InvitationKind, 'email'>;
	/** Of a code: the code. Of a link: the end of its address. */
	readonly secret: string;
	readonly url: string;
}

/**
 * Makes a link or a code by which several persons may join, up to `uses`. Only for roles that come without rights over others: a link travels.
 * Throws `account.required`, `right.missing`, `organisation.not_found`, `organisation.closed`, `invitation.role_not_shared`, and the codes of
 * `checkInvitation`.
 */
export async function inviteByLink(
	actor: Actor,
	{ kind, uses, ...choice }: InvitationChoice & { readonly kind: 'link' | 'code'; readonly uses: number }
): Promise<SharedInvitation> {
	const { organisationId, role, days, locale } = choice;
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireInviting(transaction, actor, { ...choice, uses });
		if (!mayBeShared(role)) throw new DomainError('invitation.role_not_shared');
		if (actor.kind !== 'person') throw new DomainError('account.required');
		const id = uuidv7();
		const secret = newInvitationSecret(kind === 'code' ? 'code' : 'token');
		await insertInvitations(transaction, actor.personId, [
			{ id, kind, organisationId, role, message: cleanMessage(choice.message), locale, state: 'sent', days, mostUses: uses }
		]);
		await insertSecrets(transaction, [{ invitationId: id, hash: hashInvitationSecret(secret) }]);
		await recordEvent(transaction, actor, { action: 'invitation.shared', subjectId: id, details: { kind, role, organisation: organisationId, uses } });
		return { id, kind, secret, url: invitationAddress(locale, secret) };
	});
}
