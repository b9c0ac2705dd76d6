import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QadamProcess, startQadamProcess } from '../qadam-process.ts';
import { password, useJourneys } from './journey.ts';
import { makeOrganisation } from './organisation.ts';

const { openDevice } = useJourneys();
const received: { readonly to: string; readonly mail: Email }[] = [];
let qadam: QadamProcess;
let home = '';
const folder = mkdtempSync(path.join(tmpdir(), 'qadam-invitation-'));

/** A real mail server, which knows no mailbox called "nobody". */
const mailServer = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS'],
	onRcptTo: ({ address }, _session, callback) =>
		callback(address.startsWith('nobody') ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null),
	onData(stream, { envelope }, callback) {
		const chunks: Buffer[] = [];
		stream.on('data', (chunk: Buffer) => chunks.push(chunk));
		stream.on('end', () => {
			void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
				received.push({ to: envelope.rcptTo[0]?.address ?? '', mail });
				callback();
			});
		});
	}
});

beforeAll(async () => {
	await new Promise<void>((resolve) => {
		mailServer.listen(0, '127.0.0.1', resolve);
	});
	const { port } = mailServer.server.address() as AddressInfo;
	qadam = await startQadamProcess({ QADAM_DATA: folder, SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Qadam <qadam@example.kz>' });
	home = `http://localhost:${qadam.port}`;
});
afterAll(async () => {
	await qadam.stop();
	await new Promise<void>((resolve) => {
		mailServer.close(resolve);
	});
	rmSync(folder, { recursive: true, force: true });
});

/** The link in the newest letter to somebody, once it has arrived. */
async function linkTo(email: string, part: string): Promise<string> {
	const find = () => received.findLast(({ to, mail }) => to === email && mail.text?.includes(part));
	await expect.poll(find, { timeout: 20_000 }).toBeDefined();
	return /http:\/\/localhost:\d+\S+/.exec(find()?.mail.text ?? '')?.[0] ?? '';
}

/** Signs up on the page of that name, and confirms by the letter. */
async function signUp(page: Page, name: string, email: string): Promise<void> {
	await page.fill('input[name=name]', name);
	await page.fill('input[name=email]', email);
	await page.fill('input[name=password]', password);
	await page.click('main form button.large');
	await page.waitForURL(/\/sign-up\/sent$/);
	await page.goto(await linkTo(email, '/confirm/'));
	await page.fill('input[name=password]', password);
	await page.click('main form button.large');
	await page.waitForURL((url) => !url.pathname.includes('/confirm/'));
}

test('a coordinator invites; a teacher gets the letter, opens an account, accepts, and stands in the list of members', async () => {
	const { page: coordinator } = await openDevice({ baseURL: home });
	await coordinator.goto('/kk/sign-up');
	await signUp(coordinator, 'Сәуле Әлімқызы', 'saule@abai.kz');
	const { organisation } = await makeOrganisation(folder, 'saule@abai.kz');
	const place = `/kk/organisations/${organisation}`;

	await coordinator.goto(`${place}/members`);
	await coordinator.click('main a.primary');
	await coordinator.fill('textarea[name=addresses]', 'Айгүл Серікқызы <Aigul@Mektep.kz>\nnobody@mektep.kz');
	await coordinator.fill('#letters-message', 'Қосылыңыз!');
	await coordinator.click('button[value=letter]');
	await coordinator.waitForURL(/done=new/);

	const { page: teacher } = await openDevice({ baseURL: home });
	await teacher.goto(await linkTo('aigul@mektep.kz', '/invitations/'));
	const invitation = new URL(teacher.url()).pathname;
	expect(received.find(({ to }) => to === 'aigul@mektep.kz')?.mail.subject).toContain('Абай ауданының білім бөлімі');
	expect(await teacher.textContent('main')).toContain('Сәуле Әлімқызы');
	await teacher.click('main a.primary');
	await teacher.waitForURL(/\/sign-in\?next=/);
	await teacher.click('main a[href$="/sign-up"]');
	await signUp(teacher, 'Айгүл Серікқызы', 'aigul@mektep.kz');
	// The letter of confirmation lay between, and the way back is remembered.
	expect(new URL(teacher.url()).pathname).toBe(invitation);
	await teacher.click('form[action="?/accept"] button');
	await teacher.waitForSelector('h1:has-text("Қош келдіңіз!")');
	await teacher.click('a[href="/kk/my-place/roles"]');
	expect(await teacher.textContent('main ul.plain-list li')).toContain('Мұғалім');

	await coordinator.goto(`${place}/members?query=${encodeURIComponent('айгул')}`);
	expect(await coordinator.locator('tbody tr').allTextContents()).toEqual([expect.stringContaining('Айгүл Серікқызы')]);

	// What the mail server refused is told.
	await expect
		.poll(
			async () => {
				await coordinator.goto(`${place}/invitations?state=bounced`);
				return coordinator.locator('main ul.plain-list li', { hasText: 'nobody@mektep.kz' }).count();
			},
			{ timeout: 20_000 }
		)
		.toBe(1);
});

test('a code is typed on another device; declining needs no account', async () => {
	const { page: coordinator } = await openDevice({ baseURL: home });
	await coordinator.goto('/ru/sign-up');
	await signUp(coordinator, 'Пётр Иванов', 'petr@abai.kz');
	const { organisation, invitation } = await makeOrganisation(folder, 'petr@abai.kz');
	const { page: teacher } = await openDevice({ baseURL: home, javaScriptEnabled: false });
	await teacher.goto('/ru/join');
	await teacher.fill('input[name=code]', invitation.toLowerCase().replaceAll('-', ' '));
	await teacher.click('main form button');
	await teacher.waitForURL(/\/invitations\//);
	expect(await teacher.textContent('main')).toContain('Отдел образования Абайского района');

	await coordinator.goto(`/ru/organisations/${organisation}/invitations/new`);
	await coordinator.fill('textarea[name=addresses]', 'olga@mektep.kz');
	await coordinator.click('button[value=letter]');
	await coordinator.waitForURL(/done=new/);
	await teacher.goto(await linkTo('olga@mektep.kz', '/invitations/'));
	await teacher.click('form[action="?/decline"] button');
	await teacher.waitForSelector('h1:has-text("Вы отказались")');
	await coordinator.goto(`/ru/organisations/${organisation}/invitations?state=declined`);
	expect(await coordinator.textContent('main')).toContain('olga@mektep.kz');
});
