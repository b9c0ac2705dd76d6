/**
 * `npm test`: every check there is; `npm test rules lint` runs only those named. Each check runs even when an earlier one failed; what failed is
 * printed in full, and the last line of standard output is always `N passed, N failed`. Exit code 1 when anything failed, 2 for an unknown name.
 */
import { type Check, commandCheck, type Outcome, vitestCheck } from './gate/check.ts';
import { checkContent, checkTypes } from './gate/checks.ts';
import vitestConfig from '../vitest.config.ts';

/** Cheap checks wait for nothing but the build, two at a time; what looks at a browser or a clock has the machine to itself. */
type Moment = 'first' | 'together' | 'alone';

const bin = (name: string) => `node_modules/${name}`;
/** Files that did not change since they were found clean are not read again, except in CI: a rule about types may look into another file. */
const keptLint =
	process.env['CI'] === undefined ? ['--cache', '--cache-strategy=content', '--cache-location=node_modules/.cache/qadam/lint.json'] : [];
const checks: readonly (Check & { readonly moment: Moment })[] = [
	{ ...commandCheck('build', ['scripts/build.ts']), moment: 'first' },
	{ name: 'types', run: checkTypes, moment: 'together' },
	{ ...commandCheck('lint', [bin('eslint/bin/eslint.js'), '--max-warnings=0', ...keptLint, '.']), moment: 'together' },
	{
		...commandCheck('dependencies', [bin('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.mjs', 'src']),
		moment: 'together'
	},
	{ ...commandCheck('messages', ['scripts/messages.ts', 'check']), moment: 'together' },
	{ name: 'content', run: checkContent, moment: 'together' },
	{ ...commandCheck('tables', ['scripts/tables.ts', '--check']), moment: 'together' },
	...testProjects().map((name) => ({ ...vitestCheck(name), moment: name === 'rules' ? ('together' as const) : ('alone' as const) }))
];

function testProjects(): string[] {
	const projects = vitestConfig.test?.projects ?? [];
	return projects.map((project) => {
		const name = typeof project === 'object' && 'test' in project ? project.test?.name : undefined;
		if (typeof name !== 'string') throw new Error('Every project of vitest.config.ts has a name');
		return name;
	});
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;

async function runCheck(check: Check): Promise<Outcome & { readonly name: string }> {
	const begin = performance.now();
	const outcome = await check.run().catch((error: unknown): Outcome => ({ passed: 0, failed: 1, output: String(error) }));
	const counts = outcome.passed + outcome.failed === 1 ? '' : `  ${outcome.passed} passed, ${outcome.failed} failed`;
	process.stdout.write(`${outcome.failed === 0 ? '✓' : '✗'} ${check.name.padEnd(13)}${seconds(performance.now() - begin)}${counts}\n`);
	return { ...outcome, name: check.name };
}

/** Runs the checks in their order, at most `atOnce` at a time. */
async function runChecks(wanted: readonly Check[], atOnce: number): Promise<(Outcome & { readonly name: string })[]> {
	const waiting = [...wanted];
	const outcomes: (Outcome & { readonly name: string })[] = [];
	const work = async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) outcomes.push(await runCheck(next));
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	return outcomes;
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
	process.stderr.write(`There is no check "${unknown.join('", "')}". The checks: ${checks.map(({ name }) => name).join(', ')}\n`);
	process.exit(2);
}
const wanted = checks.filter(({ name, moment }) => named.length === 0 || named.includes(name) || moment === 'first');
const at = (moment: Moment) => wanted.filter((check) => check.moment === moment);
const begin = performance.now();
const outcomes = [...(await runChecks(at('first'), 1)), ...(await runChecks(at('together'), 2)), ...(await runChecks(at('alone'), 1))];

for (const { name, failed, output } of outcomes) {
	if (failed > 0) process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(0, 90 - name.length))}\n${output.trimEnd()}\n`);
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
process.stdout.write(`\nall together ${seconds(performance.now() - begin)}\n${passed} passed, ${failed} failed\n`);
