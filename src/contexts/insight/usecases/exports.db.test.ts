import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#contexts/people/index.ts';
import type { Person } from '#platform/actor.ts';
import { csvRow, csvStart } from '#platform/csv-text.ts';
import { DomainError } from '#platform/errors.ts';
import { prepareQueues, type RunningJobs, startJobs } from '#platform/jobs.ts';
import { openPrivateFiles } from '#platform/private-files.ts';
import { inOwnerSession, useDatabase } from '../../../../tests/database.ts';
import { addAccount, addMembership } from '../../../../tests/front-doors/people.ts';
import { addPublishedWave, type PublishedWave } from '../../../../tests/published-wave.ts';
import { codebookOf } from '../codebook.ts';
import { rScript } from '../r-script.ts';
import { exportCells, jsonOfCells } from './export-cells.ts';
import { listRowExports, openRowExport, requestRowExport, rowExportJob } from './export-rows.ts';
import { viewResults } from './view-results.ts';
import { viewWaveData } from './view-wave-data.ts';

const { look, ownerUrl } = useDatabase();

async function codeOfFailure(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'none';
	} catch (error) {
		if (error instanceof DomainError) return error.code;
		throw error;
	}
}

let wave: PublishedWave;
let analyst: Person;
let districtAnalyst: Person;
let methodologist: Person;
let jobs: RunningJobs | undefined;
const folder = mkdtempSync(path.join(tmpdir(), 'qadam-exports-'));

beforeAll(async () => {
	openPrivateFiles(folder);
	await inOwnerSession(ownerUrl, async (owner) => {
		const makeMember = async (role: Role, organisation: string): Promise<Person> => {
			const personId = await addAccount(owner, role);
			await addMembership(owner, personId, organisation, role);
			return { kind: 'person', personId, requestId: 'test', account: { name: role, email: '' } };
		};
		wave = await addPublishedWave((statement, values) => owner.query(statement, values), { sizes: [[40, 30, 4], [30, 11], [6]] });
		analyst = await makeMember('analyst', wave.region);
		districtAnalyst = await makeMember('analyst', wave.districts[0] ?? '');
		methodologist = await makeMember('methodologist', wave.region);
	});
	await prepareQueues([rowExportJob]);
	jobs = await startJobs([rowExportJob], { pollSeconds: 1 });
});
afterAll(async () => {
	await jobs?.stop();
	rmSync(folder, { recursive: true });
});

async function tableOf(actor: Person, node?: string) {
	const { columns, rows } = await exportCells(actor, wave.waveId, node);
	return { columns, rows: (await Array.fromAsync(rows)).flat() };
}

/** Waits for a file of rows and reads it. */
async function rowsOf(actor: Person, node: string): Promise<Record<string, string>[]> {
	const id = await requestRowExport(actor, wave.waveId, node, 'ru');
	const state = async () => (await listRowExports(actor, wave.waveId)).find((one) => one.id === id)?.progress.state;
	await expect.poll(state, { timeout: 15_000 }).toBe('done');
	const { stream, bytes } = await openRowExport(actor, wave.waveId, id);
	const file = await buffer(stream);
	expect(file.length).toBe(bytes);
	return parse(file, { columns: true, bom: true });
}

describe('the table of groups', () => {
	test('has what the results have, of every place that may be told of, and no other', async () => {
		const { columns, rows } = await tableOf(analyst);
		const at = (name: string) => columns.indexOf(name);
		const results = await viewResults(analyst, wave.waveId);
		const shown = new Set(rows.map((row) => row[0]));
		const hidden = [wave.schools[0]?.[2], wave.schools[2]?.[0]];
		expect(shown).toEqual(new Set([wave.region, ...wave.districts.slice(0, 2), ...wave.schools.flat().filter((id) => !hidden.includes(id))]));
		const item = rows.find((row) => row[0] === wave.region && row[at('measure')] === 'item' && row[at('code')] === '2.2.1');
		const summary = results.whole?.items.find(({ code }) => code === '2.2.1');
		expect(item?.[at('mean')]).toBe(summary?.value?.mean);
		expect(item?.slice(at('dk_or_below'), at('c2') + 1)).toEqual(summary?.distribution.counts);
		expect(rows.filter((row) => row[0] === wave.region)).toHaveLength(1 + 6 + 22 + 32 + 1);
		expect(rows.every((row) => row.length === columns.length)).toBe(true);
	});

	test('is the same as JSON', async () => {
		const json = JSON.parse((await Array.fromAsync(jsonOfCells(await exportCells(analyst, wave.waveId)))).join('')) as Record<string, unknown>[];
		const { columns, rows } = await tableOf(analyst);
		expect(json.map((row) => columns.map((column) => row[column]))).toEqual(rows);
	});

	test('leaves a trace in the log', async () => {
		await exportCells(methodologist, wave.waveId);
		const statement = `select details from people.audit_event where action = 'wave.cells_exported' and person_id = $1`;
		const events = await look(statement, [methodologist.personId]);
		expect(events).toEqual([{ details: { place: wave.region } }]);
	});

	test('has a word for each of its columns in the codebook', async () => {
		const { results, instrument } = await viewWaveData(analyst, wave.waveId);
		const entries = codebookOf(results.wave, instrument);
		const { columns } = await tableOf(analyst);
		expect(entries.filter(({ file }) => file === 'cells').map(({ column }) => column)).toEqual(columns);
		for (const { meaning } of entries) expect(Object.values(meaning).every((words) => words !== '')).toBe(true);
	});
});

describe('anonymous rows', () => {
	test('are the answers of all who shared, with nothing else, in another order each time', async () => {
		const [rows, again] = [await rowsOf(analyst, wave.region), await rowsOf(analyst, wave.region)];
		expect(rows).toHaveLength(121);
		expect(Object.keys(rows[0] ?? {})).toHaveLength(1 + 32 + 1);
		const stored = await look<{ answers: Buffer }>('select answers from insight.snapshot');
		const asText = (values: Iterable<string>) => [...values].join(',');
		const expected = stored.map(({ answers }) => asText([...answers].map((byte) => (byte === 0 ? '' : String(byte - 1))))).sort();
		const columns = Object.keys(rows[0] ?? {}).filter((column) => column.startsWith('i'));
		const answersOf = (row: Record<string, string>) => asText(columns.map((column) => row[column] ?? ''));
		expect(rows.map(answersOf).sort()).toEqual(expected);
		expect(rows.map(answersOf)).not.toEqual(again.map(answersOf));
		// The third district has six teachers: its name is not there.
		expect(new Set(rows.map(({ group }) => group))).toEqual(new Set(['Район №1', 'Район №2', '']));
	});

	test('are not given out of a place with few, nor without the right', async () => {
		expect(await codeOfFailure(requestRowExport(districtAnalyst, wave.waveId, wave.districts[0], 'ru'))).toBe('wave.rows_too_few');
		expect(await codeOfFailure(requestRowExport(methodologist, wave.waveId, wave.region, 'ru'))).toBe('right.missing');
		expect(await codeOfFailure(requestRowExport(districtAnalyst, wave.waveId, wave.region, 'ru'))).toBe('right.missing');
	});

	test('are for the one who asked, and every taking is in the log', async () => {
		await rowsOf(analyst, wave.region);
		const [one] = await listRowExports(analyst, wave.waveId);
		expect(await codeOfFailure(openRowExport(districtAnalyst, wave.waveId, one?.id ?? ''))).toBe('wave.export_not_found');
		const [taken] = await look<{ count: number }>(`select count(*)::integer as count from people.audit_event where action = 'wave.rows_exported'`);
		expect(taken?.count).toBe(3);
	});
});

describe('the R script', () => {
	/** Brackets and quotes outside of comments close in their order. */
	function isBalanced(script: string): boolean {
		const open: string[] = [];
		for (const [token] of script.matchAll(/"(?:[^"\\]|\\.)*"|#.*|[()[\]{}"]/g)) {
			if (token.startsWith('#') || token.length > 1) continue;
			if ('([{'.includes(token)) open.push(token);
			else if (open.pop() !== { ')': '(', ']': '[', '}': '{' }[token]) return false;
		}
		return open.length === 0;
	}

	test('reads both files, also in R itself where that is installed', async () => {
		const { results, instrument } = await viewWaveData(analyst, wave.waveId);
		const script = rScript({ ...results.wave, title: 'A "title"\n\\ of two lines' }, instrument, 'kk');
		expect(isBalanced(script)).toBe(true);
		const { columns, rows } = await tableOf(analyst);
		writeFileSync(path.join(folder, 'cells.csv'), csvStart + csvRow(columns) + rows.map(csvRow).join(''));
		const id = (await listRowExports(analyst, wave.waveId))[0]?.id ?? '';
		writeFileSync(path.join(folder, 'rows.csv'), await buffer((await openRowExport(analyst, wave.waveId, id)).stream));
		const check = [
			'stopifnot(nrow(rows) == 121, sum(cells$measure == "overall") == 7, is.ordered(labelled$i1_1_1), nlevels(labelled$q1) == 2)',
			'stopifnot(abs(mean(rows$score, na.rm = TRUE) - cells$mean[cells$measure == "overall"][1]) < 1e-9)\n'
		].join('\n');
		writeFileSync(path.join(folder, 'qadam.R'), script + check);
		const env = { ...process.env, LC_ALL: 'C.UTF-8' };
		const { status, error, stderr } = spawnSync('Rscript', ['--vanilla', 'qadam.R'], { cwd: folder, encoding: 'utf8', env });
		if (error === undefined) expect(status, stderr).toBe(0);
	});
});
