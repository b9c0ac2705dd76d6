import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { publishWave, simulateWave } from '#contexts/insight/index.ts';
import { loadPeopleContent, shippedRegions } from '#contexts/people/index.ts';
import { loadFrameworks } from '#contexts/frameworks/index.ts';
import { loadInstruments } from '#contexts/self-assessment/index.ts';
import { projectRoot, readConfig } from '#platform/config.ts';
import { closeDatabase, openDatabase } from '#platform/database.ts';
import { prepareDatabase } from '#platform/migrate.ts';
import { findRunningPostgres } from '#platform/postgres.ts';
import { type ExitCode, type Output, toJson, UsageError } from './command.ts';

const mostTeachers = 2_000_000;

/** Fills the database of this installation with a nation that is made up, counts and publishes. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const { values } = parseArgs({ args, options: { teachers: { type: 'string', default: '635000' }, json: { type: 'boolean', default: false } } });
	const teachers = Number(values.teachers);
	if (!Number.isSafeInteger(teachers) || teachers < 100 || teachers > mostTeachers)
		throw new UsageError(`--teachers is a whole number from 100 to ${mostTeachers}, for example 6350.`);
	const config = readConfig();
	const url = config.databaseUrl ?? (await findRunningPostgres(path.join(config.dataDirectory, 'postgresql')))?.('qadam');
	if (url === undefined) throw new UsageError('Start Qadam first (npm start), or name its database by DATABASE_URL.');
	const begun = performance.now();
	const seconds = () => Math.round((performance.now() - begun) / 1_000);
	const { logins } = await prepareDatabase(url, loadPeopleContent);
	openDatabase(logins, 3);
	const owner = new pg.Client({ connectionString: url });
	await owner.connect();
	try {
		const content = path.join(projectRoot, 'content');
		await loadFrameworks(content);
		await loadInstruments(path.join(content, 'instruments'));
		const simulated = await simulateWave(owner, {
			teachers,
			regions: await shippedRegions(),
			tell: (done) => {
				if (done % 50_000 === 0 || done === teachers) output.tell(`${done} of ${teachers} teachers, ${seconds()} s`);
			}
		});
		output.tell('Counting, and finding what may be told …');
		await publishWave(simulated.waveId);
		const { waveId, title, schools, districts, regions } = simulated;
		if (values.json) await output.print(toJson({ ...simulated, seconds: seconds() }));
		else {
			const lines = [
				`The wave "${title}" is published: ${teachers} teachers of ${schools} schools in ${districts} districts and ${regions} regions, in ${seconds()} s.`,
				'Nobody in it exists. Districts and schools were added below the regions of Kazakhstan; their codes begin with "sim-".',
				`See it at /en/waves/${waveId}/results as an administrator, or as coordinator or analyst of Kazakhstan or below.`
			];
			await output.print(`${lines.join('\n')}\n`);
		}
		return 0;
	} finally {
		await owner.end();
		await closeDatabase();
	}
}
