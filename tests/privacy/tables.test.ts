/** docs/privacy.md says for every table what becomes of it. Here it is compared with the database, and done. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eraseDue, giveConsent, makeToken, requestErasure, requestExport, viewErasure } from '#contexts/people/index.ts';
import {
	eraseAttempt,
	giveAnswer,
	giveContext,
	rateSelf,
	setGoal,
	shareReport,
	startAttempt,
	submitAttempt
} from '#contexts/self-assessment/index.ts';
import type { Person } from '#platform/actor.ts';
import { projectRoot } from '#platform/config.ts';
import type { JobQuery } from '#platform/jobs.ts';
import { openPrivateFiles } from '#platform/private-files.ts';
import { dataHolders } from '../../src/my-data.ts';
import { inOwnerSession, useDatabase } from '../database.ts';

const { look, logins } = useDatabase();

/** Statements with the login of the background jobs. */
const asJobs = (): JobQuery => (statement, values) =>
	inOwnerSession(logins().jobs, async (jobs) => (await jobs.query(statement, values)).rows as never);

interface DocumentedTable {
	readonly table: string;
	readonly attemptErased: string;
	readonly accountErased: string;
}

const documented: readonly DocumentedTable[] = readFileSync(path.join(projectRoot, 'docs/privacy.md'), 'utf8')
	.split('\n')
	.flatMap((line) => {
		const cells = line.split('|').map((cell) => cell.trim());
		const table = /^`(\w+\.\w+)`$/.exec(cells[1] ?? '')?.[1];
		return table === undefined ? [] : [{ table, attemptErased: cells[4] ?? '', accountErased: cells[5] ?? '' }];
	});

/** A table that has a person: a column that names one, or a foreign key to a table that has. */
interface PersonalTable {
	readonly table: string;
	/** Condition by which a row belongs to the person whose id is $1. */
	readonly condition: string;
}

async function findPersonalTables(): Promise<PersonalTable[]> {
	const keys = await look<{ from: string; column: string; to: string; target: string }>(`
		select c.conrelid::regclass::text as from, a.attname as column, c.confrelid::regclass::text as to, b.attname as target
		from pg_constraint c
		join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
		join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
		where c.contype = 'f' and cardinality(c.conkey) = 1`);
	const columns = await look<{ table: string }>(`
		select format('%I.%I', table_schema, table_name) as table from information_schema.columns
		where column_name = 'person_id' and table_schema not in ('pg_catalog', 'information_schema')
			and table_schema not like 'pgboss%' and (table_schema, table_name) in (select schemaname, tablename from pg_tables)`);
	const found = new Map<string, string>([['people.person', 'id = $1']]);
	for (const { table } of columns) found.set(table, 'person_id = $1');
	for (let size = 0; size !== found.size; ) {
		size = found.size;
		for (const { from, column, to, target } of keys) {
			const condition = found.get(to);
			// What lies in an organisation is about the organisation.
			if (condition !== undefined && !found.has(from)) found.set(from, `${column} in (select ${target} from ${to} where ${condition})`);
		}
	}
	return [...found].map(([table, condition]) => ({ table, condition }));
}

async function countOf({ table, condition }: PersonalTable, personId: string): Promise<number> {
	const [row] = await look<{ count: number }>(`select count(*)::int as count from ${table} where ${condition}`, [personId]);
	return row?.count ?? 0;
}

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'qadam-files-'));
	openPrivateFiles(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Somebody of whom every table of ours has something. */
async function newPersonWithEverything(): Promise<{ person: Person; attempt: string }> {
	const personId = uuidv7();
	const email = `${personId}@mektep.kz`;
	await look('insert into people.account (id, name, email) values ($1, $2, $3)', [personId, 'Айгүл', email]);
	const person: Person = { kind: 'person', personId, requestId: 'test', account: { name: 'Айгүл', email } };
	const { attempt } = await startAttempt(person, { instrumentId: 'selfie-kz', locale: 'kk', consent: true });
	await giveAnswer(person, attempt.id, { item: '1.1.1', answer: 'B2' });
	await giveContext(person, attempt.id, { region: 'kz-akmola' });
	await rateSelf(person, attempt.id, 'before', 'B1');
	await submitAttempt(person, attempt.id);
	await setGoal(person, attempt.id, { item: '1.1.1', target: 'C1', dueOn: null, note: 'secret' });
	await shareReport(person, attempt.id, 7);
	await giveConsent(person, { purpose: 'study', locale: 'kk' });
	await makeToken(person, { name: 'script', scopes: ['read:me'], days: 30 });
	await requestExport(person, 'kk');
	const organisation = uuidv7();
	await look(`insert into people.organisation (id, kind, name) values ($1, 'university', '{"kk":"Ұ","ru":"У","en":"U"}')`, [organisation]);
	const role = [uuidv7(), personId, organisation];
	await look("insert into people.membership (id, person_id, organisation_id, role) values ($1, $2, $3, 'teacher')", role);
	return { person, attempt: attempt.id };
}

describe('docs/privacy.md', () => {
	test('names every table that has a person', async () => {
		const tables = (await findPersonalTables()).map(({ table }) => table);
		expect(tables.length).toBeGreaterThan(12);
		expect(tables.filter((table) => !documented.some((one) => one.table === table))).toEqual([]);
	});

	test('erasing the account does to each table what it says, and keeps a record without the person', async () => {
		const { person } = await newPersonWithEverything();
		const bystander = await newPersonWithEverything();
		const tables = await findPersonalTables();
		const before = new Map<string, number>();
		for (const one of tables) before.set(one.table, await countOf(one, person.personId));
		const filled = ['self_assessment.answer', 'self_assessment.share', 'people.consent', 'people.membership', 'people.api_token', 'people.data_export'];
		for (const table of filled) expect(before.get(table), table).toBeGreaterThan(0);

		const { dueAt } = await requestErasure(person, 'kk', 'http://localhost');
		expect(Math.round((dueAt.getTime() - Date.now()) / 86_400_000)).toBe(14);
		const query = asJobs();
		expect(await eraseDue(dataHolders, 'test', query)).toBe(0);
		await look('update people.erasure set due_at = now() where person_id = $1', [person.personId]);
		expect(await eraseDue(dataHolders, 'test', query)).toBe(1);

		for (const one of tables) expect(await countOf(one, person.personId), one.table).toBe(0);
		const kept = await look<{ record: { erased: Record<string, number>; stays: { what: string; rows?: number }[] }; text: string }>(
			'select record, to_jsonb(erasure)::text as text from people.erasure where done_at is not null'
		);
		expect(kept).toHaveLength(1);
		expect(kept[0]?.record.erased).toMatchObject({ 'self_assessment.answer': 1, 'people.membership': 1, 'people.api_token': 1 });
		expect(kept[0]?.record.stays.find(({ what }) => what === 'people.audit_event')?.rows).toBe((before.get('people.audit_event') ?? 0) + 1);
		// The wish itself is an event, too.
		expect(kept[0]?.text).not.toContain(person.personId);
		const [events] = await look<{ all: string }>('select string_agg(a::text, chr(10)) as all from people.audit_event a');
		expect(events?.all).toContain('erasure.done');
		expect(events?.all).not.toContain(person.personId);
		// Nobody else was touched.
		expect(await countOf({ table: 'self_assessment.attempt', condition: 'person_id = $1' }, bystander.person.personId)).toBe(1);
		expect(await viewErasure(bystander.person)).toBeUndefined();
	});

	test('erasing an attempt empties the tables of which it says so', async () => {
		const { person, attempt } = await newPersonWithEverything();
		await eraseAttempt(person, attempt);
		const tables = await findPersonalTables();
		for (const { table, attemptErased } of documented) {
			const personal = tables.find((one) => one.table === table);
			if (personal === undefined) continue;
			const count = await countOf(personal, person.personId);
			if (attemptErased === 'erased') expect(count, table).toBe(0);
		}
		expect(await look('select from people.account where id = $1', [person.personId])).toHaveLength(1);
	});
});
