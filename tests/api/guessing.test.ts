import { describe, expect, test } from 'vitest';
import { recogniseSent, recogniseTyped } from '#contexts/people/index.ts';
import { addressHeader } from '#platform/http/address-header.ts';
import { newResumeCode } from '../../src/contexts/people/domain/resume-code.ts';
import { api } from '../../src/api.ts';
import { useDatabase } from '../database.ts';

useDatabase();

/** A request as the server hands it on, with the address that it comes from. */
function ask(network: string, headers: Readonly<Record<string, string>>): Promise<Response> {
	const request = new Request('http://localhost/api/v1/me', { headers });
	return Promise.resolve(api.fetch(request, { incoming: { headers: { [addressHeader]: network } } }));
}
const bearer = (network: string, secret: string) => ask(network, { authorization: `Bearer ${secret}` });
const statuses = async (asked: readonly Promise<Response>[]) => (await Promise.all(asked)).map(({ status }) => status);
const times = <Result>(count: number, make: (index: number) => Result) => Array.from({ length: count }, (_, index) => make(index));

const codeOf = (refusal: unknown) => (refusal as { code: string }).code;

async function startAsGuest(): Promise<string> {
	const response = await api.request('/api/v1/attempts', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ instrument: 'selfie-kz', locale: 'kk', consent: true })
	});
	return ((await response.json()) as { resumeCode: string }).resumeCode;
}

describe('guesses at the API', () => {
	test.each([
		['resume codes', () => newResumeCode()],
		['personal tokens', () => `qadam_pat_${crypto.randomUUID()}`],
		['what is no code at all', (index: number) => `guess-${index}`]
	])('%s: a hundred from a network, then even a right one waits, and other networks do not', async (what, guess) => {
		const network = `network of ${what}`;
		const code = await startAsGuest();
		expect(await statuses(times(100, (index) => bearer(network, guess(index))))).not.toContain(429);
		const refused = await bearer(network, guess(100));
		expect(refused.status).toBe(429);
		expect(await refused.json()).toMatchObject({ code: 'rate.limited' });
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
		expect((await bearer(network, code)).status).toBe(429);
		expect((await bearer(`another ${network}`, code)).status).toBe(200);
	});

	test('a program that sends the same wrong token over and over is refused alone: its network goes on', async () => {
		const token = `qadam_pat_${crypto.randomUUID()}`;
		expect(await statuses(times(10, () => bearer('school', token)))).toEqual(times(10, () => 401));
		expect(new Set(await statuses(times(200, () => bearer('school', token))))).toEqual(new Set([429]));
		expect((await bearer('elsewhere', token)).status).toBe(429);
		expect((await bearer('school', await startAsGuest())).status).toBe(200);
	});

	test('a right secret is never counted, however often it comes', async () => {
		const code = await startAsGuest();
		expect(new Set(await statuses(times(150, () => bearer('busy', code))))).toEqual(new Set([200]));
	});

	test('codes in a cookie: six hundred from a network', async () => {
		const sent = (secret: string) =>
			recogniseSent(secret, { by: 'cookie', network: 'cookies', requestId: 'test' }).then(() => 'known', codeOf);
		expect(new Set(await Promise.all(times(600, () => sent(newResumeCode()))))).toEqual(new Set(['resume_code.unknown']));
		expect(await sent(newResumeCode())).toBe('rate.limited');
		expect(await sent(await startAsGuest())).toBe('rate.limited');
	});
});

test('codes typed on the page: sixty wrong ones an hour from a network, and right ones are not counted', async () => {
	const visit = (network: string) => ({ cookie: null, userAgent: null, network, locale: 'kk' as const, requestId: 'test' });
	const type = (network: string, code: string) => recogniseTyped(visit(network), code).then(() => 'known', codeOf);
	const code = await startAsGuest();
	for (let turn = 0; turn < 5; turn += 1) expect(await type('class', code)).toBe('known');
	expect(new Set(await Promise.all(times(60, () => type('class', newResumeCode()))))).toEqual(new Set(['resume_code.unknown']));
	expect(await type('class', code)).toBe('rate.limited');
	expect(await type('class next door', code)).toBe('known');
});
