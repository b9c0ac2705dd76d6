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
 * one statement and one flush (docs/adr/0007-group-commit-of-answers.md).
 *
 * The statement proves the right in its WHERE (attempt and person must match), refuses submitted attempts and items that the instrument lacks,
 * keeps the answer given last when several come for one item, and holds a share of the attempt's row so that a submission at the same
 * moment either sees the answer or refuses it.
 */
export const saveAnswer = groupCalls<AnswerToSave, AnswerOutcome>(
	async (answers) => {
		const { rows } = await sql<{ found: boolean; submitted: boolean; known: boolean; written: boolean; saved_at: Date }>`
			with input as (
				select *
				from unnest(
					${answers.map((answer) => answer.attemptId)}::uuid[],
					${answers.map((answer) => answer.personId)}::uuid[],
					${answers.map((answer) => answer.item)}::text[],
					${answers.map((answer) => answer.value)}::smallint[],
					${answers.map((answer) => answer.answeredAt)}::timestamptz[]
				) with ordinality as t (attempt_id, person_id, item, value, answered_at, n)
			),
			attempt as materialized (
				select id, person_id, instrument_id, instrument_version, submitted_at
				from self_assessment.attempt
				where id in (select attempt_id from input)
				for key share
			),
			checked as (
				select input.*,
					attempt.id is not null as found,
					attempt.submitted_at is not null as submitted,
					instrument_item.item is not null as known
				from input
				left join attempt on attempt.id = input.attempt_id and attempt.person_id = input.person_id
				left join self_assessment.instrument_item
					on instrument_item.instrument_id = attempt.instrument_id
					and instrument_item.instrument_version = attempt.instrument_version
					and instrument_item.item = input.item
			),
			latest as (
				select distinct on (attempt_id, item) attempt_id, item, value, answered_at, n
				from checked
				where found and known and not submitted
				order by attempt_id, item, answered_at desc, n desc
			),
			written as (
				insert into self_assessment.answer (attempt_id, item, value, answered_at)
				select attempt_id, item, value, answered_at from latest
				on conflict (attempt_id, item) do update
					set value = excluded.value, answered_at = excluded.answered_at, saved_at = excluded.saved_at
					where answer.answered_at <= excluded.answered_at
				returning attempt_id, item
			)
			select found, submitted, known, now() as saved_at,
				written.item is not null and latest.n = checked.n as written
			from checked
			left join latest using (attempt_id, item)
			left join written using (attempt_id, item)
			order by checked.n
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
