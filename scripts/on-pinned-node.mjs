// Runs a script of Qadam on the Node version that Qadam pins, on any machine that has git and Node >= 20.
// Plain JavaScript without dependencies, because it has to work before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const pinnedNode = path.join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
const stamp = path.join(root, 'node_modules', '.qadam-installed');

/** The lock file decides what has to be installed; its hash is kept beside what was installed. */
function lockHash() {
	return createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
}

function installIfMissing() {
	const wanted = lockHash();
	if (existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	process.stderr.write('Qadam: installing what is missing (npm install), this takes about a minute the first time.\n');
	// Not `npm ci`: that refuses the lock file where a registry lacks a package for another kind of machine. The locked versions are taken all the same.
	const result = spawnSync(windows ? 'npm.cmd' : 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: ['ignore', 2, 2], // standard output belongs to the script
		shell: windows
	});
	if (result.status !== 0 || !existsSync(pinnedNode)) {
		process.stderr.write('Qadam: the installation did not finish. Check the connection to the npm registry and run the command again.\n');
		process.exit(result.status || 1);
	}
	writeFileSync(stamp, wanted);
}

installIfMissing();

const [script, ...args] = process.argv.slice(2);
const child = spawn(pinnedNode, ['--disable-warning=ExperimentalWarning', path.join(root, script), ...args], {
	stdio: 'inherit',
	env: { ...process.env, PATH: `${path.dirname(pinnedNode)}${path.delimiter}${process.env.PATH ?? ''}` }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
