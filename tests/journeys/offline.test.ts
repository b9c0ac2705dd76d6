import { expect, test } from 'vitest';
import { answersAtServer, countWaiting, startAttempt, useJourneys, waitForScript, waitUntilKept, waitUntilSaved } from './journey.ts';

const { openDevice } = useJourneys();

test('the line breaks in the middle: answering goes on, in any language, and everything arrives', async () => {
	const { device, page } = await openDevice();
	const attempt = await startAttempt(page, 'kk');
	await waitForScript(page);
	await page.keyboard.press('3');
	await waitUntilSaved(page);
	await waitUntilKept(page, attempt);

	await device.setOffline(true);
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/items\/1\.1\.2$/);
	await waitForScript(page);
	await page.keyboard.press('4');
	await page.waitForSelector('#taking-status[data-state=kept]');
	expect(await page.textContent('#taking-status')).toBe('Осы құрылғыда сақталды, кейін жіберіледі');

	// Opened anew without a line: the choice is still there.
	await page.reload();
	await waitForScript(page);
	expect(await page.isChecked('input[value=B2]')).toBe(true);

	// Another language, still without a line.
	await page.click('nav.languages a[lang=ru]');
	await page.waitForURL(new RegExp(`/ru/self-assessment/${attempt}/items/1\\.1\\.2$`));
	await waitForScript(page);
	expect(await page.getAttribute('html', 'lang')).toBe('ru');
	expect(await page.isChecked('input[value=B2]')).toBe(true);

	// On to the end by the buttons, changing the mind once.
	for (const key of ['0', '1', '6', '2']) {
		await page.click('main form[data-taking] button.large');
		await page.waitForLoadState();
		await waitForScript(page);
		await page.keyboard.press(key);
	}
	await page.keyboard.press('5'); // and the page is left in the same moment
	await page.goto(`/ru/self-assessment/${attempt}/after`);
	await waitForScript(page);
	await page.check('input[value=C1]');
	await page.click('main form button.large');
	await page.waitForURL(/\/finish$/);
	await waitForScript(page);
	await page.click('main form button.large');
	await page.waitForSelector('#taking-status[data-state=trouble]');
	expect(page.url()).toMatch(/\/finish$/);

	await device.setOffline(false);
	await expect.poll(() => countWaiting(page), { timeout: 30_000 }).toBe(0);
	expect(await answersAtServer(page, attempt)).toEqual({ '1.1.1': 'B1', '1.1.2': 'B2', '1.2.1': 'DK', '1.2.2': 'A1', '1.3.1': 'C2', '1.4.1': 'C1' });
	await page.click('main form button.large');
	await page.waitForURL(/\/report$/);
	expect(await page.textContent('table.self')).toContain('C1');
	// A finished attempt leaves no pages on the device.
	const countKept = () =>
		page.evaluate(async (id) => {
			const urls = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url)));
			return urls.flat().filter((url) => url.includes(id)).length;
		}, attempt);
	await expect.poll(countKept, { timeout: 20_000 }).toBe(0);
});

test('a page that is not kept says so in the language of the reader', async () => {
	const { device, page } = await openDevice();
	const attempt = await startAttempt(page, 'en');
	await waitUntilKept(page, attempt);
	await device.setOffline(true);
	await page.goto(`/en/self-assessment/${attempt}/about-you`);
	expect(await page.textContent('h1')).toBe('No internet');
});
