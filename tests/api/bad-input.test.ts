import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { locales } from '#platform/locale.ts';
import { apiAccess } from '../../src/access.ts';
import { api } from '../../src/api.ts';
import { problemCodes, sampleWords, statusOf } from '../../src/problems.ts';
import { useDatabase } from '../database.ts';

const { look } = useDatabase();

interface Guest {
	readonly attempt: string;
	readonly code: string;
}

async function startAsGuest(): Promise<Guest> {
	const response = await api.request('/api/v1/attempts', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ instrument: 'selfie-kz', locale: 'kk', consent: true })
	});
	expect(response.status).toBe(201);
	const { id, resumeCode } = (await response.json()) as { id: string; resumeCode: string };
	return { attempt: id, code: resumeCode };
}

let guest: Guest;
let stranger: Guest;
let submitted: Guest;

beforeAll(async () => {
	[guest, stranger, submitted] = await Promise.all([startAsGuest(), startAsGuest(), startAsGuest()]);
	await send({ method: 'PUT', path: (g) => `/attempts/${g.attempt}/answers/1.1.1`, by: () => submitted, body: { answer: 'B1' } }, 'kk');
	await send({ method: 'POST', path: (g) => `/attempts/${g.attempt}/submit`, by: () => submitted }, 'kk');
});

interface BadRequest {
	readonly method: string;
	readonly path: (guest: Guest) => string;
	/** Whose code is sent; the path is about this guest too, unless `about` says otherwise. */
	readonly by?: () => Guest;
	readonly about?: () => Guest;
	readonly code?: string;
	readonly body?: unknown;
	readonly raw?: string;
	readonly headers?: Readonly<Record<string, string>>;
}

async function send({ method, path, by = () => guest, about = by, code, body, raw, headers }: BadRequest, locale: string): Promise<Response> {
	return api.request(`/api/v1${path(about())}`, {
		method,
		headers: { 'accept-language': locale, authorization: `Bearer ${code ?? by().code}`, 'content-type': 'application/json', ...headers },
		...(method === 'GET' || method === 'DELETE' ? {} : { body: raw ?? JSON.stringify(body ?? {}) })
	});
}

/** Everything that could have been written, as text. */
async function everythingStored(): Promise<string> {
	const rows = await look<{ all: string }>(`
		select coalesce(string_agg(line, chr(10) order by line), '') as all from (
			select 'answer ' || a::text as line from self_assessment.answer a
			union all select 'attempt ' || a::text from self_assessment.attempt a
			union all select 'context ' || a::text from self_assessment.attempt_context a
			union all select 'rating ' || a::text from self_assessment.self_rating a
			union all select 'person ' || a::text from people.person a
		) stored
	`);
	return rows[0]?.all ?? '';
}

const answer = (item: string) => (g: Guest) => `/attempts/${g.attempt}/answers/${item}`;

const badRequests: Readonly<Record<string, readonly [BadRequest, string, number]>> = {
	'unknown item': [{ method: 'PUT', path: answer('9.9.9'), body: { answer: 'B1' } }, 'item.unknown', 422],
	'item that is code': [
		{ method: 'PUT', path: answer(encodeURIComponent("1.1.1'; drop table people.person; --")), body: { answer: 'B1' } },
		'item.unknown',
		422
	],
	'level outside the scale': [{ method: 'PUT', path: answer('1.1.1'), body: { answer: 'D1' } }, 'answer.outside_scale', 422],
	'number for a level': [{ method: 'PUT', path: answer('1.1.1'), body: { answer: 3 } }, 'answer.outside_scale', 422],
	'no answer at all': [{ method: 'PUT', path: answer('1.1.1'), body: {} }, 'answer.outside_scale', 422],
	'time that is none': [{ method: 'PUT', path: answer('1.1.1'), body: { answer: 'B1', answeredAt: 'yesterday' } }, 'answer.time', 422],
	'foreign attempt': [{ method: 'PUT', path: answer('1.1.1'), about: () => stranger, body: { answer: 'B1' } }, 'attempt.not_found', 404],
	'foreign report': [{ method: 'GET', path: (g) => `/attempts/${g.attempt}/report`, about: () => submitted }, 'attempt.not_found', 404],
	'foreign erasure': [{ method: 'DELETE', path: (g) => `/attempts/${g.attempt}`, about: () => stranger }, 'attempt.not_found', 404],
	'attempt that never was': [
		{ method: 'PUT', path: () => `/attempts/${randomUUID()}/answers/1.1.1`, body: { answer: 'B1' } },
		'attempt.not_found',
		404
	],
	'attempt that is no id': [{ method: 'GET', path: () => '/attempts/first' }, 'attempt.not_found', 404],
	'submitted attempt': [{ method: 'PUT', path: answer('1.1.1'), by: () => submitted, body: { answer: 'B2' } }, 'attempt.submitted', 409],
	'self-rating after submission': [
		{ method: 'PUT', path: (g) => `/attempts/${g.attempt}/self-rating/after`, by: () => submitted, body: { level: 'B2' } },
		'attempt.submitted',
		409
	],
	'report before submission': [{ method: 'GET', path: (g) => `/attempts/${g.attempt}/report` }, 'attempt.not_submitted', 409],
	'self-rating outside the scale': [
		{ method: 'PUT', path: (g) => `/attempts/${g.attempt}/self-rating/before`, body: { level: 'DK' } },
		'self_rating.outside_scale',
		422
	],
	'self-rating at no moment': [
		{ method: 'PUT', path: (g) => `/attempts/${g.attempt}/self-rating/during`, body: { level: 'B1' } },
		'self_rating.moment',
		404
	],
	'oversized body': [
		{ method: 'PUT', path: (g) => `/attempts/${g.attempt}/context`, raw: JSON.stringify({ school: 'x'.repeat(100_000) }) },
		'body.too_large',
		413
	],
	'broken JSON': [{ method: 'PUT', path: answer('1.1.1'), raw: '{"answer":"B1"' }, 'body.malformed', 400],
	'no JSON at all': [{ method: 'PUT', path: answer('1.1.1'), raw: 'answer=B1' }, 'body.malformed', 400],
	'unknown context question': [{ method: 'PUT', path: (g) => `/attempts/${g.attempt}/context`, body: { planet: 'mars' } }, 'context.unknown', 422],
	'context answer off the list': [
		{ method: 'PUT', path: (g) => `/attempts/${g.attempt}/context`, body: { region: 'atlantis' } },
		'context.invalid',
		422
	],
	'context text too long': [
		{ method: 'PUT', path: (g) => `/attempts/${g.attempt}/context`, body: { school: 'x'.repeat(5_000) } },
		'context.too_long',
		422
	],
	'no consent': [
		{ method: 'POST', path: () => '/attempts', body: { instrument: 'selfie-kz', locale: 'kk', consent: false } },
		'consent.required',
		422
	],
	'unknown language': [
		{ method: 'POST', path: () => '/attempts', body: { instrument: 'selfie-kz', locale: 'fr', consent: true } },
		'locale.unknown',
		422
	],
	'unknown instrument': [
		{ method: 'POST', path: () => '/attempts', body: { instrument: 'astrology', locale: 'kk', consent: true } },
		'instrument.not_found',
		404
	],
	'code with a typing mistake': [{ method: 'GET', path: (g) => `/attempts/${g.attempt}`, code: 'K7QF-9XRT-2M4D-H8WQ' }, 'resume_code.malformed', 422],
	'code of nobody': [{ method: 'GET', path: (g) => `/attempts/${g.attempt}`, code: '0000-0000-0000-0000' }, 'resume_code.unknown', 401],
	'consent to nothing known': [{ method: 'PUT', path: () => '/consents/sell', body: { locale: 'kk' } }, 'consent.unknown', 404],
	'release to nobody': [{ method: 'PUT', path: () => '/consents/release', body: { locale: 'kk' } }, 'consent.subject', 422],
	'release to what is no id': [
		{ method: 'PUT', path: () => '/consents/release', body: { locale: 'kk', organisation: 'school 7' } },
		'consent.subject',
		422
	],
	'consent in an unknown language': [{ method: 'PUT', path: () => '/consents/study', body: { locale: 'fr' } }, 'locale.unknown', 422],
	'export that never was': [{ method: 'GET', path: () => `/exports/${randomUUID()}/file` }, 'export.not_found', 404],
	'export that is no id': [{ method: 'GET', path: () => '/exports/..%2F..%2Fpassword/file' }, 'export.not_found', 404],
	'page of a log that is none': [{ method: 'GET', path: () => "/me/audit?before=x'%20or%20true" }, 'audit.filter', 422],
	'token of a guest': [{ method: 'POST', path: () => '/tokens', body: { name: 'x', scopes: ['read:me'], days: 30 } }, 'account.required', 401],
	'token that never was': [{ method: 'GET', path: () => '/me', code: 'qadam_pat_0' }, 'token.unknown', 401],
	'unknown address': [{ method: 'GET', path: () => '/teachers' }, 'route.not_found', 404]
};

describe('bad input gets a coded error in the language of the reader, and nothing is written', () => {
	test.each(Object.entries(badRequests))('%s', async (_name, [request, code, status]) => {
		const before = await everythingStored();
		const titles = new Set<string>();
		for (const locale of locales) {
			const response = await send(request, locale);
			expect(response.status).toBe(status);
			expect(response.headers.get('content-type')).toBe('application/problem+json');
			expect(response.headers.get('content-language')).toBe(locale);
			const problem = (await response.json()) as Record<string, string>;
			expect(problem).toMatchObject({ code, status, type: `/${locale}/api#${code}` });
			expect(problem['detail']).toMatch(/\S.{10,}/);
			expect(problem['detail']).not.toMatch(/undefined|\{\w+\}/);
			titles.add(problem['title'] ?? '');
		}
		expect(titles.size).toBe(3);
		expect(await everythingStored()).toBe(before);
	});

	test('a cookie is no key for other sites', async () => {
		const response = await api.request(`/api/v1/attempts/${guest.attempt}/answers/1.1.1`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json', cookie: `qadam_code=${guest.code}`, 'sec-fetch-site': 'cross-site' },
			body: '{"answer":"C2"}'
		});
		expect(response.status).toBe(403);
		expect(((await response.json()) as { code: string }).code).toBe('origin.foreign');
	});

	test('nobody is told that an attempt exists', async () => {
		const [foreign, none] = await Promise.all([
			send({ method: 'GET', path: () => `/attempts/${stranger.attempt}` }, 'en'),
			send({ method: 'GET', path: () => `/attempts/${randomUUID()}` }, 'en')
		]);
		const words = async (response: Response) => ({ ...((await response.json()) as object), requestId: '' });
		expect(await words(foreign)).toEqual(await words(none));
	});
});

describe('words of errors', () => {
	test.each(problemCodes)('%s says in three languages what happened and what to do', (code) => {
		const told = locales.map((locale) => sampleWords(code, locale));
		expect(new Set(told.map(({ title }) => title)).size).toBe(3);
		for (const { title, detail } of told) {
			expect(title).not.toMatch(/[.!]$/);
			expect(detail).toMatch(/[.?]$/);
		}
		expect(statusOf(code)).toBeGreaterThanOrEqual(400);
	});
});

describe('the OpenAPI document', () => {
	test('describes every operation of the specification', async () => {
		const document = (await (await api.request('/api/v1/openapi.json')).json()) as { openapi: string; paths: Record<string, Record<string, unknown>> };
		expect(document.openapi).toBe('3.1.0');
		const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
			Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
		);
		// Each operation stands in the table of rights, and each right of the table has its operation; the description itself is not described.
		const known = Object.keys(apiAccess).filter((operation) => operation !== 'GET /openapi.json');
		expect(known.length).toBeGreaterThan(50);
		expect(operations.sort()).toEqual(known.map((operation) => operation.replace(' ', ' /api/v1')).sort());
	});
});
