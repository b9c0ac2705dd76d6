/**
 * What somebody can do who has the application's own credentials and nothing else: plain SQL against a database in which two persons have answered.
 * Every table, view and function that the credentials reach is tried, so that a new one can't be forgotten.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recognise } from '#contexts/people/index.ts';
import { giveAnswer, giveContext, rateSelf, setGoal, shareReport, startAttempt, submitAttempt } from '#contexts/self-assessment/index.ts';
import { actingAs, type Person } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { type Queue, sendJob } from '#platform/jobs.ts';
import { startProgress } from '#platform/progress.ts';
import { tidyJob } from '#platform/tidy.ts';
import { useDatabase } from '../database.ts';

const base = useDatabase();

interface Answered {
	readonly person: Person;
	readonly attempt: string;
	readonly token: string;
}

async function answerEverything(): Promise<Answered> {
	const request = { instrumentId: 'selfie-kz', locale: 'kk', consent: true } as const;
	const { attempt, resumeCode } = await startAttempt({ kind: 'anonymous', requestId: 'test' }, request);
	const person = (await recognise(resumeCode ?? '', 'test')) as Person;
	await giveAnswer(person, attempt.id, { item: '1.1.1', answer: 'B2' });
	await giveContext(person, attempt.id, { region: 'kz-akmola' });
	await rateSelf(person, attempt.id, 'before', 'B1');
	await submitAttempt(person, attempt.id);
	await setGoal(person, attempt.id, { item: '1.1.1', target: 'C1', dueOn: null, note: 'secret' });
	const { token } = await shareReport(person, attempt.id, 7);
	await inTransaction(actingAs(person), async (transaction) => {
		await startProgress(transaction, person, attempt.id);
		await sendJob(transaction, tidyJob.queue as Queue<object>, {}, { actor: person });
	});
	return { person, attempt: attempt.id, token };
}

let mine: Answered;
let theirs: Answered;
/** One connection, as a pool hands it from one request to the next. */
let enemy: pg.Client;

beforeAll(async () => {
	[mine, theirs] = [await answerEverything(), await answerEverything()];
	enemy = new pg.Client({ connectionString: base.logins().application });
	await enemy.connect();
});
afterAll(() => enemy.end());

/** Rows of a query as text; an error counts as nothing found, because a refusal is as good as silence. */
async function tryToRead(statement: string): Promise<string> {
	try {
		const { rows } = await enemy.query<object>(statement);
		return JSON.stringify(rows);
	} catch (error) {
		expect(error).toBeInstanceOf(pg.DatabaseError);
		return '';
	}
}

const relations = `
	select format('%I.%I', n.nspname, c.relname) as name
	from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
	order by 1`;

async function namesOf(statement: string): Promise<string[]> {
	return (await base.look<{ name: string }>(statement)).map((row) => row.name);
}

/** All that can be read in one sweep: every table and view, as text. */
async function readAll(): Promise<string> {
	const found: string[] = [];
	for (const name of await namesOf(relations)) found.push(await tryToRead(`select t::text from ${name} t`));
	return found.join('\n');
}

/** What gives somebody away: the person, the attempt, the note of a plan. */
function expectNothingOf(text: string, { person, attempt }: Answered): void {
	expect(text).not.toContain(person.personId);
	expect(text).not.toContain(attempt);
}

describe('with the application’s own credentials', () => {
	test('the login owns nothing and passes by nothing', async () => {
		const { rows } = await enemy.query('select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user');
		expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
		expect(await namesOf(`select c.relname as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like '%\\_application'`)).toEqual([]);
	});

	test('every table that holds something of a person has row-level security', async () => {
		const unprotected = await namesOf(`
			select format('%I.%I', n.nspname, c.relname) as name
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where c.relkind in ('r', 'p') and not c.relrowsecurity and n.nspname in ('people', 'self_assessment')
				and has_table_privilege('${new URL(base.logins().application).username}', c.oid, 'select')
			order by 1`);
		expect(unprotected).toEqual(['people.role_right', 'self_assessment.instrument', 'self_assessment.instrument_item']);
	});

	test('acting for nobody reads nobody', async () => {
		const all = await readAll();
		expectNothingOf(all, mine);
		expectNothingOf(all, theirs);
		expect(all).toContain('selfie-kz');
	});

	test('acting for one person reads that person and no other', async () => {
		await enemy.query(`begin; set local qadam.persons = '{${mine.person.personId}}'`);
		for (const table of ['attempt', 'answer', 'attempt_context', 'self_rating', 'result', 'goal', 'share'])
			expect((await enemy.query(`select from self_assessment.${table}`)).rowCount, table).toBe(1);
		await enemy.query('commit');
		for (const name of await namesOf(relations)) {
			await enemy.query(`begin; set local qadam.persons = '{${mine.person.personId}}'`);
			expectNothingOf(await tryToRead(`select t::text from ${name} t`), theirs);
			await enemy.query('rollback');
		}
	});

	test('a connection that somebody else used before knows nothing more', async () => {
		await enemy.query(`begin; set local qadam.persons = '{${theirs.person.personId}}'`);
		expect((await enemy.query('select from self_assessment.attempt')).rowCount).toBe(1);
		await enemy.query('commit');
		expectNothingOf(await readAll(), theirs);
	});

	test('no other person’s rows are changed, added to or removed', async () => {
		const before = await base.look('select * from self_assessment.answer order by attempt_id');
		await enemy.query(`begin; set local qadam.persons = '{${mine.person.personId}}'`);
		const touched = await enemy.query('update self_assessment.answer set value = 0 where attempt_id = $1', [theirs.attempt]);
		expect(touched.rowCount).toBe(0);
		expect((await enemy.query('delete from self_assessment.attempt where id = $1', [theirs.attempt])).rowCount).toBe(0);
		await enemy.query('savepoint s');
		const addition = enemy.query(`insert into self_assessment.answer (attempt_id, item, value, answered_at) values ($1, '1.1.2', 1, now())`, [
			theirs.attempt
		]);
		await expect(addition).rejects.toThrow(/row-level security/);
		await enemy.query('rollback to s');
		const gift = enemy.query('update self_assessment.attempt set person_id = $1 where id = $2', [theirs.person.personId, mine.attempt]);
		await expect(gift).rejects.toThrow(/row-level security/);
		await enemy.query('rollback');
		expect(await base.look('select * from self_assessment.answer order by attempt_id')).toEqual(before);
	});

	test('no function gives away more, called with nothing, with wild values, and with what belongs to others', async () => {
		const functions = await base.look<{ name: string; types: string[] }>(`
			select format('%I.%I', n.nspname, p.proname) as name,
				coalesce((select array_agg(format_type(t, null) order by i) from unnest(p.proargtypes) with ordinality as a (t, i)), '{}') as types
			from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
			order by 1`);
		expect(functions.length).toBeGreaterThan(5);
		const values: Readonly<Record<string, readonly string[]>> = {
			'uuid': [`'${theirs.attempt}'`, `'${theirs.person.personId}'`],
			'uuid[]': [`array['${theirs.attempt}']::uuid[]`, `array['${theirs.person.personId}']::uuid[]`],
			'text': [`'%'`, `'members.view'`],
			'text[]': [`array['1.1.1']`],
			'bytea': [`'\\x00'`],
			'bytea[]': [`array['\\x00']::bytea[]`]
		};
		for (const { name, types } of functions) {
			for (const choice of [0, 1]) {
				const args = types.map((type) => values[type]?.[choice] ?? values[type]?.[0] ?? 'null');
				for (const call of [args.join(', '), types.map(() => 'null').join(', ')]) {
					await enemy.query(`begin; set local qadam.persons = '{${mine.person.personId}}'`);
					// What was put in may come back; anything else of theirs may not.
					const found = await tryToRead(`select r::text from ${name}(${call}) r`);
					const known = args.join(' ');
					for (const secret of [theirs.person.personId, theirs.attempt]) if (!known.includes(secret)) expect(found, name).not.toContain(secret);
					await enemy.query('rollback');
				}
			}
		}
	});

	test('a link opens its own report and nothing else of its owner', async () => {
		const [share] = await base.look<{ hash: string }>(`select encode(token_hash, 'hex') as hash from self_assessment.share where attempt_id = $1`, [
			theirs.attempt
		]);
		await enemy.query(`begin; set local qadam.share = '${share?.hash ?? ''}'`);
		expect((await enemy.query('select from self_assessment.attempt')).rowCount).toBe(1);
		expect((await enemy.query('select from self_assessment.result')).rowCount).toBe(1);
		for (const table of ['answer', 'attempt_context', 'goal', 'share'])
			expect((await enemy.query(`select from self_assessment.${table}`)).rowCount, table).toBe(0);
		expect((await enemy.query('update self_assessment.attempt set submitted_at = null')).rowCount).toBe(0);
		await enemy.query('rollback');
	});

	test('nobody becomes the owner, gives rights or reads the keys', async () => {
		for (const attack of [
			'set role qadam',
			'set session authorization qadam',
			'select * from platform.secret',
			`insert into people.role_right values ('teacher', 'members.view', 'subtree')`,
			'alter table self_assessment.answer disable row level security',
			'create table people.loot (id int)',
			'set row_security = off; select * from self_assessment.answer'
		])
			await expect(enemy.query(attack), attack).rejects.toThrow();
		await enemy.query('reset all');
	});

	test('a teacher makes nobody head, nor oneself', async () => {
		await enemy.query(`begin; set local qadam.persons = '{${mine.person.personId}}'`);
		const promotion = enemy.query(
			`insert into people.membership (id, person_id, organisation_id, role) values (gen_random_uuid(), $1, null, 'administrator')`,
			[mine.person.personId]
		);
		await expect(promotion).rejects.toThrow(/row-level security/);
		await enemy.query('rollback');
	});
});
