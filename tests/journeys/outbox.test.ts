import { get } from 'node:http';
import { expect, inject, test } from 'vitest';
import { origin, useJourneys } from './journey.ts';
import { keepMail } from './keep-mail.ts';

const { openDevice } = useJourneys();

/** The status of an address when the browser believes to be at another host. */
const statusFor = (path: string, host: string) =>
	new Promise<number | undefined>((resolve, reject) => {
		const { port } = new URL(origin);
		get({ host: '127.0.0.1', port, path, headers: { host } }, (response) => resolve(response.resume().statusCode)).on('error', reject);
	});

test('a mail that would be sent is read, and its link followed, from the preview and from the text', async () => {
	const id = await keepMail(origin, inject('dataFolder'));
	const { page } = await openDevice();
	await page.goto('/ru/outbox');
	await page.click(`a[href$="${id}"]`);
	expect(await page.textContent('h1')).toBe('Сізді «Өрлеу» ұйымына шақырады');

	const preview = page.frameLocator('iframe');
	expect(await preview.locator('h1').textContent()).toBe('Сізді «Өрлеу» ұйымына шақырады');
	// The whole page follows, not the frame.
	await preview.locator('a').first().click();
	await page.waitForURL(`${origin}/kk/library`);

	await page.goto(`/kk/outbox/${id}`);
	await page.click('.text a');
	await page.waitForURL(`${origin}/kk/library`);
});

test('whoever asks by another name than this machine\'s gets nothing', async () => {
	const id = await keepMail(origin, inject('dataFolder'));
	for (const path of ['/kk/outbox', `/kk/outbox/${id}`, `/kk/outbox/${id}/html`]) {
		expect(await statusFor(path, 'localhost:1')).toBe(200);
		expect(await statusFor(path, 'qadam.example.kz')).toBe(404);
	}
	expect(await statusFor('/kk/outbox/00000000-0000-4000-8000-000000000000', 'localhost')).toBe(404);
});
