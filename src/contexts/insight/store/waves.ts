import { sql } from 'kysely';
import { database, type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import type { LocalText } from '#platform/locale.ts';
import type { WaveQuestion, WaveState } from '../domain/results.ts';
import type { Wave, WaveFields } from '../domain/wave.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** Columns of a row, as `Wave` names them; the table is called `wave`. */
const columns = sql<Wave>`
	wave.id, wave.organisation_id as "organisationId", wave.organisation_path as "organisationPath", wave.title, wave.message, wave.audience, wave.state,
	wave.opens_on as "opensOn", wave.closes_on as "closesOn", wave.opened_at as "openedAt", wave.closed_at as "closedAt",
	wave.published_at as "publishedAt", wave.minimum_size as "minimumSize", wave.dimensions, wave.instrument_id as "instrumentId",
	wave.instrument_version as "instrumentVersion", wave.previous_id as "previousId",
	coalesce((
		select jsonb_agg(jsonb_build_object('position', position, 'text', text, 'options', options) order by position)
		from insight.wave_question where wave_question.wave_id = wave.id
	), '[]') as questions
`;

/** A wave that the acting person may see; undefined also when there is none. */
export async function findWave(db: Queryable, id: string): Promise<Wave | undefined> {
	const { rows } = await sql<Wave>`select ${columns} from insight.wave where id = ${id}`.execute(db);
	return rows[0];
}

/** As `findWave`, and nobody else changes it until the transaction ends. Only for whoever may manage it. */
export async function lockWave(transaction: DatabaseTransaction, id: string): Promise<Wave | undefined> {
	const { rows } = await sql<{ id: string }>`select id from insight.wave where id = ${id} for update`.execute(transaction);
	return rows.length === 0 ? undefined : findWave(transaction, id);
}

/** A wave in a list, with its number of participants. */
export interface ListedWave extends Wave {
	/** How many organisations take part; 0 before it opens. */
	readonly places: number;
}

/** Waves that the acting person may see: of an organisation itself (`own`), or in which it takes part (`joined`); the latest first. */
export async function listWaves(
	db: Queryable,
	organisationId: string,
	which: 'own' | 'joined',
	{ offset, limit }: { readonly offset: number; readonly limit: number }
): Promise<{ waves: ListedWave[]; total: number }> {
	const condition =
		which === 'own'
			? sql`wave.organisation_id = ${organisationId}`
			: sql`wave.organisation_id <> ${organisationId}
				and exists (select from insight.wave_node node where node.wave_id = wave.id and node.organisation_id = ${organisationId})`;
	const { rows } = await sql<ListedWave & { total: number }>`
		select ${columns}, (select count(*)::int from insight.wave_node node where node.wave_id = wave.id) as places, count(*) over ()::int as total
		from insight.wave
		where ${condition}
		order by array_position(array['open', 'draft', 'closed', 'archived'], wave.state), wave.opens_on desc, wave.id desc
		limit ${limit} offset ${offset}
	`.execute(db);
	return { waves: rows.map(({ total: _total, ...wave }) => wave), total: rows[0]?.total ?? 0 };
}

/** Chosen organisations of a wave, each with all below it. */
export async function listScope(db: Queryable, waveId: string): Promise<string[]> {
	const rows = await tables(db).selectFrom('insight.wave_scope').select('organisation_id').where('wave_id', '=', waveId).execute();
	return rows.map((row) => row.organisation_id);
}

export interface NewWave {
	readonly id: string;
	readonly organisationId: string;
	readonly organisationPath: readonly string[];
	readonly instrumentId: string;
	readonly instrumentVersion: string;
	readonly previousId: string | null;
	readonly fields: WaveFields;
}

const valuesOf = (fields: WaveFields) => ({
	title: fields.title,
	message: fields.message,
	audience: fields.audience,
	opens_on: fields.opensOn,
	closes_on: fields.closesOn,
	minimum_size: fields.minimumSize,
	dimensions: [...fields.dimensions]
});

export async function insertWave(transaction: DatabaseTransaction, wave: NewWave): Promise<void> {
	await tables(transaction)
		.insertInto('insight.wave')
		.values({
			id: wave.id,
			organisation_id: wave.organisationId,
			organisation_path: [...wave.organisationPath],
			instrument_id: wave.instrumentId,
			instrument_version: wave.instrumentVersion,
			previous_id: wave.previousId,
			...valuesOf(wave.fields)
		})
		.execute();
	await replaceParts(transaction, wave.id, wave.fields);
}

/** Changes a draft. */
export async function updateWave(transaction: DatabaseTransaction, waveId: string, fields: WaveFields): Promise<void> {
	await tables(transaction).updateTable('insight.wave').set(valuesOf(fields)).where('id', '=', waveId).execute();
	await replaceParts(transaction, waveId, fields);
}

async function replaceParts(transaction: DatabaseTransaction, waveId: string, { scope, questions }: WaveFields): Promise<void> {
	await tables(transaction).deleteFrom('insight.wave_scope').where('wave_id', '=', waveId).execute();
	await tables(transaction).deleteFrom('insight.wave_question').where('wave_id', '=', waveId).execute();
	await tables(transaction)
		.insertInto('insight.wave_scope')
		.values(scope.map((organisationId) => ({ wave_id: waveId, organisation_id: organisationId })))
		.execute();
	if (questions.length > 0) await insertQuestions(transaction, waveId, questions);
}

async function insertQuestions(transaction: DatabaseTransaction, waveId: string, questions: readonly WaveQuestion[]): Promise<void> {
	await tables(transaction)
		.insertInto('insight.wave_question')
		.values(
			questions.map(({ position, text, options }) => ({
				wave_id: waveId,
				position,
				text: JSON.stringify(text),
				options: JSON.stringify(options)
			}))
		)
		.execute();
}

/** What may change of an open wave. */
export async function updateOpenWave(
	transaction: DatabaseTransaction,
	waveId: string,
	{ message, closesOn }: { readonly message: string; readonly closesOn: string }
): Promise<void> {
	await tables(transaction).updateTable('insight.wave').set({ message, closes_on: closesOn }).where('id', '=', waveId).execute();
}

/** Notes a new state with its moment; an opened wave also where it lies now, and its first day. */
export async function updateState(
	transaction: DatabaseTransaction,
	waveId: string,
	state: WaveState,
	opened?: { readonly organisationPath: readonly string[]; readonly opensOn: string }
): Promise<void> {
	const now = sql<Date>`now()`;
	await tables(transaction)
		.updateTable('insight.wave')
		.set({
			state,
			...(state === 'open' && opened ? { opened_at: now, organisation_path: [...opened.organisationPath], opens_on: opened.opensOn } : {}),
			...(state === 'closed' ? { closed_at: now } : {}),
			...(state === 'archived' ? { archived_at: now } : {})
		})
		.where('id', '=', waveId)
		.execute();
}

export async function deleteWave(transaction: DatabaseTransaction, waveId: string): Promise<void> {
	await tables(transaction).deleteFrom('insight.wave').where('id', '=', waveId).execute();
}

/** An organisation in the frozen tree of a wave. */
export interface WaveNode {
	readonly id: string;
	readonly parentId: string | null;
	/** From the root of the wave to itself. */
	readonly path: readonly string[];
	readonly kind: string;
	readonly code: string | null;
	readonly name: LocalText;
}

/** Freezes the tree, in one statement. */
export async function insertNodes(transaction: DatabaseTransaction, waveId: string, nodes: readonly WaveNode[]): Promise<void> {
	await sql`
		insert into insight.wave_node (wave_id, organisation_id, parent_id, path, kind, code, name)
		select ${waveId}::uuid, id, "parentId", array(select jsonb_array_elements_text(path)::uuid), kind, code, name
		from jsonb_to_recordset(${JSON.stringify(nodes)}::jsonb)
			as t (id uuid, "parentId" uuid, path jsonb, kind text, code text, name jsonb)
	`.execute(transaction);
}

/** Gives codes to organisations of a wave; returns those whose code is another's already. */
export async function insertCodes(
	transaction: DatabaseTransaction,
	waveId: string,
	codes: readonly { readonly organisationId: string; readonly code: string }[]
): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`
		insert into insight.wave_code (code, wave_id, organisation_id)
		select code, ${waveId}::uuid, "organisationId"
		from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as t ("organisationId" uuid, code text)
		on conflict (code) do nothing
		returning organisation_id as id
	`.execute(transaction);
	const stored = new Set(rows.map(({ id }) => id));
	return codes.map(({ organisationId }) => organisationId).filter((id) => !stored.has(id));
}

const nodeColumns = sql<WaveNode>`node.organisation_id as id, node.parent_id as "parentId", node.path, node.kind, node.code, node.name`;

/** A node of a wave with its code for joining. */
export interface CodedNode extends WaveNode {
	readonly joinCode: string;
	/** How many nodes lie below it, at any depth. */
	readonly below: number;
}

/** One node of a wave that the acting person may see. */
export async function findNode(db: Queryable, waveId: string, nodeId: string): Promise<CodedNode | undefined> {
	const { rows } = await sql<CodedNode>`
		select ${nodeColumns}, wave_code.code as "joinCode", (
			select count(*)::int from insight.wave_node other
			where other.wave_id = node.wave_id and node.organisation_id = any (other.path) and other.organisation_id <> node.organisation_id
		) as below
		from insight.wave_node node
		join insight.wave_code on wave_code.wave_id = node.wave_id and wave_code.organisation_id = node.organisation_id
		where node.wave_id = ${waveId} and node.organisation_id = ${nodeId}
	`.execute(db);
	return rows[0];
}

/** Nodes of a wave by their ids. */
export async function listNodes(db: Queryable, waveId: string, ids: readonly string[]): Promise<WaveNode[]> {
	const { rows } = await sql<WaveNode>`
		select ${nodeColumns} from insight.wave_node node where node.wave_id = ${waveId} and node.organisation_id = any (${ids}::uuid[])
	`.execute(db);
	return rows;
}

/** Nodes directly below one. */
export async function listChildren(db: Queryable, waveId: string, nodeId: string): Promise<WaveNode[]> {
	const { rows } = await sql<WaveNode>`
		select ${nodeColumns} from insight.wave_node node where node.wave_id = ${waveId} and node.parent_id = ${nodeId}
		order by coalesce(nullif(node.name ->> 'kk', ''), node.name ->> 'ru') collate people.order_kk, node.organisation_id
	`.execute(db);
	return rows;
}

/** Which nodes of the wave the acting person may look from by a right: the highest ones. */
export async function listViewpoints(db: Queryable, wave: Pick<Wave, 'id' | 'organisationId'>): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`
		select node.organisation_id as id
		from insight.wave_node node
		join insight.wave on wave.id = node.wave_id
		where node.wave_id = ${wave.id} and (
			exists (
				select from people.organisations_held('wave.view') as held (id)
				where held.id = node.organisation_id
					or (node.parent_id is null and (held.id is null or held.id = any (wave.organisation_path)))
			)
		)
		order by cardinality(node.path), node.organisation_id
	`.execute(db);
	return rows.map(({ id }) => id);
}

/** How many joined and finished on a day, at one organisation. */
export interface CompletionRow {
	readonly organisationId: string;
	readonly day: string;
	readonly joined: number;
	readonly finished: number;
}

/** Completion at a node and below; nothing for whoever may not see it. */
export async function readCompletion(db: Queryable, waveId: string, nodeId: string): Promise<CompletionRow[]> {
	const { rows } = await sql<CompletionRow>`
		select organisation_id as "organisationId", day::text, joined, finished from insight.completion(${waveId}::uuid, ${nodeId}::uuid) order by day
	`.execute(db);
	return rows;
}

/** Open waves whose last day is over. */
export async function listDueWaves(): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`select id from insight.due_waves() as t (id)`.execute(database());
	return rows.map(({ id }) => id);
}

/** Closes a wave whose last day is over; false when it was not due. */
export async function closeDueWave(transaction: DatabaseTransaction, waveId: string): Promise<boolean> {
	const { rows } = await sql<{ closed: boolean }>`select insight.close_due(${waveId}::uuid) as closed`.execute(transaction);
	return rows[0]?.closed === true;
}
