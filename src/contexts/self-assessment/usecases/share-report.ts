import { validate } from 'uuid';
import { recordEvent } from '#contexts/people/index.ts';
import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { insertShare, revokeShare } from '../store/shares.ts';
import { onOwnAttempt } from './on-own-attempt.ts';

/** How long a link may work, in days. */
export const shareDays = [7, 30, 90] as const;

/**
 * Makes a link by which anybody who has it may read the report until it expires or is revoked. The token is returned once.
 * Throws the codes of `onOwnAttempt` and `share.duration`.
 */
export async function shareReport(actor: Actor, attemptId: string, days: number): Promise<{ id: string; token: string; expiresAt: Date }> {
	if (!(shareDays as readonly number[]).includes(days)) throw new DomainError('share.duration');
	return onOwnAttempt(actor, attemptId, 'submitted', async (transaction) => {
		const share = await insertShare(transaction, attemptId, days);
		await recordEvent(transaction, actor, { action: 'report.shared', subjectId: attemptId, details: { share: share.id, days } });
		return share;
	});
}

/** Ends a link at once. Throws the codes of `onOwnAttempt` and `share.not_found`. */
export async function revokeReportShare(actor: Actor, attemptId: string, shareId: string): Promise<void> {
	await onOwnAttempt(actor, attemptId, 'submitted', async (transaction) => {
		// Typed into a form by hand, it may be no id at all, and PostgreSQL would stumble over it.
		if (!validate(shareId) || !(await revokeShare(transaction, attemptId, shareId))) throw new DomainError('share.not_found');
		await recordEvent(transaction, actor, { action: 'report.unshared', subjectId: attemptId, details: { share: shareId } });
	});
}
