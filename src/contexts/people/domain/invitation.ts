import { DomainError } from '#platform/errors.ts';

/** How somebody is invited: one person by letter; whoever has a link; whoever has a code. */
export const invitationKinds = ['email', 'link', 'code'] as const;
export type InvitationKind = (typeof invitationKinds)[number];

/**
 * Drafted: prepared, not sent. Sent: an answer is owed (a link or code is open from its beginning). Bounced: the letter could not be delivered.
 * Accepted, declined and withdrawn are final.
 */
export const invitationStates = ['drafted', 'sent', 'accepted', 'declined', 'bounced', 'withdrawn'] as const;
export type InvitationState = (typeof invitationStates)[number];

export const invitationEvents = ['send', 'remind', 'bounce', 'accept', 'decline', 'withdraw'] as const;
export type InvitationEvent = (typeof invitationEvents)[number];

/** What may happen in which state, and where it leads. The database holds the same for what invitees do (`people.accept_invitation`). */
const transitions: Readonly<Record<InvitationState, Readonly<Partial<Record<InvitationEvent, InvitationState>>>>> = {
	drafted: { send: 'sent', withdraw: 'withdrawn' },
	sent: { send: 'sent', remind: 'sent', bounce: 'bounced', accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' },
	// A later letter may bounce after an earlier one has arrived.
	bounced: { send: 'sent', accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' },
	accepted: {},
	declined: {},
	withdrawn: {}
};

/** The state after the event; undefined when it can't happen in this state. */
export function stateAfter(state: InvitationState, event: InvitationEvent): InvitationState | undefined {
	return transitions[state][event];
}

/** Whether nothing changes any more. */
export function isFinal(state: InvitationState): boolean {
	return Object.keys(transitions[state]).length === 0;
}

export const openStates: readonly InvitationState[] = invitationStates.filter((state) => !isFinal(state));

/** How an invitation stands for whoever looks at it: its state, or `expired` and `full`, which come by themselves. */
export const invitationStandings = [...invitationStates, 'expired', 'full'] as const;
export type InvitationStanding = (typeof invitationStandings)[number];

export interface Standing {
	readonly state: InvitationState;
	readonly expiresAt: Date;
	/** How many persons may join; null for an invitation of one person. */
	readonly mostUses: number | null;
	readonly uses: number;
}

export function standingOf({ state, expiresAt, mostUses, uses }: Standing, now: Date): InvitationStanding {
	if (isFinal(state)) return state;
	if (expiresAt <= now) return 'expired';
	return mostUses !== null && uses >= mostUses ? 'full' : state;
}

/** Days between two letters to the same person. */
export const reminderDays = 3;
/** Letters to one person for one invitation, the first included: after that, asking again is pestering. */
export const mostLetters = 5;

export interface Reminding extends Standing {
	readonly kind: InvitationKind;
	readonly lettersSent: number;
	readonly lastLetterAt: Date | null;
}

/**
 * Whether a reminder may go out: only to somebody who was invited by letter, still owes an answer, was not written to within `reminderDays`, and has
 * had fewer than `mostLetters`.
 */
export function mayRemind(invitation: Reminding, now: Date): boolean {
	if (invitation.kind !== 'email' || standingOf(invitation, now) !== 'sent' || invitation.lettersSent >= mostLetters) return false;
	return invitation.lastLetterAt === null || now.getTime() - invitation.lastLetterAt.getTime() >= reminderDays * 24 * 3_600_000;
}

/** Whether it may be sent (again): a draft, one whose letter bounced, one that has expired. */
export function maySend(invitation: Standing & { readonly kind: InvitationKind }, now: Date): boolean {
	if (invitation.kind !== 'email') return false;
	return invitation.state === 'drafted' || invitation.state === 'bounced' || (invitation.state === 'sent' && invitation.expiresAt <= now);
}

/** How long an invitation may be open, in days. */
export const invitationDays = { shortest: 1, usual: 30, longest: 180 } as const;
/** How many persons may join by one link or code. */
export const invitationUses = { least: 1, usual: 30, most: 10_000 } as const;
/** Longest personal message, in UTF-16 units. */
export const longestMessage = 1_000;
/** Most addresses in the form; more come in a file. */
export const mostAddresses = 50;

/** Checks what the inviter has chosen. Throws `invitation.duration`, `invitation.uses`, `invitation.message_too_long`. */
export function checkInvitation({ days, uses, message }: { days: number; uses?: number; message?: string }): void {
	const { shortest, longest } = invitationDays;
	if (!Number.isInteger(days) || days < shortest || days > longest) throw new DomainError('invitation.duration', { shortest, longest });
	const { least, most } = invitationUses;
	if (uses !== undefined && (!Number.isInteger(uses) || uses < least || uses > most)) throw new DomainError('invitation.uses', { least, most });
	if ((message ?? '').length > longestMessage) throw new DomainError('invitation.message_too_long', { longest: longestMessage });
}

/** One address of the form: the address, and the name if it was typed as `Name <address>`. */
export interface TypedAddress {
	readonly name: string | null;
	readonly email: string;
}

/**
 * Takes the addresses of a form apart: one a line, or separated by commas or semicolons, as mail programs copy them: `a@b.kz`,
 * `Айгүл <a@b.kz>`. Whether they are addresses is not looked at here. Throws `invitation.no_address`, `invitation.too_many_addresses`.
 */
export function splitAddresses(typed: string): TypedAddress[] {
	// A name in quotation marks may have a comma of its own.
	const parts = [...typed.matchAll(/(?:"[^"\n]*"|[^\n;,])+/g)].map(([part]) => part.trim()).filter((part) => part !== '');
	if (parts.length === 0) throw new DomainError('invitation.no_address');
	if (parts.length > mostAddresses) throw new DomainError('invitation.too_many_addresses', { most: mostAddresses });
	return parts.map((part) => {
		const [, name = '', email] = /^"?([^"<>]*?)"?\s*<([^<>]+)>$/.exec(part) ?? [];
		return { name: name.trim() || null, email: (email ?? part).trim() };
	});
}
