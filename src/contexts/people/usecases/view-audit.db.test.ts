import { v7 as uuidv7 } from 'uuid';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '#platform/actor.ts';
import { readCsv } from '#platform/csv.ts';
import { useDatabase } from '../../../../tests/database.ts';
import { exportAudit, viewAudit, viewOwnAudit } from './view-audit.ts';

const { look } = useDatabase();

const person = (): Person => ({ kind: 'person', personId: uuidv7(), requestId: 'test', account: { name: 'Айгүл', email: 'a@b.kz' } });
const administrator = person();
const teacher = person();
const stranger = person();
const request = uuidv7();

beforeAll(async () => {
	for (const { personId } of [administrator, teacher, stranger]) await look('insert into people.person (id) values ($1)', [personId]);
	await look("insert into people.membership (id, person_id, role) values ($1, $2, 'administrator')", [uuidv7(), administrator.personId]);
	// A hundred thousand lines of a year, a third of them of the teacher.
	await look(
		`insert into people.audit_event (id, happened_at, person_id, action, request_id, details)
		select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '7000' || lpad(to_hex(n), 16, '8'))::uuid,
			moment, case when n % 3 = 0 then $1::uuid end, case when n % 10 = 0 then 'consent.given' else 'attempt.started' end, $2, '{"attempt":"=1+1"}'
		from (select n, timestamptz '2025-11-01' + n * interval '5 minutes' as moment from generate_series(1, 100000) n) as line`,
		[teacher.personId, request]
	);
	await look("insert into people.audit_event (id, action, subject_id, person_id) values ($1, 'membership.begun', $2, $3)", [
		uuidv7(),
		teacher.personId,
		administrator.personId
	]);
	await look('analyze people.audit_event');
});

describe('the whole log', () => {
	test('is for administrators', async () => {
		await expect(viewAudit(teacher, {})).rejects.toMatchObject({ code: 'right.missing' });
		await expect(exportAudit(teacher, {})).rejects.toMatchObject({ code: 'right.missing' });
		await expect(viewAudit({ kind: 'anonymous', requestId: 'test' }, {})).rejects.toMatchObject({ code: 'account.required' });
	});

	test('page after page, newest first, without gap or overlap', async () => {
		const seen: string[] = [];
		let before: string | undefined;
		for (let page = 0; page < 5; page += 1) {
			const { events, older } = await viewAudit(administrator, { action: 'consent.given', ...(before === undefined ? {} : { before }) });
			seen.push(...events.map(({ id }) => id));
			before = older;
		}
		expect(seen).toHaveLength(250);
		expect(new Set(seen).size).toBe(250);
		expect(seen).toEqual(seen.toSorted().reverse());
	});

	test.each([{}, { action: 'consent.given' }, { from: '2025-12-01', to: '2025-12-01' }, { id: request }, { id: teacher.personId }])(
		'%j is answered at once among 100,000 lines',
		async (filter) => {
			await viewAudit(administrator, filter); // plans and caches
			const start = performance.now();
			const { events } = await viewAudit(administrator, filter);
			expect(events).toHaveLength(50);
			expect(performance.now() - start).toBeLessThan(500);
		}
	);

	test('a day holds what happened on it in Kazakhstan', async () => {
		const { events } = await viewAudit(administrator, { from: '2025-12-01', to: '2025-12-01' });
		for (const { happenedAt } of events) {
			expect(happenedAt.getTime()).toBeGreaterThanOrEqual(Date.parse('2025-12-01T00:00+05:00'));
			expect(happenedAt.getTime()).toBeLessThan(Date.parse('2025-12-02T00:00+05:00'));
		}
	});

	test('as a file: all lines, in pieces, with nothing that would be run as a formula; and taking it is an event', async () => {
		const pieces: string[] = [];
		for await (const piece of await exportAudit(administrator, {})) pieces.push(piece);
		expect(pieces.length).toBeGreaterThan(20);
		expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(2_000_000);
		const { rows } = readCsv(new TextEncoder().encode(pieces.join('')));
		expect(rows.length).toBeGreaterThan(100_001);
		expect(rows.slice(1).flatMap(({ cells }) => cells).filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
		expect((await viewAudit(administrator, {})).events[0]?.action).toBe('audit.exported');
	}, 60_000);
});

describe('the own part of the log', () => {
	test('what one did, and what others did about one', async () => {
		const { events } = await viewOwnAudit(teacher);
		expect(events[0]).toMatchObject({ action: 'membership.begun', isOwn: false });
		expect(events[1]).toMatchObject({ isOwn: true });
		expect(events.every(({ personId, subjectId }) => personId === teacher.personId || subjectId === teacher.personId)).toBe(true);
	});

	test('of a stranger there is nothing, and a guess of an id helps nobody', async () => {
		expect((await viewOwnAudit(stranger)).events).toEqual([]);
		await expect(viewOwnAudit(stranger, "x' or true")).rejects.toMatchObject({ code: 'audit.filter' });
	});
});
