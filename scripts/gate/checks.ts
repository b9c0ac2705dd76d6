import { readdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { type Outcome, runScript } from './check.ts';

/** All of the commands have to succeed; those that did not are printed. */
async function runAll(commands: readonly (readonly string[])[]): Promise<Outcome> {
	const outputs: string[] = [];
	for (const args of commands) {
		const { exitCode, output } = await runScript(args);
		if (exitCode !== 0) outputs.push(output);
	}
	return { passed: outputs.length === 0 ? 1 : 0, failed: outputs.length === 0 ? 0 : 1, output: outputs.join('\n') };
}

/** The compiler over server, tests and tools; over the service worker, which knows other globals; svelte-check over the components. */
export function checkTypes(): Promise<Outcome> {
	const compiler = 'node_modules/typescript/bin/tsc';
	// What was found out before about files that did not change is kept: the second run takes a fraction of the first.
	const kept = ['--incremental', '--tsBuildInfoFile', 'node_modules/.cache/qadam/types.json'];
	return runAll([
		[compiler, '--noEmit', ...kept, '-p', '.'],
		[compiler, '--noEmit', '-p', 'src/service-worker'],
		['node_modules/svelte-check/bin/svelte-check', '--output', 'human', '--fail-on-warnings', '--threshold', 'warning']
	]);
}

/** `qadam instrument check` on every instrument that is shipped. */
export function checkContent(): Promise<Outcome> {
	const folder = path.join('content', 'instruments');
	const files = readdirSync(path.join(projectRoot, folder)).filter((name) => name.endsWith('.json'));
	return runAll(files.map((name) => ['src/cli.ts', 'instrument', 'check', path.join(folder, name)]));
}
