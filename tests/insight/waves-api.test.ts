import { expect, test } from 'vitest';
import { createWave, openWave, viewWave } from '#contexts/insight/index.ts';
import { prepareQueues } from '#platform/jobs.ts';
import { api } from '../../src/api.ts';
import { waveFields } from '../../src/contexts/insight/wave-fixture.ts';
import { peopleFixture } from '../../src/contexts/people/people-fixture.ts';
import { jobWorkers } from '../../src/jobs.ts';
import { useDatabase } from '../database.ts';

const { look } = useDatabase();
const { makeOrganisation, makeMember } = peopleFixture(look);

test('a guest joins, answers, submits and shares over HTTP; the leader’s operations are closed to them', async () => {
	await prepareQueues(jobWorkers);
	const school = await makeOrganisation('school');
	const head = await makeMember('Басшы', 'head', school);
	const id = await createWave(head, { ...waveFields([school]), organisationId: school, instrumentId: 'selfie-kz' });
	await openWave(head, id);
	const code = (await viewWave(head, id)).node?.joinCode ?? '';
	let token = '';
	const send = async (method: string, path: string, body?: object) => {
		const headers = { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) };
		const response = await api.request(`/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
		const text = await response.text();
		return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
	};
	expect((await send('POST', '/waves/join', { code: 'nothing', consent: true })).json['code']).toBe('wave.code_malformed');
	const joined = await send('POST', '/waves/join', { code, consent: true });
	expect(joined).toMatchObject({ status: 200, json: { wave: id, isFinished: false } });
	token = String(joined.json['resumeCode']);
	const attempt = String(joined.json['attempt']);
	expect((await send('POST', `/waves/${id}/share`, { share: true, consent: true })).json['code']).toBe('wave.not_finished');
	await send('PUT', `/attempts/${attempt}/answers/1.1.1`, { answer: 'B1' });
	expect((await send('POST', `/attempts/${attempt}/submit`)).status).toBe(200);
	expect((await send('POST', `/waves/${id}/share`, { share: true, consent: true, localAnswers: { 1: 1 } })).status).toBe(204);
	expect((await send('GET', '/waves')).json).toMatchObject({ waves: [{ wave: id, decision: 'shared' }] });
	expect((await send('GET', `/waves/${id}`)).status).toBe(404);
	expect((await send('POST', `/waves/${id}/close`)).status).toBe(401);
});
