import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import type { AnswerCode } from '../../src/contexts/self-assessment/domain/level.ts';
import { launchBrowser } from '../browser.ts';

export const origin = inject('origin');

export interface Journeys {
	/** A device of its own: no cookies, no kept pages. What goes wrong on its pages fails the test. */
	readonly openDevice: (options?: BrowserContextOptions) => Promise<{ device: BrowserContext; page: Page }>;
}

/**
 * What a browser writes when a page or an answer can't be fetched (expected where a journey cuts the line or types something wrong), and when a
 * page is left before the fade from the one before has ended.
 */
const expectedNoise = /net::ERR_INTERNET_DISCONNECTED|net::ERR_FAILED|status of (4\d\d)|Transition was (aborted|skipped)/;

/** A browser for the journeys of a file. Every error on a page, thrown or written to the console, fails the journey. */
export function useJourneys(): Journeys {
	let browser: Browser;
	const troubles: string[] = [];
	const devices: BrowserContext[] = [];
	beforeAll(async () => {
		browser = await launchBrowser();
	});
	afterEach(async () => {
		await Promise.all(devices.splice(0).map((device) => device.close()));
		expect(troubles.splice(0)).toEqual([]);
	});
	afterAll(() => browser.close());

	return {
		openDevice: async (options = {}) => {
			const device = await browser.newContext({ baseURL: origin, viewport: { width: 390, height: 800 }, ...options });
			device.setDefaultTimeout(20_000);
			devices.push(device);
			device.on('page', (opened) => {
				opened.on('pageerror', (error) => {
					if (!expectedNoise.test(error.message)) troubles.push(`${opened.url()}: ${error.message}`);
				});
				opened.on('console', (message) => {
					if (['error', 'warning'].includes(message.type()) && !expectedNoise.test(message.text())) troubles.push(`${opened.url()}: ${message.text()}`);
				});
			});
			return { device, page: await device.newPage() };
		}
	};
}

/** Starts, at the first time as a new guest, and stands on the first item. Returns the attempt's id. */
export async function startAttempt(page: Page, locale: string): Promise<string> {
	await page.goto(`/${locale}/self-assessment`);
	// Asked once: whoever has agreed starts a second time without.
	if ((await page.locator('input[name=consent]').count()) > 0) await page.check('input[name=consent]');
	await page.click('main form button.large');
	await page.waitForURL(/\/about-you$/);
	await page.click('main form button.large');
	await page.waitForURL(/\/before$/);
	await page.check('input[value=B1]');
	await page.click('main form button.large');
	await page.waitForURL(/\/items\/1\.1\.1$/);
	return attemptOf(page);
}

export function attemptOf(page: Page): string {
	return /\/self-assessment\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

/** The answers that the server has, by item. */
export async function answersAtServer(page: Page, attempt: string): Promise<Record<string, AnswerCode>> {
	const response = await page.context().request.get(`${origin}/api/v1/attempts/${attempt}`);
	expect(response.status()).toBe(200);
	const { answers } = (await response.json()) as { answers: Record<string, { answer: AnswerCode }> };
	return Object.fromEntries(Object.entries(answers).map(([item, { answer }]) => [item, answer]));
}

export async function waitUntilSaved(page: Page): Promise<void> {
	await page.waitForSelector('#taking-status[data-state=saved]');
}

/** The page with its script at work; before that a choice would be an ordinary form field. */
export async function waitForScript(page: Page): Promise<void> {
	await page.waitForSelector('html[data-script=ready]');
}

/** The pages of the attempt are kept on the device in all three languages. */
export async function waitUntilKept(page: Page, attempt: string): Promise<void> {
	const countKept = () =>
		page.evaluate(async (id) => {
			const matches = await Promise.all(['kk', 'ru', 'en'].map((locale) => caches.match(`/${locale}/self-assessment/${id}/kept`)));
			return matches.filter((match) => match !== undefined).length;
		}, attempt);
	await expect.poll(countKept, { timeout: 30_000 }).toBe(3);
}

/** Number of answers on the device that the server does not have yet. */
export async function countWaiting(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve, reject) => {
				const opening = indexedDB.open('qadam');
				opening.onerror = () => reject(new Error('The outbox can’t be opened'));
				opening.onsuccess = () => {
					const counting = opening.result.transaction('outbox').objectStore('outbox').index('state').count('waiting');
					counting.onsuccess = () => {
						opening.result.close();
						resolve(counting.result);
					};
				};
			})
	);
}

/** What people of the journeys sign in with. */
export const password = 'жеті рет өлшеп 7';

/** The newest letter to an address, as the outbox page shows it: the address of its link. */
export async function linkInLetter(page: Page, to: string): Promise<string> {
	await page.goto('/en/outbox');
	await page.locator('main li', { hasText: to }).first().locator('a').click();
	await page.waitForURL(/\/outbox\/[0-9a-f-]{36}$/);
	return /http:\/\/localhost:\d+(\/\S+)/.exec((await page.textContent('main')) ?? '')?.[1] ?? '';
}

/** Signs up, opens the letter and confirms: from then on the device is signed in. Returns the address. */
export async function openAccount(page: Page, locale: string): Promise<string> {
	const email = `teacher-${Math.random().toString(36).slice(2)}@mektep.kz`;
	await page.goto(`/${locale}/sign-up`);
	await page.fill('input[name=name]', 'Айгүл Серікқызы');
	await page.fill('input[name=email]', email);
	await page.fill('input[name=password]', password);
	await page.click('main form button.large');
	await page.waitForURL(/\/sign-up\/sent$/);
	await page.goto(await linkInLetter(page, email));
	await page.fill('input[name=password]', password);
	await page.click('main form button.large');
	await page.waitForURL((url) => !url.pathname.includes('/confirm/'));
	return email;
}
