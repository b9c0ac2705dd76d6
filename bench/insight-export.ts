import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { writeRows } from '../src/contexts/insight/usecases/export-rows.ts';
import { closeDatabase, insightDatabase, openDatabase } from '../src/platform/database.ts';
import { prepareDatabase } from '../src/platform/migrate.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { addPublishedWave, believableAnswers, randomNumbers, waveLayout } from '../tests/published-wave.ts';
import { describeMachine } from './machine.ts';

const limits = { rowsPerSecond: 50_000, megabytes: 200 };
const sizes = [6_350, 63_500, 635_000];

/** Answers of some thousand believable teachers, told apart and given out again and again: making each anew would be most of the work. */
const random = randomNumbers(7);
const believable = Array.from({ length: 4_000 }, () => Buffer.from(believableAnswers(random)));

async function fill(owner: pg.Client, waveId: string, school: string, persons: number): Promise<void> {
	await owner.query('delete from insight.snapshot where wave_id = $1', [waveId]);
	await owner.query(
		`insert into insight.snapshot (wave_id, organisation_id, bands, answers, local_answers, is_counted)
		select $1, $2, '{}', ($3::bytea[])[1 + number % cardinality($3::bytea[])], '\\x01', true from generate_series(1, $4::int) number`,
		[waveId, school, believable, persons]
	);
	await owner.query('analyze insight.snapshot');
}

/**
 * The file of anonymous rows, as the background job writes it, at three sizes: rows a second, and the most memory that the process had while it was
 * written. Next to it plain SQL: how long the same PostgreSQL takes to bring the same rows into another order, without giving them to anybody.
 */
export async function measure(): Promise<object> {
	const folder = mkdtempSync(path.join(tmpdir(), 'qadam-bench-'));
	const postgres = await startPostgres(folder, { fsync: 'off' });
	try {
		const url = postgres.url('qadam');
		const { logins } = await prepareDatabase(url, () => Promise.resolve());
		const owner = new pg.Client({ connectionString: url });
		await owner.connect();
		openDatabase(logins, 5);
		const wave = await addPublishedWave((statement, values) => owner.query(statement, values), { sizes: [[12]] });
		const results: object[] = [];
		for (const persons of sizes) {
			await fill(owner, wave.waveId, wave.schools[0]?.[0] ?? '', persons);
			const what = { waveId: wave.waveId, nodeId: wave.region, layout: waveLayout, shown: [], locale: 'ru' } as const;
			const before = process.memoryUsage().rss / 1024 / 1024;
			let megabytes = 0;
			const watch = setInterval(() => (megabytes = Math.max(megabytes, process.memoryUsage().rss / 1024 / 1024)), 20);
			const file = path.join(folder, 'rows.csv');
			const stream = createWriteStream(file);
			const begin = performance.now();
			let rows = 0;
			for await (const piece of writeRows(insightDatabase(), what)) {
				if (!stream.write(piece.bytes)) await once(stream, 'drain');
				rows += piece.rows;
			}
			stream.end();
			await once(stream, 'close');
			const seconds = (performance.now() - begin) / 1000;
			clearInterval(watch);
			const plainBegin = performance.now();
			await owner.query('select count(*) from (select organisation_id, answers, local_answers from insight.snapshot order by random() offset 0) rows');
			const plainSeconds = (performance.now() - plainBegin) / 1000;
			results.push({
				persons,
				rows,
				seconds: Number(seconds.toFixed(2)),
				rowsPerSecond: Math.round(rows / seconds),
				megabytesBefore: Math.round(before),
				mostMegabytes: Math.round(megabytes),
				fileMegabytes: Number((statSync(file).size / 1024 / 1024).toFixed(1)),
				plainSqlSeconds: Number(plainSeconds.toFixed(2))
			});
		}
		await owner.end();
		await closeDatabase();
		return { machine: describeMachine(), limits, results };
	} finally {
		await postgres.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}
