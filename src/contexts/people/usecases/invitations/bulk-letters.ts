import { z } from 'zod';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { defineQueue, sendJob } from '#platform/jobs.ts';
import { finishProgress, handleLongWork, startProgress } from '#platform/progress.ts';
import { mayRemind, mostLetters, reminderDays } from '../../domain/invitation.ts';
import { countDue, listDue, lockInvitations } from '../../store/invitations.ts';
import { recordEvent } from '../record-event.ts';
import { requireRightIn } from '../rights.ts';
import { requireMail, sendLetters } from './send-letters.ts';

export const lettersKind = 'people.invitation-letters';
export const letterKinds = ['drafts', 'reminders'] as const;
export type LetterKind = (typeof letterKinds)[number];

const queue = defineQueue(
	lettersKind,
	z.object({ progressId: z.uuid(), organisationId: z.uuid(), what: z.enum(letterKinds) }),
	{ longestRun: 3_600 }
);

/** Letters of one transaction: few enough to be cancelled soon, many enough to be quick. */
const batchSize = 200;
const reminding = { days: reminderDays, mostLetters };

/**
 * Sends all drafts of an organisation, or a reminder to everybody who owes an answer and may be reminded, in the background. Returns the id of the
 * progress. Throws `account.required`, `right.missing`, `invitation.no_mail`, `invitation.nothing_due`.
 */
export async function sendAllLetters(actor: Actor, organisationId: string, what: LetterKind): Promise<string> {
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, 'members.invite', { organisationId });
		if (actor.kind !== 'person') throw new DomainError('account.required');
		requireMail();
		const due = await countDue(transaction, organisationId, what, reminding);
		if (due === 0) throw new DomainError('invitation.nothing_due');
		const progressId = await startProgress(transaction, actor, lettersKind, due);
		await sendJob(transaction, queue, { progressId, organisationId, what }, { actor });
		await recordEvent(transaction, actor, { action: `invitation.${what}_sent`, subjectId: organisationId, details: { invitations: due } });
		return progressId;
	});
}

/** Roles that the person may not give stay unlocked by row-level security, and so without a letter. */
async function sendBatch(person: Person, ids: readonly string[], what: LetterKind): Promise<number> {
	return inTransaction(actingAs(person), async (transaction) => {
		const now = new Date();
		const locked = await lockInvitations(transaction, ids);
		const isReminder = what === 'reminders';
		const due = locked.filter((invitation) => (isReminder ? mayRemind(invitation, now) : invitation.state === 'drafted'));
		return sendLetters(transaction, person.personId, due, { isReminder });
	});
}

/** Goes on where an earlier attempt was cut off: what has its letter is not due any more. */
export const lettersJob = handleLongWork(queue, async ({ person, data: { organisationId, what, progressId }, report }) => {
	const ids = await inTransaction(actingAs(person), (transaction) => listDue(transaction, organisationId, what, reminding));
	let sent = 0;
	for (let start = 0; start < ids.length; start += batchSize) {
		sent += await sendBatch(person, ids.slice(start, start + batchSize), what);
		await report(Math.min(ids.length, start + batchSize), ids.length);
	}
	const outcome = { messageCode: 'invitation.letters_sent', result: { sent } };
	await inTransaction(actingAs(person), (transaction) => finishProgress(transaction, person, progressId, outcome));
	return outcome;
});
