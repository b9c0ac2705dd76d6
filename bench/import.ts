/**
 * How long an import of 8,000 schools takes from the bytes of the file to the last stored row, next to what the same PostgreSQL takes to insert the
 * same rows into a plain table, in the same run; and how long a search and a page of the tree take over them. Aim on two cores: preview and commit
 * under 20 s.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { findOrganisations, loadPeopleContent, previewImport, startImport, viewImport, viewOrganisation } from '#contexts/people/index.ts';
import type { Person } from '#platform/actor.ts';
import { closeDatabase, openDatabase } from '#platform/database.ts';
import { prepareQueues, startJobs } from '#platform/jobs.ts';
import { prepareDatabase } from '#platform/migrate.ts';
import { startPostgres } from '#platform/postgres.ts';
import { writeSpreadsheet } from '#platform/spreadsheet.ts';
import { jobWorkers } from '../src/jobs.ts';
import { inTemporaryFolder } from '../tests/qadam-process.ts';
import { describeMachine, median, round, tell } from './machine.ts';

const schools = 8_000;
const districts = 200;
const looks = 30;
const header = ['code', 'kind', 'parent', 'name_kk', 'name_ru', 'name_en', 'settlement', 'languages'];

/** A nation's schools as a ministry lists them: names of usual length, each district with its own. */
function makeRows(nameOfDay: string): string[][] {
	const list: string[][] = [];
	for (let district = 0; district < districts; district++)
		list.push([`D${district}`, 'district', regions[district % regions.length] as string, `${district}-аудан`, `Район ${district}`, '', '', '']);
	for (let school = 0; school < schools; school++) {
		const code = String(60_540_000_000 + school).padStart(12, '0');
		const ru = `КГУ «${nameOfDay} № ${school}» отдела образования по району ${school % districts}`;
		const kk = `«№ ${school} ${nameOfDay}» КММ, ${school % districts}-аудан бойынша білім бөлімі`;
		list.push([code, 'school', `D${school % districts}`, kk, ru, '', school % 3 === 0 ? 'urban' : 'rural', school % 4 === 0 ? 'kk, ru' : 'kk']);
	}
	return list;
}

const regions = ['kz-abai', 'kz-akmola', 'kz-aktobe', 'kz-atyrau', 'kz-karaganda', 'kz-kostanay', 'kz-pavlodar', 'kz-turkistan'];
const csvOf = (rows: readonly string[][]) => Buffer.from([header, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n'));

async function secondsOf<Result>(work: () => Promise<Result>): Promise<{ seconds: number; result: Result }> {
	const begun = performance.now();
	const result = await work();
	return { seconds: (performance.now() - begun) / 1_000, result };
}

/** The same rows into a plain table without keys, triggers and rights, in statements of the same size, in one transaction. */
async function measureRaw(url: string, rows: readonly string[][]): Promise<number> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query('create table raw_organisation (id uuid, parent text, kind text, name jsonb, code text, settlement text, languages text)');
	const { seconds } = await secondsOf(async () => {
		await client.query('begin');
		for (let start = 0; start < rows.length; start += 500) {
			const chunk = rows.slice(start, start + 500).map(([code, kind, parent, kk, ru, en, settlement, languages]) => ({
				id: randomUUID(), parent, kind, name: { kk, ru, en }, code, settlement, languages
			}));
			await client.query(
				`insert into raw_organisation select id, parent, kind, name, code, settlement, languages
				from jsonb_to_recordset($1::jsonb) as t (id uuid, parent text, kind text, name jsonb, code text, settlement text, languages text)`,
				[JSON.stringify(chunk)]
			);
		}
		await client.query('commit');
	});
	await client.end();
	return seconds;
}

async function makeCoordinator(url: string): Promise<{ coordinator: Person; nation: string }> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const personId = randomUUID();
	const { rows } = await client.query<{ id: string }>(`select id from people.organisation where code = 'kz'`);
	const nation = rows[0]?.id ?? '';
	await client.query('insert into people.person (id) values ($1)', [personId]);
	await client.query(`insert into people.membership (id, person_id, organisation_id, role) values ($1, $2, $3, 'coordinator')`, [
		randomUUID(),
		personId,
		nation
	]);
	await client.end();
	return { nation, coordinator: { kind: 'person', personId, requestId: 'bench', account: { name: 'Bench', email: 'bench@example.org' } } };
}

async function waitUntilDone(coordinator: Person, importId: string): Promise<void> {
	for (;;) {
		const { state, progress } = await viewImport(coordinator, importId);
		if (state === 'done') return;
		if (state !== 'running') throw new Error(`The import ended as ${state}: ${progress?.messageCode ?? ''}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

async function importFile(coordinator: Person, nation: string, name: string, bytes: Uint8Array): Promise<object> {
	tell(`Importing ${name}`);
	const preview = await secondsOf(() => previewImport(coordinator, 'organisations', nation, { name, bytes }));
	const { counts } = await viewImport(coordinator, preview.result);
	if (counts.new + counts.changed === 0) return { previewSeconds: round(preview.seconds, 2), counts };
	const commit = await secondsOf(async () => {
		await startImport(coordinator, preview.result);
		await waitUntilDone(coordinator, preview.result);
	});
	return {
		bytes: bytes.length,
		previewSeconds: round(preview.seconds, 2),
		commitSeconds: round(commit.seconds, 2),
		totalSeconds: round(preview.seconds + commit.seconds, 2),
		counts
	};
}

async function measureLooking(coordinator: Person, nation: string): Promise<object> {
	const millisecondsOf = async (look: (number: number) => Promise<unknown>) => {
		const all: number[] = [];
		for (let number = 0; number < looks; number++) all.push((await secondsOf(() => look(number))).seconds * 1_000);
		return round(median(all), 1);
	};
	return {
		searchMs: await millisecondsOf((number) => findOrganisations(coordinator, { locale: 'ru', query: `отдел ${number}` })),
		lastPageMs: await millisecondsOf(() => findOrganisations(coordinator, { locale: 'kk', page: 160 })),
		nationMs: await millisecondsOf(() => viewOrganisation(coordinator, nation, { locale: 'kk' }))
	};
}

export async function measure(): Promise<object> {
	return inTemporaryFolder(async (folder) => {
		const postgres = await startPostgres(path.join(folder, 'postgresql'));
		const url = postgres.url('qadam');
		const { logins } = await prepareDatabase(url, loadPeopleContent);
		openDatabase(logins, 10);
		try {
			await prepareQueues(jobWorkers);
			const jobs = await startJobs(jobWorkers);
			const { coordinator, nation } = await makeCoordinator(url);
			const rows = makeRows('Өрлеу');
			const rawSeconds = await measureRaw(url, rows);
			const csv = await importFile(coordinator, nation, 'schools.csv', csvOf(rows));
			const again = await importFile(coordinator, nation, 'schools.csv', csvOf(rows));
			const workbook = await writeSpreadsheet([{ name: 'Schools', rows: [header, ...makeRows('Білім')] }]);
			const changes = await importFile(coordinator, nation, 'schools.xlsx', workbook);
			const looking = await measureLooking(coordinator, nation);
			await jobs.stop();
			return {
				rows: rows.length,
				csv,
				again,
				changesFromWorkbook: changes,
				rawInsertSeconds: round(rawSeconds, 2),
				looking,
				limits: { totalSeconds: 20 },
				...describeMachine()
			};
		} finally {
			await closeDatabase();
			await postgres.stop();
		}
	});
}
