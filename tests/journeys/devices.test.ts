import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { answersAtServer, startAttempt, useJourneys, waitForScript, waitUntilSaved } from './journey.ts';

const { openDevice } = useJourneys();

/** The code as the page of own attempts shows it, by the link that stands on every page of the taking. */
async function readCode(page: Page): Promise<string> {
	const here = page.url();
	await page.click('p.code a');
	const code = (await page.textContent('main p code')) ?? '';
	await page.goto(here);
	return code;
}

test('the code goes on with the attempt on another device; the last answer by time wins', async () => {
	const { page } = await openDevice();
	const attempt = await startAttempt(page, 'kk');
	await waitForScript(page);
	await page.keyboard.press('2');
	await waitUntilSaved(page);
	const code = await readCode(page);
	expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);

	const { page: phone } = await openDevice();
	await phone.goto('/en/resume');
	await phone.fill('input[name=code]', code.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
	await phone.click('main form button.large');
	expect(await phone.textContent('.field.wrong .error')).toContain('typing mistake');
	expect(await phone.inputValue('input[name=code]')).not.toBe('');
	await phone.fill('input[name=code]', code.toLowerCase().replaceAll('-', ' '));
	await phone.click('main form button.large');
	await phone.waitForURL(/\/en\/my-place$/);
	await phone.click(`main a[href="/en/self-assessment/${attempt}"]`);
	await phone.waitForURL(/\/items\/1\.1\.2$/);
	await phone.goto(`/en/self-assessment/${attempt}/items/1.1.1`);
	await waitForScript(phone);
	expect(await phone.isChecked('input[value=A2]')).toBe(true);
	await phone.keyboard.press('5');
	await waitUntilSaved(phone);
	expect(await answersAtServer(page, attempt)).toEqual({ '1.1.1': 'C1' });

	// The first device learns of it when the page is opened again.
	await page.reload();
	await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[value=C1]')?.checked === true);
});

test('two tabs of one device show the same answers', async () => {
	const { device, page } = await openDevice();
	const attempt = await startAttempt(page, 'ru');
	const other = await device.newPage();
	await other.goto(`/ru/self-assessment/${attempt}/items/1.1.1`);
	await waitForScript(other);
	await waitForScript(page);
	await page.keyboard.press('6');
	await other.waitForFunction(() => document.querySelector<HTMLInputElement>('input[value=C2]')?.checked === true);
	await other.keyboard.press('1');
	await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[value=A1]')?.checked === true);
	await waitUntilSaved(other);
	expect(await answersAtServer(page, attempt)).toEqual({ '1.1.1': 'A1' });
});

test('a link with a code does not open somebody else’s place by itself, and leaving closes it', async () => {
	const { page } = await openDevice();
	await startAttempt(page, 'en');
	const code = await readCode(page);
	const { page: other } = await openDevice();
	await other.goto(`/en/resume/${code}`);
	expect(await other.inputValue('input[name=code]')).toBe(code);
	await other.goto('/en/my-place');
	expect(await other.locator('main li').count()).toBe(0);
	await other.goto(`/en/resume/${code}`);
	await other.click('main form button.large');
	await other.waitForURL(/\/my-place$/);
	expect(await other.locator('main li h3').count()).toBe(1);
	await other.click('main form[action$="/leave"] button');
	await other.waitForURL(/\/leave$/);
	await other.goto('/en/my-place');
	expect(await other.locator('main li h3').count()).toBe(0);
});
