import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { buildReport, type Report } from '../domain/report.ts';
import { type Attempt, findAttempt, findSharedAttempt, listAttempts, readSelfRatings } from '../store/attempts.ts';
import { findInstrument } from '../store/instruments.ts';
import { findNextSteps } from '../store/next-steps.ts';
import { findResults } from '../store/results.ts';
import { findShared } from '../store/shares.ts';
import { requirePerson } from './require-person.ts';

async function reportOn(transaction: DatabaseTransaction, attempt: Attempt): Promise<Report> {
	const { submittedAt } = attempt;
	if (submittedAt === null) throw new DomainError('attempt.not_submitted');
	const [instrument, nextSteps, selfRatings, others] = await Promise.all([
		findInstrument(transaction, attempt.instrumentId, attempt.instrumentVersion),
		findNextSteps(attempt.instrumentId),
		readSelfRatings(transaction, attempt.id),
		listAttempts(transaction, attempt.personId)
	]);
	const before = others.filter(
		(other) => other.instrumentId === attempt.instrumentId && other.submittedAt !== null && other.submittedAt < submittedAt
	);
	const results = await findResults(transaction, [attempt.id, ...before.map((other) => other.id)]);
	const result = results.get(attempt.id);
	if (result === undefined) throw new Error(`The submitted attempt ${attempt.id} has no result`);
	return buildReport({
		instrument,
		nextSteps,
		score: result.score,
		selfRatings,
		startedAt: attempt.startedAt,
		submittedAt,
		ruleVersion: result.ruleVersion,
		earlier: before.flatMap((other) => {
			const earlier = results.get(other.id);
			return earlier === undefined || other.submittedAt === null ? [] : [{ submittedAt: other.submittedAt, score: earlier.score }];
		})
	});
}

/** The report of an own submitted attempt. Throws `person.required`, `attempt.not_found`, `attempt.not_submitted`. */
export async function viewReport(actor: Actor, attemptId: string): Promise<Report> {
	const person = requirePerson(actor);
	return inTransaction(actingAs(person), async (transaction) => {
		const attempt = await findAttempt(transaction, person.personId, attemptId);
		if (attempt === undefined) throw new DomainError('attempt.not_found');
		return reportOn(transaction, attempt);
	});
}

/**
 * The report that a link opens, for anybody who has it: this attempt alone, without the person's earlier ones.
 * Throws `share.not_found`, and `share.closed` when it has expired or was revoked.
 */
export async function viewSharedReport(token: string): Promise<{ report: Report; expiresAt: Date }> {
	const shared = await findShared(token);
	if (shared === undefined) throw new DomainError('share.not_found');
	if (!shared.isOpen) throw new DomainError('share.closed');
	return inTransaction({ persons: [], share: shared.hash }, async (transaction) => {
		const attempt = await findSharedAttempt(transaction, shared.attemptId);
		if (attempt === undefined) throw new DomainError('share.not_found');
		return { report: await reportOn(transaction, attempt), expiresAt: shared.expiresAt };
	});
}
