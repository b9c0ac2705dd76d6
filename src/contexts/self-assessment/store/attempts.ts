import { v7 as uuidv7 } from 'uuid';
import { sql } from 'kysely';
import { type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import type { AnswerValue, Level } from '../domain/level.ts';
import { codeOf, valueOf } from '../domain/level.ts';
import type { ContextAnswers } from '../domain/context.ts';
import type { Answers } from '../domain/score.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** One person's passage through an instrument. */
export interface Attempt {
	readonly id: string;
	readonly personId: string;
	readonly instrumentId: string;
	readonly instrumentVersion: string;
	readonly startedAt: Date;
	readonly submittedAt: Date | null;
}

export type SelfRatingMoment = 'before' | 'after';
export type SelfRatings = Readonly<Partial<Record<SelfRatingMoment, Level>>>;

const attemptColumns = ['id', 'person_id', 'instrument_id', 'instrument_version', 'started_at', 'submitted_at'] as const;

function toAttempt(row: {
	id: string;
	person_id: string;
	instrument_id: string;
	instrument_version: string;
	started_at: Date;
	submitted_at: Date | null;
}): Attempt {
	return {
		id: row.id,
		personId: row.person_id,
		instrumentId: row.instrument_id,
		instrumentVersion: row.instrument_version,
		startedAt: row.started_at,
		submittedAt: row.submitted_at
	};
}

/** An attempt that begins now. */
export function newAttempt(personId: string, instrument: { id: string; version: string }): Attempt {
	return { id: uuidv7(), personId, instrumentId: instrument.id, instrumentVersion: instrument.version, startedAt: new Date(), submittedAt: null };
}

export async function insertAttempt(transaction: DatabaseTransaction, attempt: Attempt): Promise<void> {
	await tables(transaction)
		.insertInto('self_assessment.attempt')
		.values({
			id: attempt.id,
			person_id: attempt.personId,
			instrument_id: attempt.instrumentId,
			instrument_version: attempt.instrumentVersion,
			started_at: attempt.startedAt
		})
		.execute();
}

/** The attempt, if it belongs to this person; nobody else's is ever found. */
export async function findAttempt(db: Queryable, personId: string, attemptId: string): Promise<Attempt | undefined> {
	const row = await tables(db)
		.selectFrom('self_assessment.attempt')
		.select(attemptColumns)
		.where('id', '=', attemptId)
		.where('person_id', '=', personId)
		.executeTakeFirst();
	return row === undefined ? undefined : toAttempt(row);
}

/** The attempt that the link opens in whose name the transaction acts. */
export async function findSharedAttempt(transaction: DatabaseTransaction, attemptId: string): Promise<Attempt | undefined> {
	const row = await tables(transaction).selectFrom('self_assessment.attempt').select(attemptColumns).where('id', '=', attemptId).executeTakeFirst();
	return row === undefined ? undefined : toAttempt(row);
}

/** As `findAttempt`, and keeps others from answering, submitting or erasing it until the transaction ends. */
export async function lockAttempt(transaction: DatabaseTransaction, personId: string, attemptId: string): Promise<Attempt | undefined> {
	const row = await tables(transaction)
		.selectFrom('self_assessment.attempt')
		.select(attemptColumns)
		.where('id', '=', attemptId)
		.where('person_id', '=', personId)
		.forUpdate()
		.executeTakeFirst();
	return row === undefined ? undefined : toAttempt(row);
}

/** All attempts of a person, newest first. */
export async function listAttempts(db: Queryable, personId: string): Promise<Attempt[]> {
	const rows = await tables(db)
		.selectFrom('self_assessment.attempt')
		.select(attemptColumns)
		.where('person_id', '=', personId)
		.orderBy('started_at', 'desc')
		.execute();
	return rows.map(toAttempt);
}

export async function countAttempts(db: Queryable, personId: string): Promise<number> {
	const row = await tables(db)
		.selectFrom('self_assessment.attempt')
		.select(({ fn }) => fn.countAll<string>().as('count'))
		.where('person_id', '=', personId)
		.executeTakeFirstOrThrow();
	return Number(row.count);
}

export async function deleteAttempt(transaction: DatabaseTransaction, attemptId: string): Promise<void> {
	await tables(transaction).deleteFrom('self_assessment.attempt').where('id', '=', attemptId).execute();
}

/** The answers of an attempt with the moments they were given at, by the clock of the device that gave them. */
export async function readAnswers(
	db: Queryable,
	attemptId: string
): Promise<{ item: string; value: AnswerValue; answeredAt: Date; savedAt: Date }[]> {
	const rows = await tables(db)
		.selectFrom('self_assessment.answer')
		.select(['item', 'value', 'answered_at', 'saved_at'])
		.where('attempt_id', '=', attemptId)
		.where('value', 'is not', null)
		.execute();
	return rows.map((row) => ({ item: row.item, value: row.value as AnswerValue, answeredAt: row.answered_at, savedAt: row.saved_at }));
}

export async function readAnswerMap(db: Queryable, attemptId: string): Promise<Answers> {
	return new Map((await readAnswers(db, attemptId)).map(({ item, value }) => [item, value]));
}

export async function readSelfRatings(db: Queryable, attemptId: string): Promise<SelfRatings> {
	const rows = await tables(db).selectFrom('self_assessment.self_rating').select(['moment', 'value']).where('attempt_id', '=', attemptId).execute();
	return Object.fromEntries(rows.map((row) => [row.moment, codeOf(row.value)]));
}

export async function storeSelfRating(transaction: DatabaseTransaction, attemptId: string, moment: SelfRatingMoment, level: Level): Promise<void> {
	await tables(transaction)
		.insertInto('self_assessment.self_rating')
		.values({ attempt_id: attemptId, moment, value: valueOf(level) })
		.onConflict((conflict) => conflict.columns(['attempt_id', 'moment']).doUpdateSet({ value: valueOf(level), saved_at: sql<Date>`now()` }))
		.execute();
}

export async function readContext(db: Queryable, attemptId: string): Promise<ContextAnswers> {
	const row = await tables(db).selectFrom('self_assessment.attempt_context').select('answers').where('attempt_id', '=', attemptId).executeTakeFirst();
	return (row?.answers ?? {}) as ContextAnswers;
}

export async function storeContext(transaction: DatabaseTransaction, attemptId: string, answers: ContextAnswers): Promise<void> {
	const text = JSON.stringify(answers);
	await tables(transaction)
		.insertInto('self_assessment.attempt_context')
		.values({ attempt_id: attemptId, answers: text })
		.onConflict((conflict) => conflict.column('attempt_id').doUpdateSet({ answers: text, saved_at: sql<Date>`now()` }))
		.execute();
}

/** Number of items answered, by attempt id. */
export async function countAnswers(db: Queryable, attemptIds: readonly string[]): Promise<Map<string, number>> {
	if (attemptIds.length === 0) return new Map();
	const rows = await tables(db)
		.selectFrom('self_assessment.answer')
		.select(({ fn }) => ['attempt_id', fn.countAll<string>().as('count')])
		.where('attempt_id', 'in', [...attemptIds])
		.where('value', 'is not', null)
		.groupBy('attempt_id')
		.execute();
	return new Map(rows.map((row) => [row.attempt_id, Number(row.count)]));
}

/** Gives all attempts of one person to another; returns how many. The transaction acts for both. */
export async function moveAttempts(transaction: DatabaseTransaction, fromPersonId: string, toPersonId: string): Promise<number> {
	const { numUpdatedRows } = await tables(transaction)
		.updateTable('self_assessment.attempt')
		.set({ person_id: toPersonId })
		.where('person_id', '=', fromPersonId)
		.executeTakeFirst();
	return Number(numUpdatedRows);
}

/** Whose of these persons' the attempt is. The transaction acts for all of them. */
export async function findOwner(transaction: DatabaseTransaction, attemptId: string, personIds: readonly string[]): Promise<string | undefined> {
	const row = await tables(transaction)
		.selectFrom('self_assessment.attempt')
		.select('person_id')
		.where('id', '=', attemptId)
		.where('person_id', 'in', [...personIds])
		.executeTakeFirst();
	return row?.person_id;
}
