import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { attemptOf, origin, useJourneys } from './journey.ts';

const { openDevice } = useJourneys();

/** An attempt with all items of three areas answered alike, submitted through the API with the cookie of the device. */
async function finishAttempt(page: Page, locale: string, answer: string): Promise<string> {
	await page.goto(`/${locale}/self-assessment`);
	// Asked once: whoever has agreed starts a second time without.
	if ((await page.locator('input[name=consent]').count()) > 0) await page.check('input[name=consent]');
	await page.click('main form button.large');
	await page.waitForURL(/\/about-you$/);
	const attempt = attemptOf(page);
	const { request } = page.context();
	for (const item of ['2.1.1', '2.2.1', '2.2.2', '2.3.1', '2.3.2', '4.1.1', '4.2.1', '4.3.1']) {
		const response = await request.put(`/api/v1/attempts/${attempt}/answers/${item}`, {
			data: { answer },
			headers: { 'sec-fetch-site': 'same-origin' }
		});
		expect(response.status()).toBe(200);
	}
	await request.post(`/api/v1/attempts/${attempt}/submit`, { headers: { 'sec-fetch-site': 'same-origin' } });
	return attempt;
}

test.each([true, false])('plan: choose, change, mark, download, take out (script: %s)', async (script) => {
	const { device, page } = await openDevice({ javaScriptEnabled: script });
	const attempt = await finishAttempt(page, 'ru', 'A2');
	await page.goto(`/ru/self-assessment/${attempt}/report`);
	await page.click('main a[href$="/plan"] >> nth=0');
	await page.selectOption('#add select[name=item]', '4.1.1');
	await page.selectOption('#add select[name=target]', 'B1');
	await page.fill('#add input[name=dueOn]', '2027-05-25');
	await page.fill('#add textarea', 'Вместе с Әсем: 7 «Б»');
	await page.click('#add button');
	expect(await page.textContent('#goal-4\\.1\\.1')).toContain('Вместе с Әсем: 7 «Б»');
	expect(await page.textContent('#goal-4\\.1\\.1')).toContain('25 мая 2027');

	await page.click('#goal-4\\.1\\.1 form[action="?/mark"] button');
	expect(await page.getAttribute('#goal-4\\.1\\.1', 'class')).toContain('done');

	for (const [file, start] of [
		['plan.pdf', '%PDF-'],
		['plan.docx', 'PK']
	] as const) {
		const response = await device.request.get(`/ru/self-assessment/${attempt}/${file}`);
		expect((await response.body()).subarray(0, start.length).toString()).toBe(start);
	}
	await page.click('#goal-4\\.1\\.1 form[action="?/remove"] button');
	expect(await page.locator('#goal-4\\.1\\.1').count()).toBe(0);
});

test('a wrong date keeps what was typed', async () => {
	const { page } = await openDevice({ javaScriptEnabled: false });
	const attempt = await finishAttempt(page, 'kk', 'B1');
	await page.goto(`/kk/self-assessment/${attempt}/plan`);
	await page.selectOption('#add select[name=item]', '1.1.1');
	await page.fill('#add textarea', 'Ұмытпау керек');
	await page.fill('#add input[name=dueOn]', '0206-01-01');
	await page.click('#add button');
	expect(await page.textContent('main')).toContain('Күні дұрыс емес');
	expect(await page.inputValue('#add textarea')).toBe('Ұмытпау керек');
	expect(await page.inputValue('#add select[name=item]')).toBe('1.1.1');
});

test('sharing: whoever has the link reads the report until it is closed', async () => {
	const { page } = await openDevice();
	const attempt = await finishAttempt(page, 'en', 'C1');
	await page.goto(`/en/self-assessment/${attempt}/report`);
	await page.click('#share form[action*="share"] button');
	const link = (await page.textContent('#share a.link')) ?? '';

	const { page: reader } = await openDevice({ locale: 'en-GB' });
	await reader.goto(link);
	expect(await reader.textContent('h1')).toBe('Shared report');
	expect(await reader.locator('figure.radar svg').count()).toBe(1);
	// Reading is all: neither plan nor code nor the attempt itself.
	expect(await reader.locator('main form').count()).toBe(0);
	expect((await reader.goto(`/en/self-assessment/${attempt}/report`))?.url()).toBe(`${origin}/en/resume`);

	await page.click('#share form[action*="revoke"] button');
	const closed = await reader.goto(link);
	expect(closed?.status()).toBe(410);
	expect(await reader.textContent('h1')).toBe('This link no longer works');
	expect((await reader.goto('/kk/shared/AAAAAAAAAAAAAAAAAAAAAA'))?.status()).toBe(404);
});

test('a second round shows the change per area; erasing leaves nothing', async () => {
	const { page } = await openDevice();
	const first = await finishAttempt(page, 'ru', 'A2');
	const second = await finishAttempt(page, 'ru', 'B2');
	await page.goto('/ru/my-place');
	const table = (await page.textContent('main table')) ?? '';
	expect(table).toContain('4 (+2)');
	await page.goto(`/ru/self-assessment/${second}/report`);
	expect(await page.textContent('.areas')).toContain('+2');

	for (const attempt of [second, first]) {
		await page.goto(`/ru/self-assessment/${attempt}/erase`);
		await page.click('button.danger');
		await page.waitForURL(/\/my-place\?erased=yes$/);
	}
	expect(await page.textContent('main')).toContain('О вас ничего не осталось');
	await page.goto(`/ru/self-assessment/${first}/report`);
	expect(page.url()).toBe(`${origin}/ru/resume`);
});
