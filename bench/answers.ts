/**
 * How many answers a second are stored durably over HTTP, next to what the same PostgreSQL takes from the same driver without Qadam, in the same run.
 * Aims on two cores: ratio >= 0.4; >= 100 whole assessments a second, then 200.
 */
import pg from 'pg';
import { inTemporaryFolder, postgresUrl, startQadamProcess } from '../tests/qadam-process.ts';
import { HttpConnection } from './http-connection.ts';
import { describeMachine, median, quantile, round, tell } from './machine.ts';
import { answerAll, answerItem, listItems, startAttempt, submitAttempt, type OpenAttempt } from './taking.ts';

const concurrency = 20;
/** Connections to PostgreSQL that Qadam opens unless it is told otherwise. */
const serverConnections = 10;
const rounds = 5;
const secondsPerRound = 3;
/** Enough that a round inserts answers and does not change them. */
const attemptsPerRound = 600;

interface Rate {
	readonly perSecond: number;
	readonly milliseconds: readonly number[];
}

/** Repeats `act` on each of the workers, one act at a time, for the length of a round. */
async function rateOf<Worker>(workers: readonly Worker[], act: (worker: Worker) => Promise<unknown>): Promise<Rate> {
	const milliseconds: number[] = [];
	const begun = performance.now();
	const end = begun + secondsPerRound * 1_000;
	await Promise.all(
		workers.map(async (worker) => {
			for (let now = performance.now(); now < end; ) {
				await act(worker);
				const done = performance.now();
				milliseconds.push(done - now);
				now = done;
			}
		})
	);
	return { perSecond: (milliseconds.length / (performance.now() - begun)) * 1_000, milliseconds };
}

async function measureAnswers(connections: readonly HttpConnection[], items: readonly string[]): Promise<Rate> {
	const attempts: OpenAttempt[] = [];
	await Promise.all(connections.map(async (connection) => {
		while (attempts.length < attemptsPerRound) attempts.push(await startAttempt(connection));
	}));
	let next = 0;
	return rateOf(connections, (connection) => {
		const number = next++;
		const attempt = attempts[Math.floor(number / items.length) % attempts.length] as OpenAttempt;
		return answerItem(connection, attempt, items[number % items.length] as string, number);
	});
}

async function measureAssessments(connections: readonly HttpConnection[], items: readonly string[]): Promise<Rate> {
	return rateOf(connections, async (connection) => {
		const attempt = await startAttempt(connection);
		for (const [number, item] of items.entries()) await answerItem(connection, attempt, item, number);
		await submitAttempt(connection, attempt);
	});
}

/** Assessments that were answered without a line: all answers come in one request when it is back. */
async function measureLateAssessments(connections: readonly HttpConnection[], items: readonly string[]): Promise<Rate> {
	return rateOf(connections, async (connection) => {
		const attempt = await startAttempt(connection);
		await answerAll(connection, attempt, items);
		await submitAttempt(connection, attempt);
	});
}

/** Rows of the size of an answer into a plain table, each in a transaction of its own that is on the disk when it is answered. */
async function measureRawInserts(url: string, connections: number): Promise<Rate> {
	const clients = await Promise.all(
		Array.from({ length: connections }, async () => {
			const client = new pg.Client({ connectionString: url });
			await client.connect();
			return client;
		})
	);
	const attempt = '01900000-0000-7000-8000-000000000000';
	let next = 0;
	try {
		return await rateOf(clients, (client) =>
			client.query('insert into raw_answer (attempt_id, item, value, answered_at) values ($1, $2, $3, $4)', [attempt, '1.1.1', next++ % 7, new Date()])
		);
	} finally {
		await Promise.all(clients.map((client) => client.end()));
	}
}

async function prepareRawInserts(url: string): Promise<Record<string, string>> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(
		'create table raw_answer (id bigint generated always as identity primary key, attempt_id uuid not null, item text not null, value smallint not null, answered_at timestamptz not null)'
	);
	const settings: Record<string, string> = {};
	for (const name of ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes']) {
		const { rows } = await client.query<Record<string, string>>(`show ${name}`);
		settings[name] = rows[0]?.[name] ?? '';
	}
	await client.end();
	return settings;
}

export async function measure(): Promise<object> {
	return inTemporaryFolder(async (folder) => {
		const qadam = await startQadamProcess({ QADAM_DATA: folder, DATABASE_CONNECTIONS: String(serverConnections) });
		try {
			const url = postgresUrl(folder);
			const postgresql = await prepareRawInserts(url);
			const connections = await Promise.all(Array.from({ length: concurrency }, () => HttpConnection.open(qadam.port)));
			const items = await listItems(connections[0] as HttpConnection);
			tell('Warming up');
			for (let number = 0; number < 3; number++) await measureAssessments(connections, items); // until Node has compiled what is hot
			const found: { raw: Rate; rawFew: Rate; answers: Rate; assessments: Rate; late: Rate }[] = [];
			for (let number = 1; number <= rounds; number++) {
				const raw = await measureRawInserts(url, concurrency);
				const answers = await measureAnswers(connections, items);
				const rawFew = await measureRawInserts(url, serverConnections);
				const assessments = await measureAssessments(connections, items);
				const late = await measureLateAssessments(connections, items);
				tell(
					`Round ${number}: ${round(answers.perSecond)} answers/s, ${round(raw.perSecond)} raw inserts/s, ${round(assessments.perSecond)} assessments/s`
				);
				found.push({ raw, rawFew, answers, assessments, late });
			}
			for (const connection of connections) connection.close();
			const perSecond = (kind: keyof (typeof found)[number]) => median(found.map((rates) => rates[kind].perSecond));
			const answerMilliseconds = found.flatMap(({ answers }) => answers.milliseconds);
			const assessmentMilliseconds = found.flatMap(({ assessments }) => assessments.milliseconds);
			return {
				concurrency,
				rounds,
				secondsPerRound,
				answersPerSecond: round(perSecond('answers')),
				rawInsertsPerSecond: round(perSecond('raw')),
				ratio: round(median(found.map(({ answers, raw }) => answers.perSecond / raw.perSecond)), 2),
				serverConnections,
				rawInsertsPerSecondByServerConnections: round(perSecond('rawFew')),
				ratioByServerConnections: round(median(found.map(({ answers, rawFew }) => answers.perSecond / rawFew.perSecond)), 2),
				wholeAssessmentsPerSecond: round(perSecond('assessments'), 1),
				wholeAssessmentsAnsweredOfflinePerSecond: round(perSecond('late'), 1),
				answerMs: { p50: round(quantile(answerMilliseconds, 0.5), 1), p95: round(quantile(answerMilliseconds, 0.95), 1) },
				assessmentMs: { p50: round(quantile(assessmentMilliseconds, 0.5)), p95: round(quantile(assessmentMilliseconds, 0.95)) },
				postgresql,
				...describeMachine()
			};
		} finally {
			await qadam.stop();
		}
	});
}
