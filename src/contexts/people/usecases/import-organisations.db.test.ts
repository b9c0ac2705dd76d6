import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { type RunningJobs, startJobs } from '#platform/jobs.ts';
import { cancelProgress, findProgress, type LongWork, reportProgress, WorkCancelled } from '#platform/progress.ts';
import { writeSpreadsheet } from '#platform/spreadsheet.ts';
import { useDatabase } from '../../../../tests/database.ts';
import { peopleJobs } from '../jobs.ts';
import { listImportRows } from '../store/imports.ts';
import { addOrganisation } from './add-organisation.ts';
import { changeOrganisation } from './change-organisation.ts';
import { forgetOldImports } from './forget-old-imports.ts';
import {
	cancelImport, commitImport, discardImport, listOwnImports, planImportAgain, previewImport, reportImport, startImport, viewImport
} from './imports.ts';
import { shippedId } from './load-content.ts';
import { insertMember } from './organisations-fixture.ts';

const { look } = useDatabase();
const akmola = shippedId('kz-akmola');
const abai = shippedId('kz-abai');

let coordinator: Person;
beforeAll(async () => {
	coordinator = await insertMember(look, 'coordinator', akmola);
});

const csv = (...rows: readonly string[]) => ({
	name: 'schools.csv',
	bytes: Buffer.from(['code;kind;parent;name_kk;name_ru;settlement;languages', ...rows].join('\n'))
});
const schools = (district: string, count: number) => [
	`${district};район;;;Район ${district};;`,
	...Array.from({ length: count }, (_, number) => `${district}-${number};;${district};${number} мектеп;Школа № ${number};село;қазақша`)
];
const preview = (file: { name: string; bytes: Uint8Array }, actor: Actor = coordinator) => previewImport(actor, 'organisations', akmola, file);

/** What the background job gets, with a progress that the test can watch or cut off. */
async function workOf(
	importId: string,
	onReport: (done: number) => Promise<void> = () => Promise.resolve()
): Promise<LongWork<{ progressId: string; importId: string }>> {
	const { stored } = await viewImport(coordinator, importId);
	const progressId = stored.progressId ?? '';
	const { account: _account, ...person } = coordinator; // as a job knows the person
	return {
		id: 'job',
		data: { progressId, importId },
		attempt: 1,
		isLastAttempt: false,
		signal: new AbortController().signal,
		person,
		query: () => Promise.resolve([]),
		report: async (done) => {
			await onReport(done);
			if (!(await reportProgress(person, progressId, { done }))) throw new WorkCancelled(progressId);
		}
	};
}

async function carryOut(importId: string): Promise<void> {
	await startImport(coordinator, importId);
	await commitImport(await workOf(importId));
	await look('delete from jobs.job');
}

const everything = () =>
	look('select id, parent_id, kind, name, code, settlement, instruction_locales, ancestors, closed_at from people.organisation order by id');
const codeOfError = async (work: Promise<unknown>): Promise<string> => work.then(() => '', (error: unknown) => (error as { code: string }).code);

describe('an import', () => {
	test('looking at it changes nothing; carried out it is there; a second time changes nothing', async () => {
		const before = await everything();
		const file = csv(...schools('p1', 1_200), 'p1-0;;;;Та же школа ещё раз;;', 'bad;ракета;;;Ракета;;');
		const first = await preview(file);
		expect(await everything()).toEqual(before);
		expect((await viewImport(coordinator, first)).counts).toEqual({ new: 1_201, changed: 0, skipped: 0, alike: 0, wrong: 2 });
		await carryOut(first);
		const { state, progress, stored } = await viewImport(coordinator, first);
		expect(state).toBe('done');
		expect(stored.committedAt).not.toBeNull();
		expect(progress).toMatchObject({ state: 'done', done: 1_201, total: 1_201 });
		const [lost] = await look(`select count(*)::int as count from people.organisation o left join people.organisation p on p.id = o.parent_id
			where o.code like 'p1%' and o.ancestors is distinct from coalesce(p.ancestors, '{}') || o.id`);
		expect(lost).toEqual({ count: 0 });
		const [school] = await look(`select name, settlement, instruction_locales from people.organisation where code = 'p1-7'`);
		expect(school).toEqual({ name: { kk: '7 мектеп', ru: 'Школа № 7', en: '' }, settlement: 'rural', instruction_locales: ['kk'] });

		const after = await everything();
		const second = await preview(file);
		expect((await viewImport(coordinator, second)).counts).toEqual({ new: 0, changed: 0, skipped: 1_201, alike: 0, wrong: 2 });
		await expect(startImport(coordinator, second)).rejects.toMatchObject({ code: 'import.nothing_to_do' });
		expect(await everything()).toEqual(after);
	});

	test('every change has its audit event, and the import its own', async () => {
		const id = await preview(csv(...schools('p2', 2)));
		await carryOut(id);
		const again = await preview(csv('p2-0;;;;Новое имя;;', 'p2-1;;kz-akmola;;;;'));
		await carryOut(again);
		const events = await look<{ action: string; code: string }>(`
			select e.action, o.code from people.audit_event e join people.organisation o on o.id = e.subject_id
			where o.code like 'p2%' order by e.happened_at, o.code`);
		expect(events.map(({ action, code }) => `${code} ${action}`)).toEqual([
			'p2 organisation.added', 'p2-0 organisation.added', 'p2-1 organisation.added', 'p2-0 organisation.changed', 'p2-1 organisation.moved'
		]);
		const [own] = await look('select details from people.audit_event where action = $1 order by happened_at desc limit 1', ['organisations.imported']);
		expect(own).toEqual({ details: { new: 0, changed: 2, skipped: 0, alike: 0, wrong: 0 } });
	});

	test('reports every row with what became of it', async () => {
		const id = await preview(csv(...schools('p3', 1), 'p3;;;;Район p3;;'));
		await carryOut(id);
		const { rows } = await reportImport(coordinator, id);
		expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([[2, 'new'], [3, 'new'], [4, 'wrong']]);
		const [district] = await look<{ id: string }>(`select id from people.organisation where code = 'p3'`);
		expect(rows[0]?.targetId).toBe(district?.id);
	});

	test('a workbook does the same as a CSV file', async () => {
		const cells = schools('p4', 3).map((row) => row.split(';'));
		const header = ['Код', 'Вид', 'Код вышестоящей организации', 'Название на казахском', 'Название на русском', 'Город или село', 'Языки обучения'];
		const bytes = await writeSpreadsheet([{ name: 'Школы', rows: [header, ...cells] }]);
		const id = await preview({ name: '..\\..\\школы\u0000.xlsx', bytes });
		const { counts, stored } = await viewImport(coordinator, id);
		expect(counts.new).toBe(4);
		expect(stored.fileName).toBe('школы.xlsx');
	});

	test('moves districts with all their schools, also into one that the file makes', async () => {
		await carryOut(await preview(csv('c1;cpd_centre;;;Центр 1;;', 'c2;cpd_centre;c1;;Центр 2;;', 'c3;cpd_centre;c2;;Центр 3;;')));
		// Upside down: each lies in the one that lay in it.
		await carryOut(await preview(csv('c0;cpd_centre;;;Центр 0;;', 'c1;;c2;;;;', 'c2;;c3;;;;', 'c3;;c0;;;;')));
		const rows = await look<{ code: string; path: string[] }>(`
			select o.code, array(
				select p.code from unnest(o.ancestors) with ordinality as a (id, n) join people.organisation p on p.id = a.id order by n
			) as path
			from people.organisation o where o.code = 'c1'`);
		expect(rows[0]?.path).toEqual(['kz', 'kz-akmola', 'c0', 'c3', 'c2', 'c1']);
	});
});

describe('alike names', () => {
	test('are held back, and taken in when somebody says that they are others', async () => {
		await carryOut(await preview(csv('', 'a1;;;;Школа имени Абая;;')));
		const id = await preview(csv('a2;;;;Школа им. Абая;;', 'a3;;;;«Школа имени Абая»;;'));
		expect((await viewImport(coordinator, id)).counts).toMatchObject({ new: 1, alike: 1 });
		await planImportAgain(coordinator, id, { areAlikeOthers: true });
		expect((await viewImport(coordinator, id)).counts).toMatchObject({ new: 2, alike: 0 });
		await carryOut(id);
		const again = await preview(csv('a2;;;;Школа им. Абая;;', 'a3;;;;«Школа имени Абая»;;'));
		expect((await viewImport(coordinator, again)).counts).toMatchObject({ skipped: 2 });
	});
});

describe('cancelling', () => {
	test('in the middle leaves everything as it was, and it can be started again', async () => {
		const before = await everything();
		const events = await look('select count(*) from people.audit_event');
		const id = await preview(csv(...schools('k1', 1_700)));
		await startImport(coordinator, id);
		const seen: number[] = [];
		const work = await workOf(id, async (done) => {
			seen.push(done);
			if (done >= 1_001) await cancelImport(coordinator, id);
		});
		await expect(commitImport(work)).rejects.toBeInstanceOf(WorkCancelled);
		expect(seen).toEqual([1, 501, 1_001]);
		expect(await everything()).toEqual(before);
		expect(await look('select count(*) from people.audit_event')).toEqual(events);
		expect((await viewImport(coordinator, id)).state).toBe('cancelled');
		await carryOut(id);
		expect((await viewImport(coordinator, id)).state).toBe('done');
	});

	test('in the last moment undoes everything, after it nothing', async () => {
		const id = await preview(csv(...schools('k2', 3)));
		await startImport(coordinator, id);
		const work = await workOf(id);
		const { progressId } = work.data;
		// Reports come at most four times a second: the last one may be long ago when the person cancels.
		const late = {
			...work,
			report: async () => {
				await cancelProgress(work.person, progressId);
			}
		};
		await expect(commitImport(late)).rejects.toBeInstanceOf(WorkCancelled);
		expect(await look(`select from people.organisation where code like 'k2%'`)).toEqual([]);
		await carryOut(id);
		await cancelImport(coordinator, id);
		expect((await viewImport(coordinator, id)).state).toBe('done');
	});

	test('work that was cut off is done again as a whole, and not twice', async () => {
		const id = await preview(csv(...schools('k3', 600)));
		await startImport(coordinator, id);
		const cut = await workOf(id, (done) => (done > 1 ? Promise.reject(new Error('power cut')) : Promise.resolve()));
		await expect(commitImport(cut)).rejects.toThrow('power cut');
		expect(await look(`select from people.organisation where code like 'k3%'`)).toEqual([]);
		await commitImport(await workOf(id));
		await commitImport(await workOf(id));
		expect(await look(`select from people.organisation where code like 'k3%'`)).toHaveLength(601);
	});
});

describe('what changes meanwhile', () => {
	test('a file that would do something else by now is not carried out, but can be looked at again', async () => {
		const id = await preview(csv('m1;;;;Школа перемен;;'));
		await startImport(coordinator, id);
		await addOrganisation(coordinator, {
			parentId: akmola, kind: 'school', name: { kk: '', ru: 'Школа перемен', en: '' }, code: '', settlement: '', instructionLocales: []
		});
		await expect(commitImport(await workOf(id))).rejects.toMatchObject({ code: 'import.outdated' });
		const { stored } = await viewImport(coordinator, id);
		await cancelProgress(coordinator, stored.progressId ?? '');
		await planImportAgain(coordinator, id, { areAlikeOthers: false });
		expect((await viewImport(coordinator, id)).counts).toMatchObject({ changed: 1, new: 0 });
	});

	test('other changes do not matter', async () => {
		const id = await preview(csv('m2;;;;Школа покоя;;'));
		await startImport(coordinator, id);
		const [district] = await look<{ id: string }>(`select id from people.organisation where code = 'p1'`);
		await changeOrganisation(coordinator, district?.id ?? '', { facts: { settlement: 'rural' } });
		await commitImport(await workOf(id));
		expect(await look(`select from people.organisation where code = 'm2'`)).toHaveLength(1);
	});

	test('whoever loses the role in between imports nothing', async () => {
		const former = await insertMember(look, 'coordinator', akmola);
		const id = await preview(csv('m3;;;;Школа;;'), former);
		await startImport(former, id);
		await look('update people.membership set until = now() where person_id = $1', [former.personId]);
		const { stored } = await viewImport(former, id);
		const work = { ...(await workOf(await preview(csv('m4;;;;Ш;;')))), data: { importId: id, progressId: stored.progressId ?? '' }, person: former };
		await expect(commitImport(work)).rejects.toMatchObject({ code: 'right.missing' });
		expect(await look(`select from people.organisation where code = 'm3'`)).toEqual([]);
	});

	test('is started once', async () => {
		const id = await preview(csv('m5;;;;Школа пять;;'));
		const outcomes = await Promise.allSettled([startImport(coordinator, id), startImport(coordinator, id)]);
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		await expect(startImport(coordinator, id)).rejects.toMatchObject({ code: 'import.running' });
		await expect(planImportAgain(coordinator, id, { areAlikeOthers: true })).rejects.toMatchObject({ code: 'import.running' });
		await commitImport(await workOf(id));
		for (const act of [startImport, discardImport]) expect(await codeOfError(act(coordinator, id))).toBe('import.committed');
		await look('delete from jobs.job');
	});
});

describe('who may', () => {
	test('not a stranger, a teacher of it, the coordinator of another region; nobody for an organisation elsewhere', async () => {
		const file = csv('w1;;;;Школа;;');
		for (const actor of [await insertMember(look), await insertMember(look, 'teacher', akmola), await insertMember(look, 'coordinator', abai)])
			await expect(preview(file, actor)).rejects.toMatchObject({ code: 'right.missing' });
		await expect(preview(file, { kind: 'anonymous', requestId: 'r' })).rejects.toMatchObject({ code: 'account.required' });
		await expect(previewImport(coordinator, 'organisations', abai, file)).rejects.toMatchObject({ code: 'right.missing' });
	});

	test('an import is nobody else’s, not even another coordinator’s of the same region', async () => {
		const id = await preview(csv('w2;;;;Школа;;'));
		const other = await insertMember(look, 'coordinator', akmola);
		for (const act of [viewImport, reportImport, startImport, cancelImport, discardImport])
			expect(await codeOfError(act(other, id))).toBe('import.not_found');
		expect(await listOwnImports(other, 'organisations', akmola)).toEqual([]);
		expect(await inTransaction(actingAs(other), (transaction) => listImportRows(transaction, id))).toEqual([]);
		expect((await listOwnImports(coordinator, 'organisations', akmola)).map((stored) => stored.id)).toContain(id);
	});

	test.each([
		['nothing', Buffer.from(''), 'import.file_missing'],
		['a header alone', Buffer.from('code;name_ru\n'), 'import.no_rows'],
		['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'import.file_kind'],
		['an open quotation mark', Buffer.from('code,name_ru\n1,"Школа\n2,Школа\n'), 'import.file_malformed'],
		['one column twice', Buffer.from('code,код,name_ru\n1,2,3\n'), 'import.column_twice'],
		['more than is taken', Buffer.alloc(17 * 1024 * 1024, 'a'), 'import.file_too_large']
	])('%s is refused', async (_what, bytes, code) => {
		await expect(preview({ name: 'x', bytes })).rejects.toMatchObject({ code });
	});
});

test('old files are forgotten, what they changed is not', async () => {
	const id = await preview(csv('o1;;;;Старая школа;;'));
	await carryOut(id);
	await look(`update people.import set created_at = now() - interval '31 days' where id = $1`, [id]);
	expect(await forgetOldImports()).toBe(1);
	await expect(viewImport(coordinator, id)).rejects.toMatchObject({ code: 'import.not_found' });
	expect(await look(`select from people.organisation where code = 'o1'`)).toHaveLength(1);
});

test('in the background, as a job', async () => {
	const id = await preview(csv(...schools('j1', 20)));
	let jobs: RunningJobs | undefined;
	try {
		jobs = await startJobs(peopleJobs, { pollSeconds: 1 });
		await startImport(coordinator, id);
		await expect.poll(async () => (await viewImport(coordinator, id)).state, { timeout: 15_000 }).toBe('done');
		const { stored } = await viewImport(coordinator, id);
		expect((await findProgress(coordinator, stored.progressId ?? ''))?.result).toEqual({ new: 21, changed: 0, skipped: 0, alike: 0, wrong: 0 });
	} finally {
		await jobs?.stop();
	}
});
