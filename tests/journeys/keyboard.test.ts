import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { answersAtServer, attemptOf, useJourneys, waitForScript, waitUntilSaved } from './journey.ts';

const { openDevice } = useJourneys();

/** Presses Tab until the element with the focus is the one wanted. */
async function tabTo(page: Page, selector: string): Promise<void> {
	for (let presses = 0; presses < 60; presses += 1) {
		await page.keyboard.press('Tab');
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
	}
	throw new Error(`Tab never reached ${selector} on ${page.url()}`);
}

test('with the keyboard alone, from the home page to the report', async () => {
	const { page } = await openDevice({ viewport: { width: 1280, height: 800 } });
	await page.goto('/ru');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter'); // the skip link
	await tabTo(page, 'main a[href="/ru/self-assessment"]');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/ru\/self-assessment$/);
	await tabTo(page, 'input[name=consent]');
	await page.keyboard.press('Space');
	await tabTo(page, 'main form button.large');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/about-you$/);
	await tabTo(page, 'select[name=region]');
	await page.keyboard.press('ArrowDown');
	await tabTo(page, 'main form button.large');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/before$/);
	await tabTo(page, 'input[name=level]');
	await page.keyboard.press('Space');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/items\/1\.1\.1$/);
	const attempt = attemptOf(page);

	await waitForScript(page);
	await page.keyboard.press('4'); // a number chooses
	await waitUntilSaved(page);
	await page.keyboard.press('Enter'); // and Enter goes on
	await page.waitForURL(/\/items\/1\.1\.2$/);

	await waitForScript(page);
	await tabTo(page, 'input[name=answer]');
	await page.keyboard.press('Space');
	await page.keyboard.press('ArrowDown'); // arrows move the choice
	await waitUntilSaved(page);
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/items\/1\.2\.1$/);

	await waitForScript(page);
	await page.keyboard.press('ArrowRight'); // an item may be skipped
	await page.waitForURL(/\/items\/1\.2\.2$/);
	await waitForScript(page);
	await page.keyboard.press('ArrowLeft');
	await page.waitForURL(/\/items\/1\.2\.1$/);
	await waitForScript(page);
	await page.keyboard.press('0');
	await waitUntilSaved(page);
	expect(await answersAtServer(page, attempt)).toEqual({ '1.1.1': 'B2', '1.1.2': 'A2', '1.2.1': 'DK' });

	await tabTo(page, 'details.all summary');
	await page.keyboard.press('Enter');
	await tabTo(page, `details.all a[href$="/finish"]`);
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/finish$/);
	await waitForScript(page);
	await tabTo(page, 'main form button.large');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/report$/);
	expect(await page.locator('h1').count()).toBe(1);
});
