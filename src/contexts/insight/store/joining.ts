import { sql } from 'kysely';
import { type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import type { LocalText } from '#platform/locale.ts';
import type { WaveState } from '../domain/results.ts';
import type { Participation } from './participations.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** What everybody who has a code may know of its wave. */
export interface OfferedWave {
	readonly id: string;
	readonly title: string;
	readonly message: string;
	readonly state: WaveState;
	readonly opensOn: string;
	readonly closesOn: string;
	readonly instrumentId: string;
	readonly instrumentVersion: string;
	readonly minimumSize: number;
	readonly dimensions: readonly string[];
	/** Who asks. */
	readonly organisationId: string;
	readonly organisationName: LocalText;
	/** Whose code it is: the wave's, or one school's in it. */
	readonly placeId: string;
	readonly placeName: LocalText;
}

/** The wave of a code; undefined for a wrong one. */
export async function findOffer(db: Queryable, code: string): Promise<OfferedWave | undefined> {
	const { rows } = await sql<OfferedWave>`
		select id, title, message, state, opens_on as "opensOn", closes_on as "closesOn", instrument_id as "instrumentId",
			instrument_version as "instrumentVersion", minimum_size as "minimumSize", dimensions, organisation_id as "organisationId",
			organisation_name as "organisationName", code_organisation_id as "placeId", code_organisation_name as "placeName"
		from insight.wave_head(${code})
	`.execute(db);
	return rows[0];
}

/** An organisation that one joins a wave at. */
export interface Place {
	readonly id: string;
	readonly name: LocalText;
	readonly kind: string;
	/** Where it lies, if that tells anything. */
	readonly above: LocalText | null;
}

/** Places of a code, by words of their names; at most `limit`, and how many there are in all. */
export async function findPlaces(db: Queryable, code: string, query: string, limit: number): Promise<{ places: Place[]; total: number }> {
	const { rows } = await sql<Place & { total: number }>`
		select organisation_id as id, name, kind, above, total from insight.find_places(${code}, ${query}, ${limit}::int)
	`.execute(db);
	return { places: rows.map(({ total: _total, ...place }) => place), total: rows[0]?.total ?? 0 };
}

const columns = sql<Participation>`
	participation.wave_id as "waveId", participation.organisation_id as "organisationId", participation.joined_at as "joinedAt",
	participation.attempt_id as "attemptId", participation.finished_at as "finishedAt", participation.decision
`;

/** How far the person is in the wave, kept from changing until the transaction ends. */
export async function lockParticipation(transaction: DatabaseTransaction, waveId: string, personId: string): Promise<Participation | undefined> {
	const { rows } = await sql<Participation>`
		select ${columns} from insight.participation where wave_id = ${waveId} and person_id = ${personId} for update
	`.execute(transaction);
	return rows[0];
}

/** With which attempt somebody takes part, where. */
export interface Joining {
	readonly waveId: string;
	readonly personId: string;
	readonly organisationId: string;
	readonly attemptId: string;
	readonly isFinished: boolean;
}

/** Notes that the person takes part; false when they did already. */
export async function insertParticipation(
	transaction: DatabaseTransaction,
	row: Joining
): Promise<boolean> {
	const { rows } = await sql`
		insert into insight.participation (wave_id, person_id, organisation_id, attempt_id, finished_at)
		values (${row.waveId}, ${row.personId}, ${row.organisationId}, ${row.attemptId}, case when ${row.isFinished} then now() end)
		on conflict (wave_id, person_id) do nothing
		returning wave_id
	`.execute(transaction);
	return rows.length > 0;
}

/** The attempt that the person takes part with from now on. */
export async function updateAttempt(
	transaction: DatabaseTransaction,
	row: Joining
): Promise<void> {
	await tables(transaction)
		.updateTable('insight.participation')
		.set({
			organisation_id: row.organisationId,
			attempt_id: row.attemptId,
			finished_at: row.isFinished ? sql<Date>`coalesce(finished_at, now())` : null
		})
		.where('wave_id', '=', row.waveId)
		.where('person_id', '=', row.personId)
		.execute();
}

/** Notes that an attempt is submitted, in whatever open waves the person takes part with it. Returns how many. */
export async function finishWith(transaction: DatabaseTransaction, personId: string, attemptId: string): Promise<number> {
	const { numUpdatedRows } = await tables(transaction)
		.updateTable('insight.participation')
		.set({ finished_at: sql<Date>`now()` })
		.where('person_id', '=', personId)
		.where('attempt_id', '=', attemptId)
		.where('finished_at', 'is', null)
		.executeTakeFirst();
	return Number(numUpdatedRows);
}

/** Takes back that the person takes part; not once something was shared. Returns false when there was nothing to take back. */
export async function deleteParticipation(transaction: DatabaseTransaction, waveId: string, personId: string): Promise<boolean> {
	const { rows } = await sql`
		delete from insight.participation where wave_id = ${waveId} and person_id = ${personId} and decision is distinct from 'shared' returning wave_id
	`.execute(transaction);
	return rows.length > 0;
}

export interface SharedAnswersRow {
	readonly waveId: string;
	readonly personId: string;
	readonly bands: readonly string[];
	readonly answers: Uint8Array;
	readonly localAnswers: Uint8Array;
}

export type ShareOutcome = 'shared' | 'unknown' | 'not_open' | 'not_finished' | 'again' | 'attempt_used';

/** Adds the snapshot and notes that it was shared, in one step (`insight.share_answers`). */
export async function shareSnapshot(transaction: DatabaseTransaction, row: SharedAnswersRow): Promise<ShareOutcome> {
	const { rows } = await sql<{ outcome: ShareOutcome }>`
		select insight.share_answers(${row.waveId}::uuid, ${row.personId}::uuid, ${row.bands}::text[], ${Buffer.from(row.answers)},
			${Buffer.from(row.localAnswers)}, null) as outcome
	`.execute(transaction);
	return rows[0]?.outcome ?? 'unknown';
}

/** Notes that the person does not share; false once something was shared, or before the attempt is finished. */
export async function declineSharing(transaction: DatabaseTransaction, waveId: string, personId: string): Promise<boolean> {
	const { rows } = await sql<{ done: boolean }>`select insight.decline_sharing(${waveId}::uuid, ${personId}::uuid) as done`.execute(transaction);
	return rows[0]?.done === true;
}

/** Gives the waves of a guest to an account; the transaction acts for both. */
export async function moveParticipations(transaction: DatabaseTransaction, guestId: string, personId: string): Promise<number> {
	const { rows } = await sql<{ moved: number }>`
		select insight.move_participations(${guestId}::uuid, ${personId}::uuid) as moved
	`.execute(transaction);
	return rows[0]?.moved ?? 0;
}

/** Stops reminders by the token of a letter; false for a wrong one. */
export async function stopByToken(db: Queryable, token: string): Promise<boolean> {
	const { rows } = await sql<{ done: boolean }>`select insight.stop_reminders(${token}::uuid) as done`.execute(db);
	return rows[0]?.done === true;
}

/** A wave that a person takes part in, with what is shown of it on their pages. */
export interface OwnWave extends Participation {
	readonly title: string;
	readonly state: WaveState;
	readonly closesOn: string;
	readonly publishedAt: Date | null;
	readonly organisationName: LocalText;
	readonly placeName: LocalText;
	/** For joining again with another attempt. */
	readonly code: string;
}

/** Waves of a person, of one attempt alone where it is named; open ones first, then the latest. */
export async function listOwnWaves(db: Queryable, personId: string, attemptId?: string): Promise<OwnWave[]> {
	const { rows } = await sql<OwnWave>`
		select ${columns}, wave.title, wave.state, wave.closes_on as "closesOn", wave.published_at as "publishedAt",
			root.name as "organisationName", node.name as "placeName", wave_code.code
		from insight.participation
		join insight.wave on wave.id = participation.wave_id
		join insight.wave_node root on root.wave_id = wave.id and root.organisation_id = wave.organisation_id
		join insight.wave_node node on node.wave_id = wave.id and node.organisation_id = participation.organisation_id
		join insight.wave_code on wave_code.wave_id = wave.id and wave_code.organisation_id = participation.organisation_id
		where participation.person_id = ${personId} ${attemptId === undefined ? sql`` : sql`and participation.attempt_id = ${attemptId}`}
		order by wave.state <> 'open', participation.joined_at desc
	`.execute(db);
	return rows;
}
