import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWave, joinWave, openWave, remindParticipants, stopReminders, viewWave } from '#contexts/insight/index.ts';
import { prepareQueues } from '#platform/jobs.ts';
import { waveFields } from '../../src/contexts/insight/wave-fixture.ts';
import { codeOfFailure, peopleFixture } from '../../src/contexts/people/people-fixture.ts';
import { jobWorkers } from '../../src/jobs.ts';
import { useDatabase } from '../database.ts';

const { look, logins } = useDatabase();
const { makeOrganisation, makeMember } = peopleFixture(look);

let jobs: pg.Pool;
beforeAll(() => {
	jobs = new pg.Pool({ connectionString: logins().jobs, max: 1 });
});
afterAll(() => jobs.end());

const query = async <Row extends object>(statement: string, values?: unknown[]) => (await jobs.query(statement, values)).rows as Row[];
interface Letter extends Record<string, unknown> {
	readonly recipient: string;
	readonly body_text: string;
}
const letters = () => look<Letter>('select recipient, kind, body_text from platform.mail order by id');

test('who has not joined or not finished gets one letter a week, until they stop it', async () => {
	await prepareQueues(jobWorkers);
	const school = await makeOrganisation('school', null, 'Мектеп');
	const [head, idle, begun, late] = [
		await makeMember('Басшы', 'head', school),
		await makeMember('Айгүл', 'teacher', school),
		await makeMember('Болат', 'teacher', school),
		await makeMember('Сәуле', 'teacher', school)
	];
	const id = await createWave(head, { ...waveFields([school]), organisationId: school, instrumentId: 'selfie-kz' });
	await openWave(head, id);
	const code = (await viewWave(head, id)).node?.joinCode ?? '';
	await joinWave(begun, { code, consent: true, locale: 'kk' });
	await joinWave(late, { code, consent: true, locale: 'kk' });
	expect(await remindParticipants(query)).toBe(0);

	await look(`update insight.wave set opened_at = now() - interval '4 days' where id = $1`, [id]);
	await look(`update insight.participation set joined_at = now() - interval '4 days' where person_id = $1`, [begun.personId]);
	expect(await remindParticipants(query)).toBe(2);
	const sent = await letters();
	expect(sent.map(({ recipient, kind }) => [recipient, kind])).toEqual([
		[begun.account?.email, 'insight.wave-finish'],
		[idle.account?.email, 'insight.wave-join']
	]);
	expect(sent[1]?.body_text).toContain(`/waves/join/${code}`);
	expect(await remindParticipants(query)).toBe(0);

	const token = /reminders\/([\da-f-]{36})/.exec(sent[1]?.body_text ?? '')?.[1] ?? '';
	const nobody = { kind: 'anonymous', requestId: 'test' } as const;
	await stopReminders(nobody, token);
	await stopReminders(nobody, token);
	expect(await codeOfFailure(stopReminders(nobody, id))).toBe('link.expired');
	expect(await codeOfFailure(stopReminders(nobody, 'x'))).toBe('link.expired');
	await look(`update insight.reminder set sent_at = now() - interval '8 days'`);
	expect(await remindParticipants(query)).toBe(1);
	expect((await letters()).at(-1)).toMatchObject({ recipient: begun.account?.email });
	// The head of the school, who is no teacher there, is never written to.
	expect((await letters()).some(({ recipient }) => recipient === head.account?.email)).toBe(false);
});
