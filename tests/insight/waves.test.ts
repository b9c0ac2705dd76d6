import { describe, expect, test } from 'vitest';
import {
	addDays,
	archiveWave,
	changeOpenWave,
	changeWave,
	closeDueWaves,
	closeWave,
	createWave,
	dayOf,
	deleteDraft,
	openWave,
	suggestNextRound,
	viewDraft,
	viewWave,
	viewWaves
} from '#contexts/insight/index.ts';
import { prepareQueues } from '#platform/jobs.ts';
import { codeOfFailure, peopleFixture } from '../../src/contexts/people/people-fixture.ts';
import { jobWorkers } from '../../src/jobs.ts';
import { useDatabase } from '../database.ts';
import { waveFields } from '../../src/contexts/insight/wave-fixture.ts';

const { look } = useDatabase();
const { makeOrganisation, makeMember } = peopleFixture(look);

/** A district of two schools, with somebody in each. */
async function makeDistrict() {
	await prepareQueues(jobWorkers);
	const nation = await makeOrganisation('nation');
	const region = await makeOrganisation('region', nation);
	const district = await makeOrganisation('district', region, 'Аудан');
	const [first, second] = [await makeOrganisation('school', district, 'Бірінші мектеп'), await makeOrganisation('school', district, 'Екінші мектеп')];
	const [methodologist, head, other] = [
		await makeMember('Айгүл', 'methodologist', district),
		await makeMember('Болат', 'head', first),
		await makeMember('Сәуле', 'teacher', first)
	];
	return { region, district, first, second, methodologist, head, other };
}

const request = (organisationId: string, scope: readonly string[] = [organisationId]) => ({
	...waveFields(scope),
	organisationId,
	instrumentId: 'selfie-kz'
});

describe('from draft to archive', () => {
	test('a wave is made, changed, opened, prolonged, closed and put away, with an event for each', async () => {
		const { district, first, second, methodologist } = await makeDistrict();
		const id = await createWave(methodologist, request(district));
		expect((await viewDraft(methodologist, id)).fields).toMatchObject({ scope: [district], questions: [{ position: 1 }] });
		await changeWave(methodologist, id, waveFields([first], { title: 'Қысқы кезең' }));
		expect(await viewWave(methodologist, id)).toMatchObject({ wave: { state: 'draft', title: 'Қысқы кезең' }, mayManage: true, scope: [first] });
		await openWave(methodologist, id);
		const view = await viewWave(methodologist, id);
		expect(view).toMatchObject({ wave: { state: 'open' }, node: { id: district, below: 1 }, completion: { joined: 0, silent: 1 } });
		expect(view.node?.joinCode).toMatch(/^[\dA-Z]{4}-[\dA-Z]{4}$/);
		const nodes = await look<{ organisation_id: string }>('select organisation_id from insight.wave_node where wave_id = $1', [id]);
		expect(nodes.map((node) => node.organisation_id).sort()).toEqual([district, first].sort());
		expect(nodes.map((node) => node.organisation_id)).not.toContain(second);
		const later = addDays(view.wave.closesOn, 3);
		await changeOpenWave(methodologist, id, { closesOn: later });
		expect((await viewWave(methodologist, id)).wave.closesOn).toBe(later);
		await closeWave(methodologist, id);
		await archiveWave(methodologist, id);
		expect((await viewWave(methodologist, id)).wave.state).toBe('archived');
		const events = await look<{ action: string }>('select action from people.audit_event where subject_id = $1 order by id', [id]);
		expect(events.map(({ action }) => action)).toEqual(['wave.made', 'wave.changed', 'wave.opened', 'wave.changed', 'wave.closed', 'wave.archived']);
	});

	test('steps that are taken twice or too early are told as such', async () => {
		const { district, methodologist } = await makeDistrict();
		const id = await createWave(methodologist, request(district));
		expect(await codeOfFailure(closeWave(methodologist, id))).toBe('wave.not_open');
		expect(await codeOfFailure(archiveWave(methodologist, id))).toBe('wave.not_closed');
		expect(await codeOfFailure(changeOpenWave(methodologist, id, { message: '' }))).toBe('wave.not_open');
		await openWave(methodologist, id);
		expect(await codeOfFailure(openWave(methodologist, id))).toBe('wave.opened_already');
		expect(await codeOfFailure(deleteDraft(methodologist, id))).toBe('wave.opened_already');
		expect(await codeOfFailure(changeWave(methodologist, id, waveFields([district])))).toBe('wave.opened_already');
		await closeWave(methodologist, id);
		expect(await codeOfFailure(closeWave(methodologist, id))).toBe('wave.closed_already');
		expect(await codeOfFailure(changeOpenWave(methodologist, id, {}))).toBe('wave.not_open');
	});

	test('two who close at once close once, and one job is sent', async () => {
		const { district, methodologist } = await makeDistrict();
		const id = await createWave(methodologist, request(district));
		await openWave(methodologist, id);
		const codes = await Promise.all([codeOfFailure(closeWave(methodologist, id)), codeOfFailure(closeWave(methodologist, id))]);
		expect(codes.sort()).toEqual(['none', 'wave.closed_already']);
		const jobs = await look(`select from jobs.job where name = 'insight.publish' and data -> 'data' ->> 'waveId' = $1`, [id]);
		expect(jobs).toHaveLength(1);
	});

	test('a draft is deleted without a trace of its parts', async () => {
		const { district, methodologist } = await makeDistrict();
		const id = await createWave(methodologist, request(district));
		await deleteDraft(methodologist, id);
		expect(await codeOfFailure(viewWave(methodologist, id))).toBe('wave.not_found');
		expect(await look('select from insight.wave_question where wave_id = $1', [id])).toEqual([]);
	});

	test('the day after the last one a wave closes by itself, and not before', async () => {
		const { district, methodologist } = await makeDistrict();
		const id = await createWave(methodologist, request(district));
		await openWave(methodologist, id);
		const today = dayOf(new Date());
		await look('update insight.wave set opens_on = $2::date - 5, closes_on = $2::date where id = $1', [id, today]);
		await closeDueWaves('test');
		expect((await viewWave(methodologist, id)).wave.state).toBe('open');
		await look('update insight.wave set closes_on = $2::date - 1 where id = $1', [id, today]);
		expect(await closeDueWaves('test')).toBe(1);
		expect(await closeDueWaves('test')).toBe(0);
		expect((await viewWave(methodologist, id)).wave.state).toBe('closed');
	});
});

describe('the tree', () => {
	test('a school that has left the district before the wave opens is told, not left out in silence', async () => {
		const { region, district, first, second, methodologist } = await makeDistrict();
		const id = await createWave(methodologist, request(district, [first, second]));
		await look('update people.organisation set parent_id = $2 where id = $1', [second, region]);
		expect(await codeOfFailure(openWave(methodologist, id))).toBe('wave.node_moved');
		await changeWave(methodologist, id, waveFields([first]));
		await openWave(methodologist, id);
	});

	test('a school that moves while the wave is open stays in it', async () => {
		const { region, district, second, methodologist } = await makeDistrict();
		const id = await createWave(methodologist, request(district));
		await openWave(methodologist, id);
		await look('update people.organisation set parent_id = $2 where id = $1', [second, region]);
		expect((await viewWave(methodologist, id)).completion?.places).toHaveLength(2);
		expect(await viewWave(methodologist, id, second)).toMatchObject({ node: { id: second }, path: [{ id: district }, { id: second }] });
	});

	test('organisations elsewhere and closed ones are refused', async () => {
		const { region, district, second, methodologist } = await makeDistrict();
		expect(await codeOfFailure(createWave(methodologist, request(district, [region])))).toBe('wave.node_outside');
		await look('update people.organisation set closed_at = now() where id = $1', [second]);
		expect(await codeOfFailure(createWave(methodologist, request(district, [second])))).toBe('wave.node_outside');
	});

	test('a newer version of the instrument leaves a wave with its own', async () => {
		const { district, methodologist } = await makeDistrict();
		const id = await createWave(methodologist, request(district));
		await look(`
			insert into self_assessment.instrument (id, version, checksum, body)
			select id, '9.0.0', 'newer', jsonb_set(body, '{version}', '"9.0.0"') from self_assessment.instrument
			where id = 'selfie-kz' and version = '1.0.0'
		`);
		await openWave(methodologist, id);
		expect((await viewWave(methodologist, id)).wave.instrumentVersion).toBe('1.0.0');
		await look(`delete from self_assessment.instrument where version = '9.0.0'`);
	});
});

describe('who may', () => {
	test('a head of one school sees the wave of the district from the school on, and manages nothing of it', async () => {
		const { district, first, second, methodologist, head, other } = await makeDistrict();
		const id = await createWave(methodologist, request(district));
		expect(await codeOfFailure(viewWave(head, id))).toBe('wave.not_found');
		await openWave(methodologist, id);
		expect(await viewWave(head, id)).toMatchObject({ node: { id: first }, mayManage: false });
		expect(await codeOfFailure(viewWave(head, id, second))).toBe('right.missing');
		expect(await codeOfFailure(viewWave(head, id, district))).toBe('right.missing');
		expect(await codeOfFailure(closeWave(head, id))).toBe('right.missing');
		expect(await viewWaves(head, first)).toMatchObject({ waves: [], joined: [{ id, places: 3 }] });
		expect(await codeOfFailure(createWave(head, request(district)))).toBe('right.missing');
		expect(await codeOfFailure(viewWaves(other, first))).toBe('right.missing');
		expect(await codeOfFailure(viewWave(other, id))).toBe('wave.not_found');
		expect(await codeOfFailure(closeWave({ kind: 'anonymous', requestId: 'test' }, id))).toBe('account.required');
	});

	test('from above everything is seen, by roles that reach down', async () => {
		const { region, district, methodologist } = await makeDistrict();
		const analyst = await makeMember('Дана', 'analyst', region);
		const id = await createWave(methodologist, request(district));
		await openWave(methodologist, id);
		expect(await viewWave(analyst, id)).toMatchObject({ node: { id: district }, mayManage: false });
		expect((await viewWaves(analyst, district)).waves.map((wave) => wave.id)).toEqual([id]);
	});
});

test('the next round takes over what was asked, half a year later', async () => {
	const { district, methodologist } = await makeDistrict();
	const id = await createWave(methodologist, request(district));
	await openWave(methodologist, id);
	const { fields, previous } = await suggestNextRound(methodologist, id);
	expect(fields).toMatchObject({ scope: [district], dimensions: ['gender', 'experience_years'], opensOn: addDays(previous.closesOn, 182) });
	const next = await createWave(methodologist, { ...fields, organisationId: district, instrumentId: 'selfie-kz', previousId: id });
	expect((await viewWave(methodologist, next)).wave.previousId).toBe(id);
});
