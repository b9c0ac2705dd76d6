import { beforeAll, describe, expect, test } from 'vitest';
import { shippedId } from '../../src/contexts/people/usecases/load-content.ts';
import { api } from '../../src/api.ts';
import { inOwnerSession, useDatabase } from '../database.ts';
import { addAccount, addMembership, cookieOf } from '../front-doors/people.ts';

const { ownerUrl } = useDatabase();
const akmola = shippedId('kz-akmola');
const abai = shippedId('kz-abai');

let coordinator: string;
let stranger: string;
beforeAll(async () => {
	await inOwnerSession(ownerUrl, async (owner) => {
		const [one, other] = [await addAccount(owner, 'coordinator'), await addAccount(owner, 'stranger')];
		await addMembership(owner, one, akmola, 'coordinator');
		[coordinator, stranger] = [await cookieOf(owner, one), await cookieOf(owner, other)];
	});
});

async function send(cookie: string, method: string, path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
	const isText = typeof body === 'string';
	const response = await api.request(`http://localhost/api/v1${path}`, {
		method,
		headers: { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en', 'content-type': isText ? 'text/csv' : 'application/json' },
		...(body !== undefined && { body: isText ? body : JSON.stringify(body) })
	});
	const text = await response.text();
	return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}

describe('organisations', () => {
	test('are found, added, changed, moved, closed', async () => {
		expect(await send(stranger, 'GET', '/organisations?query=kz-akmola')).toMatchObject({ status: 200, json: { total: 1 } });
		const name = { kk: '', ru: 'Район', en: 'District' };
		const added = await send(coordinator, 'POST', `/organisations/${akmola}/children`, { kind: 'district', name });
		expect(added.status).toBe(201);
		const district = `/organisations/${String(added.json['id'])}`;
		expect((await send(coordinator, 'PATCH', district, { code: 'api-1', settlement: 'rural', closed: true })).status).toBe(204);
		expect((await send(stranger, 'GET', district)).json).toMatchObject({ name, code: 'api-1', settlement: 'rural', parent: akmola });
		expect(await send(coordinator, 'PATCH', district, { parent: abai })).toMatchObject({ status: 403, json: { code: 'right.missing' } });
	});

	const nameless = { name: { kk: '\u0000', ru: '', en: '' } };
	test.each([
		['a stranger', () => stranger, 'PATCH', `/organisations/${akmola}`, {}, 403, 'right.missing'],
		['nobody', () => '', 'GET', '/organisations', undefined, 401, 'account.required'],
		['no id', () => coordinator, 'GET', '/organisations/first', undefined, 404, 'organisation.not_found'],
		['what never was', () => stranger, 'GET', `/organisations/${akmola.replace(/^.{8}/, '00000000')}`, undefined, 404, 'organisation.not_found'],
		['a zero byte', () => coordinator, 'PATCH', `/organisations/${akmola}`, nameless, 422, 'organisation.name_unreadable'],
		['another kind', () => coordinator, 'POST', `/organisations/${akmola}/children`, { kind: 'rocket', name: {} }, 422, undefined],
		['a school in itself', () => coordinator, 'PATCH', `/organisations/${akmola}`, { parent: akmola }, 403, 'right.missing']
	])('%s', async (_what, cookie, method, path, body, status, code) => {
		const answer = await send(cookie(), method, path, body);
		expect(answer.status).toBe(status);
		if (code !== undefined) expect(answer.json['code']).toBe(code);
	});
});

describe('imports', () => {
	test('a file is sent, looked at, planned again, thrown away', async () => {
		const made = await send(coordinator, 'POST', `/organisations/${akmola}/imports?fileName=schools.csv`, 'code,name_ru\na1,Школа\na1,Школа\n');
		expect(made).toMatchObject({ status: 201, json: { state: 'preview', fileName: 'schools.csv', counts: { new: 1, wrong: 1 } } });
		const address = `/organisations/${akmola}/imports/${String(made.json['id'])}`;
		expect((await send(coordinator, 'PATCH', address, { areAlikeOthers: true })).status).toBe(204);
		const wrong = await send(coordinator, 'GET', `${address}?outcome=wrong`);
		expect(wrong.json).toMatchObject({ rows: [{ line: 3, problems: [{ code: 'import.duplicate_code' }] }] });
		expect((await send(stranger, 'GET', address)).status).toBe(403);
		expect((await send(coordinator, 'POST', `${address}/start`)).status).toBe(202);
		expect(await send(coordinator, 'DELETE', address)).toMatchObject({ status: 409, json: { code: 'import.running' } });
		expect((await send(coordinator, 'POST', `${address}/cancel`)).status).toBe(204);
		expect((await send(coordinator, 'GET', address)).json).toMatchObject({ state: 'cancelled' });
		expect((await send(coordinator, 'DELETE', address)).status).toBe(204);
		expect((await send(coordinator, 'GET', address)).status).toBe(404);
	});

	test('a file may be larger than other bodies, within its own limit', async () => {
		const rows = Array.from({ length: 3_000 }, (_, number) => `big-${number},Школа с длинным названием ${number}`).join('\n');
		expect(await send(coordinator, 'POST', `/organisations/${akmola}/imports`, `code,name_ru\n${rows}`)).toMatchObject({ status: 201 });
		const tooLarge = await send(coordinator, 'POST', `/organisations/${akmola}/imports`, 'x'.repeat(17 * 1024 * 1024));
		expect(tooLarge).toMatchObject({ status: 413, json: { code: 'import.file_too_large' } });
	});
});
