import { randomUUID } from 'node:crypto';
import type { Role } from '#contexts/people/index.ts';
import { currentInstrument } from '#contexts/self-assessment/index.ts';
import type { Person } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import type { CountedNode } from '../domain/count-shared.ts';
import type { MeasureLayout } from '../domain/measures.ts';
import { layoutWith } from './wave-layout.ts';

/** Rows as the owner of the database sees and writes them (`look` of `useDatabase`). */
type Look = <Row extends Record<string, unknown>>(statement: string, values?: unknown[]) => Promise<Row[]>;

/** What somebody shares in a test. */
export interface SharedInTest {
	readonly organisationId: string;
	readonly bands: readonly string[];
	/** One byte for each item. */
	readonly answers: Uint8Array;
}

/** For tests: a wave with its frozen tree, the root first, and what was shared in it; `state` is `open` or `closed`. */
export async function insertWave(
	look: Look,
	{ nodes, dimensions, minimumSize = 10, state = 'closed', previousId = null, shared = [] }: {
		readonly nodes: readonly CountedNode[];
		readonly dimensions: readonly string[];
		readonly minimumSize?: number;
		readonly state?: 'open' | 'closed';
		readonly previousId?: string | null;
		readonly shared?: readonly SharedInTest[];
	}
): Promise<{ waveId: string; layout: MeasureLayout }> {
	const instrument = await currentInstrument('selfie-kz');
	const waveId = randomUUID();
	const root = nodes[0]?.id;
	await look(
		`insert into insight.wave (id, organisation_id, organisation_path, title, instrument_id, instrument_version, state, opens_on, closes_on,
			minimum_size, dimensions, previous_id, opened_at, closed_at)
		values ($1, $2, array[$2::uuid], 'Wave', $3, $4, $5, '2026-09-01', '2026-10-01', $6, $7, $8, now(), case when $5 = 'closed' then now() end)`,
		[waveId, root, instrument.id, instrument.version, state, minimumSize, dimensions, previousId]
	);
	const rows = nodes.map((node) => ({ ...node, name: { kk: node.kind, ru: node.kind, en: node.kind } }));
	await look(
		`insert into insight.wave_node (wave_id, organisation_id, parent_id, path, kind, name)
		select $1, id, "parentId", array(select jsonb_array_elements_text(path)::uuid), kind, name
		from jsonb_to_recordset($2::jsonb) as t (id uuid, "parentId" uuid, path jsonb, kind text, name jsonb)`,
		[waveId, JSON.stringify(rows)]
	);
	await share(look, waveId, shared);
	return { waveId, layout: layoutWith(instrument, []) };
}

/** Adds shared answers as `insight.share_answers` does. */
export async function share(look: Look, waveId: string, shared: readonly SharedInTest[]): Promise<void> {
	const rows = shared.map(({ organisationId, bands, answers }) => ({ organisationId, bands, answers: Buffer.from(answers).toString('hex') }));
	await look(
		`insert into insight.snapshot (wave_id, organisation_id, bands, answers, local_answers)
		select $1, "organisationId", array(select jsonb_array_elements_text(bands)), decode(answers, 'hex'), ''
		from jsonb_to_recordset($2::jsonb) as t ("organisationId" uuid, bands jsonb, answers text)`,
		[waveId, JSON.stringify(rows)]
	);
}

/** For tests: somebody with an account, and with a role where one is given; `organisationId` null: everywhere. */
export async function insertPerson(look: Look, role?: Role, organisationId: string | null = null): Promise<Person> {
	const personId = randomUUID();
	const email = `${personId}@example.org`;
	await look('insert into people.account (id, name, email, email_verified) values ($1, $2, $3, true)', [personId, 'Test', email]);
	if (role !== undefined)
		await look('insert into people.membership (id, person_id, organisation_id, role) values ($1, $2, $3, $4)', [
			randomUUID(),
			personId,
			organisationId,
			role
		]);
	return { kind: 'person', personId, requestId: 'test', account: { name: 'Test', email } };
}

/** For tests: the code of the expected failure; `none` when the work succeeds. */
export async function codeOfFailure(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'none';
	} catch (error) {
		if (error instanceof DomainError) return error.code;
		throw error;
	}
}
