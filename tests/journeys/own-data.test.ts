import { expect, test } from 'vitest';
import { openAccount, origin, startAttempt, useJourneys } from './journey.ts';

const { openDevice } = useJourneys();

test.each([true, false])('consents, export, token, erasure: everything about oneself is in one’s own hands (script: %s)', async (script) => {
	const { device, page } = await openDevice({ javaScriptEnabled: script });
	await openAccount(page, 'ru');
	await startAttempt(page, 'ru');

	await page.goto('/ru/my-place');
	await page.click('main a[href$="/my-place/consents"]');
	await page.click('#study form button');
	expect(await page.textContent('#study .state')).toContain('Согласие дано');
	await page.click('#study a[href$="/study/withdraw"]');
	expect(await page.textContent('main')).toContain('Что останется');
	await page.click('main form button.danger');
	await page.waitForURL(/\/consents\?withdrawn=study$/);
	expect(await page.textContent('#study .state')).toContain('Согласие отозвано');

	await page.goto('/ru/my-place/data');
	await page.click('form[action="?/export"] button');
	await expect
		.poll(async () => {
			await page.goto('/ru/my-place/data');
			return page.locator('main a[download]').count();
		}, { timeout: 60_000, interval: 500 })
		.toBe(1);
	const file = await device.request.get(origin + ((await page.getAttribute('main a[download]', 'href')) ?? ''));
	expect((await file.body()).subarray(0, 2).toString()).toBe('PK');

	await page.goto('/ru/my-place/tokens');
	await page.fill('input[name=name]', 'Выгрузка');
	await page.check('input[value="read:me"]');
	await page.click('form[action="?/make"] button');
	const token = (await page.textContent('main .notice code')) ?? '';
	const ask = () => fetch(`${origin}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
	expect((await ask()).status).toBe(200);
	await page.goto('/ru/my-place/tokens');
	expect(await page.textContent('main')).not.toContain(token);
	await page.click('form[action="?/revoke"] button');
	expect((await ask()).status).toBe(401);

	await page.goto('/ru/my-place/data');
	await page.check('form[action="?/erase"] input');
	await page.click('form[action="?/erase"] button');
	await page.waitForURL(/\/my-place\/data$/);
	expect(await page.textContent('main .notice')).toContain('Ваши данные будут удалены');
	await page.goto('/ru/my-place');
	expect(await page.textContent('main .notice')).toContain('Ваши данные будут удалены');
	await page.goto('/ru/my-place/data');
	await page.click('form[action="?/cancel"] button');
	expect(await page.textContent('main .notice')).toContain('Удаление отменено');

	await page.goto('/ru/my-place/activity');
	const told = (await page.textContent('main')) ?? '';
	for (const words of ['Дано согласие', 'Согласие отозвано', 'Архив данных готов', 'Токен API отозван', 'Удаление данных отменено'])
		expect(told).toContain(words);
});

test('a guest withdraws the consent to keep results, and nothing is left', async () => {
	const { page } = await openDevice();
	const attempt = await startAttempt(page, 'en');
	await page.goto('/en/my-place/consents/keep-results/withdraw');
	expect(await page.textContent('main')).toContain('Self-assessments that will be erased: 1');
	await page.click('main form button.danger');
	await page.waitForURL(/\/my-place\?erased=yes$/);
	expect(await page.textContent('main')).toContain('Nothing about you is left');
	expect((await page.goto(`/en/self-assessment/${attempt}/items/1.1.1`))?.url()).toMatch(/\/(resume|sign-in)/);
});
