/** Exports, and what tokens reach, over HTTP. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eraseGuest, listExports, makeToken, openExport, privacyJobs, recognise, requestExport, revokeToken } from '#contexts/people/index.ts';
import { giveAnswer, setGoal, startAttempt, submitAttempt } from '#contexts/self-assessment/index.ts';
import type { Person } from '#platform/actor.ts';
import { readCsv } from '#platform/csv.ts';
import { type RunningJobs, startJobs } from '#platform/jobs.ts';
import { openPrivateFiles } from '#platform/private-files.ts';
import { api } from '../../src/api.ts';
import { dataHolders } from '../../src/my-data.ts';
import { useDatabase } from '../database.ts';

const base = useDatabase();
let folder = '';
let jobs: RunningJobs;

beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'qadam-files-'));
	openPrivateFiles(folder);
	jobs = await startJobs(privacyJobs(dataHolders), { pollSeconds: 0.5 });
});
afterAll(async () => {
	await jobs.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function newAccount(name = 'Айгүл'): Promise<Person> {
	const personId = uuidv7();
	const email = `${personId}@mektep.kz`;
	await base.look('insert into people.account (id, name, email) values ($1, $2, $3)', [personId, name, email]);
	return { kind: 'person', personId, requestId: 'test', account: { name, email } };
}

async function finishAttempt(person: Person, note: string): Promise<string> {
	const { attempt } = await startAttempt(person, { instrumentId: 'selfie-kz', locale: 'kk', consent: true });
	await giveAnswer(person, attempt.id, { item: '1.1.1', answer: 'B2' });
	await submitAttempt(person, attempt.id);
	await setGoal(person, attempt.id, { item: '1.1.1', target: 'C1', dueOn: null, note });
	return attempt.id;
}

/** Files of an archive by name, read from its central directory (APPNOTE.TXT, 4.3.12). */
function unzip(archive: Buffer): Map<string, Buffer> {
	const files = new Map<string, Buffer>();
	const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
	let at = archive.readUInt32LE(end + 16);
	for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
		const [method, size, nameLength] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
		const start = archive.readUInt32LE(at + 42);
		const content = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
		const bytes = archive.subarray(content, content + size);
		files.set(archive.subarray(at + 46, at + 46 + nameLength).toString(), method === 8 ? inflateRawSync(bytes) : bytes);
		at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	}
	return files;
}

async function waitForExport(person: Person, id: string): Promise<void> {
	await expect.poll(async () => (await listExports(person)).find((one) => one.id === id)?.isReady, { timeout: 60_000, interval: 200 }).toBe(true);
}

async function download(person: Person, id: string): Promise<Map<string, Buffer>> {
	const chunks: Buffer[] = [];
	for await (const chunk of (await openExport(person, id)).stream) chunks.push(chunk as Buffer);
	return unzip(Buffer.concat(chunks));
}

describe('an export', () => {
	test('has everything, in the language of the person, with nothing to be run, and is the person’s alone', { timeout: 90_000 }, async () => {
		const person = await newAccount('=HYPERLINK("http://x")');
		const attempt = await finishAttempt(person, '=cmd|calc');
		const school = uuidv7();
		const name = { kk: 'Мектеп', ru: 'Школа', en: 'School' };
		await base.look("insert into people.organisation (id, kind, name, ancestors) values ($1, 'school', $2, '{}')", [school, JSON.stringify(name)]);
		for (const statement of [
			`insert into people.session (id, person_id, token_hash, user_agent, expires_at)
			values (uuidv7(), $1, 'hash-of-session', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', now() + interval '1 day')`,
			`insert into people.sign_in_method (id, person_id, provider, subject, password_hash)
			values (uuidv7(), $1, 'credential', 'number-at-provider', 'hash-of-password')`,
			`insert into people.passkey (id, person_id, name, public_key, credential_id, counter, device_type, backed_up)
			values (uuidv7(), $1, 'Менің телефоным', 'key-of-passkey', 'id-of-passkey', 0, 'x', true)`,
			`insert into people.two_factor (id, person_id, secret, recovery_codes) values (uuidv7(), $1, 'secret-of-app', 'codes-of-app')`
		])
			await base.look(statement, [person.personId]);
		const imported = uuidv7();
		await base.look(
			`insert into people.import (id, kind, person_id, organisation_id, file_name, options) values ($1, 'people', $2, $3, 'мұғалімдер.csv', '{}')`,
			[imported, person.personId, school]
		);
		await base.look(
			`insert into people.import_row (import_id, line, record, label, outcome, changes, problems)
			values ($1, 2, '{"email":"somebody@else.kz"}', 'Somebody Else', 'new', '[]', '[]')`,
			[imported]
		);
		const id = await requestExport(person, 'ru');
		expect(await requestExport(person, 'ru')).toBe(id);
		await waitForExport(person, id);
		const files = await download(person, id);
		const names = [...files.keys()];
		for (const name of ['README.txt', 'people/person.json', 'people/roles.csv', 'people/consents.json', 'people/activity.csv', 'people/tokens.json'])
			expect(names).toContain(name);
		for (const name of ['attempts.csv', 'answers.csv', 'goals.csv']) expect(names).toContain(`self-assessment/${name}`);
		expect(names.filter((name) => /^self-assessment\/\d{4}-\d\d-\d\d-1\/(attempt\.json|report\.pdf|plan\.pdf)$/.test(name))).toHaveLength(3);

		const given = JSON.parse(files.get(names.find((name) => name.endsWith('attempt.json')) ?? '')?.toString() ?? '{}') as object;
		expect(given).toMatchObject({ id: attempt, answers: [{ item: '1.1.1', answer: 'B2' }] });
		expect(files.get(names.find((name) => name.endsWith('report.pdf')) ?? '')?.subarray(0, 5).toString()).toBe('%PDF-');
		const jsonOf = (name: string) => JSON.parse(files.get(name)?.toString() ?? '{}') as unknown;
		expect(jsonOf('people/sign-in.json')).toMatchObject({ methods: [{ method: 'password' }], passkeys: [{ name: 'Менің телефоным' }] });
		expect(files.get('people/devices.csv')?.toString()).toContain('Firefox');
		expect(jsonOf('people/imports.json')).toEqual([
			expect.objectContaining({ kind: 'people', organisation: 'Школа', fileName: 'мұғалімдер.csv', rows: 1, committedAt: null })
		]);
		const everything = Buffer.concat([...files.values()]).toString();
		for (const secret of ['hash-of-', 'number-at-provider', 'key-of-passkey', 'id-of-passkey', 'secret-of-app', 'codes-of-app', 'somebody@else.kz'])
			expect(everything).not.toContain(secret);

		const readMe = files.get('README.txt')?.toString() ?? '';
		expect(readMe).toContain('всё о вас');
		for (const name of names.filter((one) => one !== 'README.txt'))
			expect(readMe).toContain(name.replace(/\d{4}-\d\d-\d\d-\d+/, '...'));
		for (const [name, bytes] of files)
			if (name.endsWith('.csv') && bytes.length > 3)
				for (const { cells } of readCsv(bytes).rows) for (const cell of cells) expect(cell, name).not.toMatch(/^[=+@\t\r]/);

		const stranger = await newAccount();
		await expect(openExport(stranger, id)).rejects.toMatchObject({ code: 'export.not_found' });
		await base.look("update people.data_export set expires_at = now() - interval '1 second' where id = $1", [id]);
		await expect(openExport(person, id)).rejects.toMatchObject({ code: 'export.not_found' });
	});

	test('of a guest goes with the guest, file and all', { timeout: 90_000 }, async () => {
		const { resumeCode } = await startAttempt({ kind: 'anonymous', requestId: 'test' }, { instrumentId: 'selfie-kz', locale: 'kk', consent: true });
		const guest = (await recognise(resumeCode ?? '', 'test')) as Person;
		const before = readdirSync(path.join(folder, 'private-files')).length;
		const id = await requestExport(guest, 'kk');
		await waitForExport(guest, id);
		expect(readdirSync(path.join(folder, 'private-files'))).toHaveLength(before + 1);
		await eraseGuest(guest, dataHolders);
		expect(readdirSync(path.join(folder, 'private-files'))).toHaveLength(before);
		await expect(recognise(resumeCode ?? '', 'test')).rejects.toMatchObject({ code: 'resume_code.unknown' });
	});

	test('an account is not erased at once, and so many exports a day are enough', async () => {
		const person = await newAccount();
		await expect(eraseGuest(person, dataHolders)).rejects.toMatchObject({ code: 'erasure.account' });
		for (let made = 0; made < 5; made += 1)
			await base.look("insert into people.data_export (id, person_id, locale) values ($1, $2, 'kk')", [uuidv7(), person.personId]);
		await expect(requestExport(person, 'kk')).rejects.toMatchObject({ code: 'export.too_many' });
	});
});

describe('a personal token', () => {
	const ask = (token: string, address: string, method = 'GET', body?: object) =>
		api.request(`/api/v1${address}`, {
			method,
			headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) })
		});
	const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;

	test('acts as its person within its scopes, and not beyond', async () => {
		const person = await newAccount();
		const attempt = await finishAttempt(person, '');
		const { token } = await makeToken(person, { name: 'script', scopes: ['read:me', 'read:attempts'], days: 30 });
		expect(await (await ask(token, '/me')).json()).toMatchObject({ id: person.personId, account: person.account });
		expect((await ask(token, `/attempts/${attempt}`)).status).toBe(200);
		expect((await ask(token, '/instruments')).status).toBe(200);
		for (const [address, method, body] of [
			[`/attempts/${attempt}`, 'DELETE'],
			['/consents/study', 'PUT', { locale: 'kk' }],
			['/audit', 'GET'],
			['/tokens', 'GET'],
			['/tokens', 'POST', { name: 'more', scopes: ['write:me'], days: 30 }]
		] as const) {
			const response = await ask(token, address, method, body);
			expect(response.status, address).toBe(403);
			expect(await codeOf(response)).toBe('token.scope');
		}
	});

	test('opens nothing of anybody else', async () => {
		const other = await finishAttempt(await newAccount(), '');
		const { token } = await makeToken(await newAccount(), { name: 'script', scopes: ['read:attempts'], days: 30 });
		expect((await ask(token, `/attempts/${other}`)).status).toBe(404);
	});

	test('is known by a hash alone, notes its use, and opens nothing once revoked or expired', async () => {
		const person = await newAccount();
		const { id, token } = await makeToken(person, { name: 'script', scopes: ['read:me'], days: 30 });
		await ask(token, '/me');
		const [row] = await base.look<{ text: string; used: boolean }>(
			'select api_token::text as text, last_used_at is not null as used from people.api_token where id = $1',
			[id]
		);
		expect(row?.text).not.toContain(token.slice(-20));
		expect(row?.used).toBe(true);
		await revokeToken(person, id);
		expect(await codeOf(await ask(token, '/me'))).toBe('token.unknown');
		const { id: second, token: old } = await makeToken(person, { name: 'old', scopes: ['read:me'], days: 30 });
		await base.look('update people.api_token set expires_at = now() where id = $1', [second]);
		expect((await ask(old, '/me')).status).toBe(401);
		expect(await codeOf(await ask('qadam_pat_nobody', '/me'))).toBe('token.unknown');
	});

	test.each([
		[{ name: ' ', scopes: ['read:me'], days: 30 }, 'token.name'],
		[{ name: 'x'.repeat(101), scopes: ['read:me'], days: 30 }, 'token.name'],
		[{ name: 'x', scopes: [], days: 30 }, 'token.scopes'],
		[{ name: 'x', scopes: ['read:me', 'write:everything'], days: 30 }, 'token.scopes'],
		[{ name: 'x', scopes: ['read:me'], days: 10_000 }, 'token.days']
	])('%j is refused: %s', async (request, code) => {
		await expect(makeToken(await newAccount(), request)).rejects.toMatchObject({ code });
	});

	test('is for people with an account', async () => {
		const { resumeCode } = await startAttempt({ kind: 'anonymous', requestId: 'test' }, { instrumentId: 'selfie-kz', locale: 'kk', consent: true });
		const guest = await recognise(resumeCode ?? '', 'test');
		await expect(makeToken(guest, { name: 'x', scopes: ['read:me'], days: 30 })).rejects.toMatchObject({ code: 'account.required' });
	});
});
