/**
 * Writes the row types of the platform (`tables.ts`) and of each context (`store/tables.ts`) from the database that the migrations make; with
 * `--check` only compares, for the gate.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { prepareDatabase } from '#platform/migrate.ts';
import { startPostgres } from '#platform/postgres.ts';

const schemas = {
	platform: 'platform/tables.ts',
	people: 'contexts/people/store/tables.ts',
	frameworks: 'contexts/frameworks/store/tables.ts',
	self_assessment: 'contexts/self-assessment/store/tables.ts',
	insight: 'contexts/insight/store/tables.ts'
};
const check = process.argv.includes('--check');
const directory = mkdtempSync(path.join(tmpdir(), 'qadam-tables-'));
const postgres = await startPostgres(directory, { fsync: 'off' });
let stale = 0;
try {
	const url = postgres.url('qadam');
	await prepareDatabase(url, () => Promise.resolve());
	for (const [schema, file] of Object.entries(schemas)) {
		const target = path.join(projectRoot, 'src', file);
		const output = path.join(directory, `${schema}.ts`);
		const result = spawnSync(
			process.execPath,
			[
				path.join(projectRoot, 'node_modules/kysely-codegen/dist/cli/bin.js'),
				'--dialect=postgres',
				`--url=${url}`,
				`--include-pattern=${schema}.*`,
				'--default-schema=none',
				'--date-parser=string',
				`--out-file=${output}`,
				'--log-level=silent'
			],
			{ encoding: 'utf8' }
		);
		if (result.status !== 0) throw new Error(result.stderr + result.stdout);
		const text = readFileSync(output, 'utf8').replace(
			/^ \* Please do not edit it manually\.$/m,
			' * Please do not edit it manually: `npm run tables` writes it.'
		);
		if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
		stale += 1;
		if (!check) writeFileSync(target, text);
		process.stdout.write(`${check ? 'stale' : 'written'}: ${path.relative(projectRoot, target)}\n`);
	}
} finally {
	await postgres.stop();
	rmSync(directory, { recursive: true, force: true });
}
process.exit(check && stale > 0 ? 1 : 0);
