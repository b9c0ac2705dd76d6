import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { projectRoot } from '#platform/config.ts';

/** A Qadam in a process of its own, as `npm start` runs it, on this machine and a free port. */
export interface QadamProcess {
	readonly origin: string;
	readonly port: number;
	readonly child: ChildProcess;
	/** Everything that the process has written, for a message when something goes wrong. */
	readonly output: () => string;
	/** Ends it as Ctrl-C does, and waits. */
	readonly stop: () => Promise<void>;
	/** Ends it as a power cut does, and waits. PostgreSQL is not touched. */
	readonly kill: () => Promise<void>;
}

export interface EndedProcess {
	readonly exitCode: number | null;
	readonly output: string;
}

/** Those under way, with their data folders: a test that fails leaves none behind. */
const underWay = new Map<ChildProcess, string>();

function launch(environment: Readonly<Record<string, string>>): { child: ChildProcess; output: () => string } {
	const { DATABASE_URL: _notOurs, QADAM_ORIGIN: _norThis, SMTP_URL: _orThis, ...inherited } = process.env;
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(projectRoot, 'scripts', 'start.ts')], {
		cwd: projectRoot,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...inherited, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', ...environment }
	});
	underWay.set(child, environment['QADAM_DATA'] ?? '');
	child.on('exit', () => underWay.delete(child));
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	return { child, output: () => output };
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (hasEnded(child)) return;
	const exited = once(child, 'exit');
	child.kill(signal);
	await exited;
}

/** Starts Qadam and waits until it is ready. Throws with its output when it ends before. */
export async function startQadamProcess(environment: Readonly<Record<string, string>>): Promise<QadamProcess> {
	const { child, output } = launch(environment);
	for (;;) {
		const ready = /Qadam is ready: http:\/\/localhost:(\d+)/.exec(output());
		if (ready !== null) {
			const port = Number(ready[1]);
			return { origin: `http://127.0.0.1:${port}`, port, child, output, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') };
		}
		if (hasEnded(child)) throw new Error(`Qadam ended instead of starting:\n${output()}`);
		await delay(20);
	}
}

/** Starts a Qadam that is expected not to start, and waits for its end. */
export async function runQadamToItsEnd(environment: Readonly<Record<string, string>>): Promise<EndedProcess> {
	const { child, output } = launch(environment);
	await once(child, 'close');
	return { exitCode: child.exitCode, output: output() };
}

/** Process id of the embedded PostgreSQL on this data folder; undefined when none has been started or it was stopped in order. */
export function postgresProcessId(dataFolder: string): number | undefined {
	const lockFile = path.join(dataFolder, 'postgresql', 'cluster', 'postmaster.pid');
	return existsSync(lockFile) ? Number(readFileSync(lockFile, 'utf8').split('\n', 1)[0]) : undefined;
}

/** Connection string of the embedded PostgreSQL that runs on this data folder. */
export function postgresUrl(dataFolder: string): string {
	const folder = path.join(dataFolder, 'postgresql');
	const [, , , port = '', socketFolder = ''] = readFileSync(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n');
	const host = socketFolder === '' ? '' : `?host=${encodeURIComponent(socketFolder)}`;
	return `postgres://qadam:${readFileSync(path.join(folder, 'password'), 'utf8')}@127.0.0.1:${port}/qadam${host}`;
}

/** The processes that this one has started, read from the process table of Linux. */
function childrenOf(processId: number): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.filter((name) => {
			try {
				return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1] === String(processId);
			} catch {
				return false; // it has ended meanwhile
			}
		})
		.map(Number);
}

export function isAlive(processId: number): boolean {
	try {
		process.kill(processId, 0);
		return true;
	} catch {
		return false;
	}
}

/** Ends PostgreSQL and all its processes as a power cut does, and waits until none is left. */
export async function killPostgres(dataFolder: string): Promise<void> {
	const main = postgresProcessId(dataFolder);
	if (main === undefined || !isAlive(main)) throw new Error('There is no PostgreSQL to kill');
	const all = [main, ...childrenOf(main)];
	for (const processId of all) {
		try {
			process.kill(processId, 'SIGKILL');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	}
	while (all.some(isAlive)) await delay(10);
}

/** Gives `work` a temporary folder and removes it; a Qadam and a PostgreSQL that still run there are killed first. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
	const folder = mkdtempSync(path.join(tmpdir(), 'qadam-'));
	try {
		return await work(folder);
	} finally {
		for (const [child, dataFolder] of underWay) if (dataFolder === folder) await end(child, 'SIGKILL');
		const left = postgresProcessId(folder);
		if (left !== undefined && isAlive(left)) await killPostgres(folder);
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}
