import { sql } from 'kysely';
import { database } from '#platform/database.ts';
import { groupCalls } from '#platform/batch.ts';
import type { AnswerValue } from '../domain/level.ts';

export interface AnswerToSave {
	readonly personId: string;
	readonly attemptId: string;
	readonly item: string;
	/** null takes the answer back. */
	readonly value: AnswerValue | null;
	/** By the clock of the device, not later than now. */
	readonly answeredAt: Date;
}

/** `superseded`: an answer given later is already there; nothing was changed and nothing has to be sent again. */
export type AnswerOutcome =
	| { readonly status: 'saved' | 'superseded'; readonly savedAt: Date }
	| { readonly status: 'attempt_not_found' | 'attempt_submitted' | 'item_unknown' };

/**
 * Stores answers durably: when the promise resolves, the answer is on the disk. Answers that arrive while others are being written share
 * one statement and one flush (docs/adr/0007-group-commit-of-answers.md). What the statement proves and refuses stands with the function in the
 * migrations.
 */
export const saveAnswer = groupCalls<AnswerToSave, AnswerOutcome>(
	async (answers) => {
		const { rows } = await sql<{ found: boolean; submitted: boolean; known: boolean; written: boolean; saved_at: Date }>`
			select found, submitted, known, written, saved_at
			from self_assessment.save_answers(
				${answers.map((answer) => answer.attemptId)}::uuid[],
				${answers.map((answer) => answer.personId)}::uuid[],
				${answers.map((answer) => answer.item)}::text[],
				${answers.map((answer) => answer.value)}::smallint[],
				${answers.map((answer) => answer.answeredAt)}::timestamptz[]
			)
		`.execute(database());
		return rows.map((row) => {
			if (!row.found) return { status: 'attempt_not_found' };
			if (row.submitted) return { status: 'attempt_submitted' };
			if (!row.known) return { status: 'item_unknown' };
			return { status: row.written ? 'saved' : 'superseded', savedAt: row.saved_at };
		});
	},
	// Two at once: a batch that waits for an attempt that is just being submitted does not hold up everybody else.
	{ largest: 200, concurrency: 2 }
);
