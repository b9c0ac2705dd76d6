import { sql } from 'kysely';
import type { DatabaseTransaction, Queryable } from '#platform/database.ts';
import type { StudyAnswers, StudyResults, StudySide } from '../domain/study-analysis.ts';

/** A study as it is stored, with its rounds. */
export interface Study {
	readonly id: string;
	readonly organisationId: string;
	readonly title: string;
	readonly question: string;
	readonly hasControl: boolean;
	readonly createdAt: Date;
	/** From then on nobody's rounds can be linked any more. */
	readonly closedAt: Date | null;
	readonly results: StudyResults | null;
	readonly analysedAt: Date | null;
	readonly beforeId: string;
	readonly afterId: string;
	readonly groups: readonly { readonly organisationId: string; readonly side: StudySide }[];
}

const columns = sql<Study>`
	study.id, study.organisation_id as "organisationId", study.title, study.question, study.has_control as "hasControl", study.created_at as "createdAt",
	study.closed_at as "closedAt", study.results, study.analysed_at as "analysedAt",
	(select wave_id from insight.study_wave where study_id = study.id and phase = 'before') as "beforeId",
	(select wave_id from insight.study_wave where study_id = study.id and phase = 'after') as "afterId",
	coalesce((
		select jsonb_agg(jsonb_build_object('organisationId', organisation_id, 'side', side)) from insight.study_group where study_id = study.id
	), '[]') as groups
`;

/** A study that the acting person may see; undefined also when there is none. */
export async function findStudy(db: Queryable, id: string): Promise<Study | undefined> {
	const { rows } = await sql<Study>`select ${columns} from insight.study where study.id = ${id}`.execute(db);
	return rows[0];
}

/** Studies of an organisation, the latest first. */
export async function listStudiesOf(db: Queryable, organisationId: string): Promise<Study[]> {
	const { rows } = await sql<Study>`
		select ${columns} from insight.study where study.organisation_id = ${organisationId} order by study.created_at desc limit 100
	`.execute(db);
	return rows;
}

/** Stores a study with its rounds and groups. Returns false when one of the waves is a round of another study. */
export async function insertStudy(
	transaction: DatabaseTransaction,
	study: Pick<Study, 'id' | 'organisationId' | 'title' | 'question' | 'hasControl' | 'beforeId' | 'afterId' | 'groups'>
): Promise<boolean> {
	await sql`
		insert into insight.study (id, organisation_id, title, question, has_control)
		values (${study.id}, ${study.organisationId}, ${study.title}, ${study.question}, ${study.hasControl})
	`.execute(transaction);
	const { rows } = await sql<{ phase: string }>`
		insert into insight.study_wave (study_id, phase, wave_id)
		values (${study.id}, 'before', ${study.beforeId}), (${study.id}, 'after', ${study.afterId})
		on conflict on constraint study_wave_wave_unique do nothing
		returning phase
	`.execute(transaction);
	await sql`
		insert into insight.study_group (study_id, organisation_id, side)
		select ${study.id}, * from unnest(
			${study.groups.map(({ organisationId }) => organisationId)}::uuid[], ${study.groups.map(({ side }) => side)}::text[]
		)
	`.execute(transaction);
	return rows.length === 2;
}

/** Destroys the key. Returns whether the study was open. */
export async function closeStoredStudy(transaction: DatabaseTransaction, id: string): Promise<boolean> {
	const { rows } = await sql<{ closed: boolean }>`select insight.close_study(${id}) as closed`.execute(transaction);
	return rows[0]?.closed === true;
}

/** By which name the acting person's answers in a wave are linked with another round; null unless a study needs that and the person agreed. */
export async function findPseudonym(transaction: DatabaseTransaction, waveId: string, personId: string): Promise<Buffer | null> {
	const { rows } = await sql<{ pseudonym: Buffer | null }>`select insight.pseudonym_for(${waveId}, ${personId}) as pseudonym`.execute(transaction);
	return rows[0]?.pseudonym ?? null;
}

/** For the job: studies whose rounds are over and that are not analysed yet. */
export async function listDueStudies(db: Queryable): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`
		select study.id from insight.study
		where study.results is null and not exists (
			select from insight.study_wave join insight.wave on wave.id = study_wave.wave_id
			where study_wave.study_id = study.id and wave.published_at is null
		)
	`.execute(db);
	return rows.map(({ id }) => id);
}

/** For the job: what was shared in a round, with the side of each, as the wave's frozen tree has it. */
export async function readStudyRound(db: Queryable, study: Pick<Study, 'id' | 'groups'>, waveId: string): Promise<StudyAnswers[]> {
	const isEverybody = study.groups.length === 0;
	const { rows } = await sql<{ side: StudySide | null; pseudonym: string | null; answers: Buffer }>`
		select snapshot.answers, encode(snapshot.pseudonym, 'hex') as pseudonym, (
			select study_group.side from insight.study_group
			where study_group.study_id = ${study.id} and study_group.organisation_id = any (wave_node.path)
			order by array_position(wave_node.path, study_group.organisation_id) desc limit 1
		) as side
		from insight.snapshot
		join insight.wave_node on wave_node.wave_id = snapshot.wave_id and wave_node.organisation_id = snapshot.organisation_id
		where snapshot.wave_id = ${waveId}
	`.execute(db);
	return rows.flatMap(({ side, pseudonym, answers }) => {
		const own = isEverybody ? 'trained' : side;
		return own === null ? [] : [{ side: own, pseudonym, answers }];
	});
}

/** For the job: stores what was found. */
export async function storeStudyResults(db: Queryable, id: string, results: StudyResults): Promise<void> {
	await sql`update insight.study set results = ${JSON.stringify(results)}::jsonb, analysed_at = now() where id = ${id}`.execute(db);
}

/** For the job: takes the pseudonyms off the answers of studies that are closed and analysed. Returns of how many answers. */
export async function clearPseudonyms(db: Queryable): Promise<number> {
	const { numAffectedRows = 0n } = await sql`
		update insight.snapshot set pseudonym = null
		from insight.study_wave join insight.study on study.id = study_wave.study_id
		where snapshot.wave_id = study_wave.wave_id and snapshot.pseudonym is not null and study.closed_at is not null and study.results is not null
	`.execute(db);
	return Number(numAffectedRows);
}
