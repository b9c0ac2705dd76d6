import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createOTP } from '@better-auth/utils/otp';
import type { Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QadamProcess, startQadamProcess } from '../qadam-process.ts';
import { password, startAttempt, useJourneys } from './journey.ts';
import { startProvider, type TestProvider } from './provider.ts';

const { openDevice } = useJourneys();
const folder = mkdtempSync(path.join(tmpdir(), 'qadam-sign-in-'));
let qadam: QadamProcess;
let provider: TestProvider;
let origin = '';
const letters: { to: string; subject: string; text: string }[] = [];

/** A real mail server: what Qadam sends is what people get. */
const post = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS'],
	onData: (stream, session, done) => {
		const chunks: Buffer[] = [];
		stream.on('data', (chunk: Buffer) => chunks.push(chunk));
		stream.on('end', () => {
			void PostalMime.parse(Buffer.concat(chunks)).then(({ subject = '', text = '' }) => {
				letters.push({ to: session.envelope.rcptTo[0]?.address ?? '', subject, text });
				done();
			});
		});
	}
});

async function freePort(): Promise<number> {
	const probe = createServer();
	await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
	const { port } = probe.address() as AddressInfo;
	await new Promise((resolve) => probe.close(resolve));
	return port;
}

beforeAll(async () => {
	await new Promise<void>((resolve) => post.listen(0, '127.0.0.1', resolve));
	const port = await freePort();
	origin = `http://localhost:${port}`;
	provider = await startProvider('qadam', 'a secret of the tests', `${origin}/api/auth/callback/oidc`);
	qadam = await startQadamProcess({
		QADAM_DATA: folder,
		PORT: String(port),
		SMTP_URL: `smtp://127.0.0.1:${(post.server.address() as AddressInfo).port}`,
		MAIL_FROM: 'Qadam <qadam@example.kz>',
		OIDC_ISSUER: provider.issuer,
		OIDC_CLIENT_ID: 'qadam',
		OIDC_CLIENT_SECRET: 'a secret of the tests',
		OIDC_NAME: 'Mektep ID'
	});
});
afterAll(async () => {
	await qadam.stop();
	await provider.stop();
	await new Promise<void>((resolve) => post.close(() => resolve()));
	rmSync(folder, { recursive: true, force: true });
});

async function linkTo(to: string): Promise<string> {
	await expect.poll(() => letters.some((letter) => letter.to === to), { timeout: 30_000 }).toBe(true);
	const [letter] = letters.splice(letters.findIndex((one) => one.to === to), 1);
	return /https?:\/\/\S+/.exec(letter?.text ?? '')?.[0] ?? '';
}

const submit = (page: Page) => page.click('main form button.large');

async function signUp(page: Page, email: string): Promise<void> {
	await page.goto(`${origin}/ru/sign-up`);
	await page.fill('input[name=name]', 'Айгүл Серікқызы');
	await page.fill('input[name=email]', email);
	await page.fill('input[name=password]', password);
	await submit(page);
	await page.waitForURL(/\/sign-up\/sent$/);
	await page.goto(await linkTo(email));
	await page.fill('input[name=password]', password);
	await submit(page);
}

test('the first administrator comes by the link that the start has printed; without script', async () => {
	const { page } = await openDevice({ javaScriptEnabled: false });
	const link = /http:\/\/localhost:\d+\/kk\/administration\/start\/\S+/.exec(qadam.output())?.[0] ?? '';
	await page.goto(link);
	await page.fill('input[name=name]', 'Әкімші');
	await page.fill('input[name=email]', 'admin@qadam.kz');
	await page.fill('input[name=password]', password);
	await submit(page);
	await page.waitForURL(/\/kk\/my-place$/);
	await page.goto(`${origin}/kk/administration/audit`);
	expect(await page.locator('h1').count()).toBe(1);
	const { page: late } = await openDevice();
	expect((await late.goto(link))?.status()).toBe(410);
});

test('a guest signs up by a letter of the real mail server, keeps the self-assessment, and finds it on another device; without script', async () => {
	const { page } = await openDevice({ baseURL: origin });
	const attempt = await startAttempt(page, 'ru');
	await signUp(page, 'guest@mektep.kz');
	await page.waitForURL(/\/ru\/claim\?next=/);
	await submit(page);
	await page.waitForURL(/\/ru\/my-place$/);
	expect(await page.locator(`main a[href*="${attempt}"]`).count()).toBeGreaterThan(0);

	const { page: phone } = await openDevice({ baseURL: origin, javaScriptEnabled: false });
	await phone.goto(`/ru/self-assessment/${attempt}/about-you`);
	expect(phone.url()).not.toContain(attempt);
	await phone.goto('/ru/sign-in?next=//evil.example');
	await phone.fill('input[name=email]', 'Guest@Mektep.KZ');
	await phone.fill('input[name=password]', password);
	await submit(phone);
	await phone.waitForURL(`${origin}/ru/my-place`);
	expect(await phone.locator(`main a[href*="${attempt}"]`).count()).toBeGreaterThan(0);
});

test('a second factor: set up with the app, asked for at the next sign-in', async () => {
	const { page } = await openDevice({ javaScriptEnabled: false });
	await signUp(page, 'careful@mektep.kz');
	await page.waitForURL(/\/my-place$/);
	await page.goto(`${origin}/ru/account/second-factor`);
	await page.fill('input[name=password]', password);
	await submit(page);
	const secret = (await page.textContent('p.small code')) ?? '';
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	const bits = Array.from(secret, (sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
	const app = createOTP(Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString());
	const recoveryCode = (await page.textContent('.codes code')) ?? '';
	await page.fill('input[name=code]', await app.totp());
	await submit(page);
	await page.waitForURL(/\/account\?done=second-factor$/);

	const { page: phone } = await openDevice({ javaScriptEnabled: false });
	for (const code of [await app.totp(), recoveryCode]) {
		await phone.goto(`${origin}/ru/sign-in`);
		await phone.fill('input[name=email]', 'careful@mektep.kz');
		await phone.fill('input[name=password]', password);
		await submit(phone);
		await phone.waitForURL(/\/sign-in\/code/);
		if (code === recoveryCode) await phone.click('.ways a[href*="by=recovery"]');
		await phone.fill('input[name=code]', code);
		await submit(phone);
		await phone.waitForURL(/\/my-place$/);
		await phone.goto(`${origin}/ru/sign-out`);
		await submit(phone);
	}
});

test('a passkey is added on a device and signs in there without a password', async () => {
	const { page, device } = await openDevice();
	const devtools = await device.newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true
		}
	});
	await signUp(page, 'key@mektep.kz');
	await page.waitForURL(/\/my-place$/);
	await page.goto(`${origin}/kk/account`);
	await page.click('[data-passkey=add] button');
	await page.waitForURL(/\/account\?done=passkey$/);
	expect(await page.locator('#passkeys li').count()).toBe(1);
	await page.goto(`${origin}/kk/sign-out`);
	await submit(page);
	await page.waitForURL(/done=yes/);
	await page.goto(`${origin}/kk/sign-in?next=/kk/account`);
	await page.click('[data-passkey=sign-in] button');
	await page.waitForURL((url) => url.pathname === '/kk/account');
	expect((await device.cookies()).find(({ name }) => name === 'qadam_session')).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
	await page.click('#passkeys form[action*=removePasskey] button');
	await page.waitForURL(/done=no-passkey$/);
});

async function atProvider(page: Page, email: string): Promise<void> {
	// Its pages ask another server for fonts.
	await page.route(/^https:/, (route) => route.abort());
	await page.goto(`${origin}/ru/sign-in`);
	await page.click('main a[href*="/sign-in/provider"]');
	await page.waitForURL(/\/interaction\//);
	await page.fill('input[name=login]', email);
	await page.fill('input[name=password]', 'anything');
	await page.click('button[type=submit]');
	await page.click('button[type=submit]');
}

test('a provider of OpenID Connect: a new person, a known one, and no way in with an address that it has not proven', async () => {
	const { page } = await openDevice();
	await atProvider(page, 'new@mektep.kz');
	await page.waitForURL(/\/ru\/my-place$/);
	await page.goto(`${origin}/ru/account`);
	expect(await page.inputValue('input[name=name]')).toBe('Марат Оспанов');

	const { page: own } = await openDevice();
	await signUp(own, 'known@mektep.kz');
	await own.waitForURL(/\/my-place$/);
	const { page: known } = await openDevice();
	await atProvider(known, 'known@mektep.kz');
	await known.waitForURL(/\/ru\/my-place$/);
	await known.goto(`${origin}/ru/account`);
	expect(await known.inputValue('input[name=name]')).toBe('Айгүл Серікқызы');

	provider.proven.set('unproven@mektep.kz', false);
	const { page: owner } = await openDevice();
	await signUp(owner, 'unproven@mektep.kz');
	await owner.waitForURL(/\/my-place$/);
	const { page: stranger } = await openDevice();
	await atProvider(stranger, 'unproven@mektep.kz');
	await stranger.waitForURL(/\/ru\/sign-in\?provider=failed/);
	await stranger.goto(`${origin}/ru/account`);
	expect(stranger.url()).toContain('/sign-in');
});
