import type pg from 'pg';
import type { CountedNode } from '../domain/count-shared.ts';
import type { NodeHead } from '../domain/results.ts';

/** What a simulation writes, as owner of the database: nobody acts, and nobody is in it. */

export interface SimulatedWave {
	readonly id: string;
	readonly organisationId: string;
	readonly organisationPath: readonly string[];
	readonly title: string;
	readonly instrumentId: string;
	readonly instrumentVersion: string;
	readonly dimensions: readonly string[];
	readonly previousId: string | null;
}

/** The newest published wave of a simulation with this title beginning. */
export async function findLatestWave(
	owner: pg.ClientBase,
	organisationId: string,
	title: string
): Promise<{ id: string; rounds: number } | undefined> {
	const { rows } = await owner.query<{ id: string; rounds: number }>(
		`select id, count(*) over ()::integer as rounds from insight.wave
		where organisation_id = $1 and starts_with(title, $2) and published_at is not null
		order by created_at desc limit 1`,
		[organisationId, title]
	);
	return rows[0];
}

export async function insertSimulatedWave(owner: pg.ClientBase, wave: SimulatedWave): Promise<void> {
	await owner.query(
		`insert into insight.wave (id, organisation_id, organisation_path, title, instrument_id, instrument_version, dimensions, previous_id, state,
			opens_on, closes_on, opened_at, closed_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, 'closed', current_date - 21, current_date - 1, now() - interval '21 days', now())`,
		[
			wave.id,
			wave.organisationId,
			wave.organisationPath,
			wave.title,
			wave.instrumentId,
			wave.instrumentVersion,
			wave.dimensions,
			wave.previousId
		]
	);
	await owner.query('insert into insight.wave_scope (wave_id, organisation_id) values ($1, $2)', [wave.id, wave.organisationId]);
}

export type SimulatedNode = CountedNode & Pick<NodeHead, 'name' | 'code'> & { readonly joinCode: string };

export async function insertSimulatedNodes(owner: pg.ClientBase, waveId: string, nodes: readonly SimulatedNode[]): Promise<void> {
	await owner.query(
		`with node as (
			select * from jsonb_to_recordset($2::jsonb) as t (id uuid, "parentId" uuid, path jsonb, kind text, code text, name jsonb, "joinCode" text)
		), placed as (
			insert into insight.wave_node (wave_id, organisation_id, parent_id, path, kind, code, name)
			select $1, id, "parentId", array(select jsonb_array_elements_text(path)::uuid), kind, code, name from node
		)
		insert into insight.wave_code (code, wave_id, organisation_id) select "joinCode", $1, id from node on conflict do nothing`,
		[waveId, JSON.stringify(nodes)]
	);
}

export interface SimulatedRow {
	readonly organisationId: string;
	readonly bands: readonly string[];
	readonly answers: Uint8Array;
}

/** Adds what is shared, and for each place that so many took part (some of them without sharing). */
export async function insertSimulatedRows(owner: pg.ClientBase, waveId: string, rows: readonly SimulatedRow[]): Promise<void> {
	await owner.query(
		`insert into insight.snapshot (wave_id, organisation_id, bands, answers, local_answers)
		select $1, organisation_id, string_to_array(bands, ','), decode(answers, 'hex'), ''
		from unnest($2::uuid[], $3::text[], $4::text[]) as t (organisation_id, bands, answers)`,
		[
			waveId,
			rows.map(({ organisationId }) => organisationId),
			rows.map(({ bands }) => bands.join(',')),
			rows.map(({ answers }) => Buffer.from(answers.buffer, answers.byteOffset, answers.length).toString('hex'))
		]
	);
}

/** That somebody took part at these places, in days that lie in the last three weeks; whoever it was is made up. */
export async function insertSimulatedParticipations(
	owner: pg.ClientBase,
	waveId: string,
	places: readonly { readonly organisationId: string; readonly shared: number; readonly others: number }[]
): Promise<void> {
	await owner.query(
		`insert into insight.participation (wave_id, person_id, organisation_id, joined_at, attempt_id, finished_at, decision)
		select $1, gen_random_uuid(), organisation_id, joined, case when shares then gen_random_uuid() end,
			case when shares then joined + interval '25 minutes' end, case when shares then 'shared' end
		from (
			select place."organisationId" as organisation_id, number <= place.shared as shares,
				now() - interval '1 day' - interval '19 days' * power(random(), 0.7) as joined
			from jsonb_to_recordset($2::jsonb) as place ("organisationId" uuid, shared integer, others integer)
			cross join lateral generate_series(1, place.shared + place.others) as number
		) as taking_part`,
		[waveId, JSON.stringify(places)]
	);
}
