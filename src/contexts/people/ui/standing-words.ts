import { m } from '#paraglide/messages.js';
import { type InvitationStanding, invitationStandings } from '../domain/invitation.ts';

const words = {
	drafted: m.invitation_standing_drafted,
	sent: m.invitation_standing_sent,
	accepted: m.invitation_standing_accepted,
	declined: m.invitation_standing_declined,
	bounced: m.invitation_standing_bounced,
	withdrawn: m.invitation_standing_withdrawn,
	expired: m.invitation_standing_expired,
	full: m.invitation_standing_full
} as const satisfies Readonly<Record<InvitationStanding, () => string>>;

/** How an invitation stands, in a word or two. */
export function standingName(standing: InvitationStanding): string {
	return words[standing]();
}

interface StandingCount {
	readonly standing: InvitationStanding;
	readonly count: number;
}

/** The filter by standing, as words: all first, then what there is, with its number. */
export function standingCounts(counts: readonly StandingCount[]): { standing: string; text: string }[] {
	const known = new Map(counts.map(({ standing, count }) => [standing, count]));
	return [
		{ standing: '', text: m.invitations_all() },
		...invitationStandings
			.filter((standing) => known.has(standing))
			.map((standing) => ({ standing, text: m.members_role_count({ role: standingName(standing), count: known.get(standing) ?? 0 }) }))
	];
}
