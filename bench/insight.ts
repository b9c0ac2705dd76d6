/**
 * What the results of a wave cost over HTTP, at 6,350, 63,500 and 635,000 shared answers: of a nation by region and item, of a district by one
 * dimension, of a school; next to the same question of the nation as plain SQL over the answers, in the same run. Limits: nation 50 ms, school 20 ms
 * (p95), sharing 5 ms; and the cost grows with the answer, not with the number of answers that were shared.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { publishWave, simulateWave } from '#contexts/insight/index.ts';
import { loadPeopleContent, shippedRegions } from '#contexts/people/index.ts';
import { actingAs, type Person } from '#platform/actor.ts';
import { closeDatabase, type DatabaseTransaction, inTransaction, openDatabase } from '#platform/database.ts';
import { prepareDatabase } from '#platform/migrate.ts';
import { sql } from 'kysely';
import { hashToken, newToken } from '../src/contexts/people/domain/api-token.ts';
import { inTemporaryFolder, postgresUrl, startQadamProcess } from '../tests/qadam-process.ts';
import { HttpConnection } from './http-connection.ts';
import { describeMachine, median, quantile, round, tell } from './machine.ts';

const sizes = (process.env['BENCH_TEACHERS'] ?? '6350,63500,635000').split(',').map(Number);
const looks = 200;
const shares = 200;

async function makeAnalyst(owner: pg.Client, nationId: string): Promise<string> {
	const [personId, token] = [randomUUID(), newToken()];
	const email = `${personId}@example.org`;
	await owner.query('insert into people.account (id, name, email, email_verified) values ($1, $2, $3, true)', [personId, 'Bench', email]);
	await owner.query(`insert into people.membership (id, person_id, organisation_id, role) values ($1, $2, $3, 'analyst')`, [
		randomUUID(),
		personId,
		nationId
	]);
	await owner.query(
		`insert into people.api_token (id, person_id, name, token_hash, scopes, expires_at)
		values ($1, $2, 'bench', $3, '{read:waves}', now() + interval '1 day')`,
		[randomUUID(), personId, hashToken(token)]
	);
	return token;
}

async function measureLooks(connection: HttpConnection, token: string, path: string): Promise<{ p50: number; p95: number; kilobytes: number }> {
	const milliseconds: number[] = [];
	let bytes = 0;
	for (let number = 0; number < looks; number++) {
		const begun = performance.now();
		const { status, body } = await connection.request('GET', path, { Authorization: `Bearer ${token}` });
		if (status !== 200) throw new Error(`${path}: ${status} ${body.toString()}`);
		milliseconds.push(performance.now() - begun);
		bytes = body.length;
	}
	// The first ones find statements that are not prepared yet.
	const warm = milliseconds.slice(20);
	return { p50: round(median(warm), 1), p95: round(quantile(warm, 0.95), 1), kilobytes: round(bytes / 1_024) };
}

/** How many gave which answer to each item, by region: what the national result tells, asked of the answers themselves. */
async function measurePlainSql(owner: pg.Client, waveId: string): Promise<number> {
	const begun = performance.now();
	await owner.query(
		`select node.path[2] as region, item, get_byte(snapshot.answers, item) as answer, count(*)
		from insight.snapshot
		join insight.wave_node node on node.wave_id = snapshot.wave_id and node.organisation_id = snapshot.organisation_id
		cross join generate_series(0, 31) as item
		where snapshot.wave_id = $1
		group by 1, 2, 3`,
		[waveId]
	);
	return performance.now() - begun;
}

/** What sharing adds to submitting: one statement in a transaction that is on the disk when it is answered, over HTTP or not. */
async function measureSharing(owner: pg.Client, waveId: string, school: string): Promise<{ p50: number; p95: number }> {
	const open = randomUUID();
	await owner.query(
		`insert into insight.wave
			(id, organisation_id, organisation_path, title, instrument_id, instrument_version, dimensions, state, opens_on, closes_on, opened_at)
		select $1, organisation_id, organisation_path, 'open', instrument_id, instrument_version, dimensions, 'open', current_date, current_date, now()
		from insight.wave where id = $2`,
		[open, waveId]
	);
	await owner.query(
		`insert into insight.wave_node (wave_id, organisation_id, parent_id, path, kind, code, name)
		select $1, organisation_id, parent_id, path, kind, code, name from insight.wave_node where wave_id = $2`,
		[open, waveId]
	);
	const milliseconds: number[] = [];
	const share = (transaction: DatabaseTransaction, person: Person) =>
		sql`select insight.share_answers(${open}, ${person.personId}, '{a,b,c,d}', ${Buffer.alloc(32, 3)}, '', null) as outcome`.execute(transaction);
	for (let number = 0; number < shares; number++) {
		const person: Person = { kind: 'person', personId: randomUUID(), requestId: 'bench' };
		await owner.query(
			`insert into insight.participation (wave_id, person_id, organisation_id, attempt_id, finished_at) values ($1, $2, $3, $4, now())`,
			[open, person.personId, school, randomUUID()]
		);
		const begun = performance.now();
		const { rows } = await inTransaction(actingAs(person), (transaction) => share(transaction, person));
		milliseconds.push(performance.now() - begun);
		if ((rows[0] as { outcome: string } | undefined)?.outcome !== 'shared') throw new Error('Nothing was shared');
	}
	return { p50: round(median(milliseconds), 2), p95: round(quantile(milliseconds, 0.95), 2) };
}

function peakMegabytes(processId: number | undefined): number {
	return round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1]) / 1_024);
}

async function measureSize(owner: pg.Client, connection: HttpConnection, teachers: number): Promise<object> {
	const begun = performance.now();
	const seconds = () => round((performance.now() - begun) / 1_000, 1);
	tell(`Making ${teachers} teachers`);
	const { waveId, nationId } = await simulateWave(owner, { teachers, regions: await shippedRegions(), tell: () => undefined });
	const madeSeconds = seconds();
	tell('Counting and publishing');
	await publishWave(waveId);
	const publishSeconds = round(seconds() - madeSeconds, 1);
	await owner.query('vacuum analyze insight.snapshot, insight.cell, insight.shown_table');
	const token = await makeAnalyst(owner, nationId);
	const { rows } = await owner.query<{ school: string; district: string }>(
		`select cell.organisation_id as school, node.parent_id as district
		from insight.shown_table cell join insight.wave_node node on node.wave_id = cell.wave_id and node.organisation_id = cell.organisation_id
		where cell.wave_id = $1 and node.kind = 'school' and cell.dimensions = '' limit 1`,
		[waveId]
	);
	const { school = '', district = '' } = rows[0] ?? {};
	const path = `/api/v1/waves/${waveId}/results`;
	tell('Looking');
	return {
		teachers,
		madeSeconds,
		publishSeconds,
		nationByRegionMs: await measureLooks(connection, token, path),
		nationByAgeMs: await measureLooks(connection, token, `${path}?by=age_band`),
		districtBySchoolMs: await measureLooks(connection, token, `${path}?node=${district}`),
		schoolMs: await measureLooks(connection, token, `${path}?node=${school}`),
		nationByRegionPlainSqlMs: round(await measurePlainSql(owner, waveId)),
		sharingMs: await measureSharing(owner, waveId, school)
	};
}

export async function measure(): Promise<object> {
	return inTemporaryFolder(async (folder) => {
		const qadam = await startQadamProcess({ QADAM_DATA: folder, QADAM_JOBS: 'off' });
		const url = postgresUrl(folder);
		const owner = new pg.Client({ connectionString: url });
		try {
			const { logins } = await prepareDatabase(url, loadPeopleContent);
			openDatabase(logins, 3);
			await owner.connect();
			const connection = await HttpConnection.open(qadam.port);
			const measured: object[] = [];
			for (const teachers of sizes) measured.push(await measureSize(owner, connection, teachers));
			connection.close();
			return {
				measured,
				serverPeakMegabytes: peakMegabytes(qadam.child.pid),
				countingPeakMegabytes: peakMegabytes(process.pid),
				limits: { nationByRegionMs: 50, schoolMs: 20, sharingMs: 5 },
				...describeMachine()
			};
		} finally {
			await owner.end();
			await closeDatabase();
			await qadam.stop();
		}
	});
}
