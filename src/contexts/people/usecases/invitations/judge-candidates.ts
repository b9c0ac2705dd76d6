import type { DatabaseTransaction } from '#platform/database.ts';
import type { Candidate } from '../../store/invitations.ts';
import { findEarlierInvitations, findMembersAmong } from '../../store/invitations.ts';

/**
 * What inviting somebody would mean: a new invitation; an earlier one that has expired or bounced, opened anew; nothing, because the person has the
 * role, or owes an answer, or has said no. Whether the address has an account at Qadam is neither asked nor told.
 */
export type Judgement = 'new' | 'renewed' | 'member' | 'invited' | 'declined';

export interface JudgedCandidate {
	readonly judgement: Judgement;
	/** The earlier invitation that is opened anew. */
	readonly earlierId: string | null;
}

const keyOf = ({ email, organisationId, role }: Candidate) => `${email} ${organisationId} ${role}`;

/** Judges candidates with normalised addresses, in their order. */
export async function judgeCandidates(transaction: DatabaseTransaction, candidates: readonly Candidate[]): Promise<JudgedCandidate[]> {
	const [members, earlier] = await Promise.all([findMembersAmong(transaction, candidates), findEarlierInvitations(transaction, candidates)]);
	const isMember = new Set(members.map(keyOf));
	const invitations = new Map(earlier.map((invitation) => [keyOf(invitation), invitation]));
	return candidates.map((candidate) => {
		const key = keyOf(candidate);
		const invitation = invitations.get(key);
		if (isMember.has(key)) return { judgement: 'member', earlierId: null };
		if (invitation === undefined || invitation.state === 'accepted' || invitation.state === 'withdrawn') return { judgement: 'new', earlierId: null };
		if (invitation.state === 'declined') return { judgement: 'declined', earlierId: null };
		const isRenewed = invitation.isExpired || invitation.state === 'bounced';
		return isRenewed ? { judgement: 'renewed', earlierId: invitation.id } : { judgement: 'invited', earlierId: null };
	});
}
