import type { Page } from 'playwright-core';

/** What pages about waves need to show all their parts. */
export interface WavePlaces {
	readonly draft: string;
	/** An open wave, in which the device's account has finished and not decided. */
	readonly open: string;
	readonly code: string;
}

/** Makes a draft of a wave on its page, with a question and two dimensions. Returns its id. */
export async function makeWave(page: Page, organisation: string, title: string): Promise<string> {
	await page.goto(`/kk/organisations/${organisation}/waves/new`);
	await page.fill('input[name=title]', title);
	await page.fill('textarea[name=message]', 'Құрметті әріптестер!\nНәтижесін бірге көреміз.');
	await page.check('input[name=dimension][value=gender]');
	await page.check('input[name=dimension][value=experience_years]');
	await page.locator('form.wave-form details summary').first().click();
	await page.fill('input[name=question_1_kk]', 'Кабинетіңізде проектор бар ма?');
	await page.fill('textarea[name=options_1_kk]', 'Бар\nЖоқ');
	await page.click('form.wave-form button.large');
	await page.waitForURL(/\/waves\/[\da-f-]{36}$/);
	return page.url().split('/').at(-1) ?? '';
}

/** Opens a draft on its page. Returns the code for joining. */
export async function openWave(page: Page, wave: string): Promise<string> {
	await page.goto(`/kk/waves/${wave}`);
	await page.click('button[formaction="?/open"]');
	await page.waitForURL(/\?done=opened$/);
	return (await page.textContent('.code code')) ?? '';
}

/** The device joins at the first organisation of the code with a new attempt. Returns its id. */
export async function joinWave(page: Page, code: string): Promise<string> {
	await page.goto(`/kk/waves/join/${code}`);
	const places = page.locator('input[name=place][type=radio]');
	if ((await places.count()) > 0) await places.first().check();
	if ((await page.locator('input[name=consent]').count()) > 0) await page.check('input[name=consent]');
	await page.click('form.take button.large');
	await page.waitForURL(/\/self-assessment\//);
	return /\/self-assessment\/([\da-f-]{36})/.exec(page.url())?.[1] ?? '';
}

export async function prepareWaves(page: Page, organisation: string): Promise<WavePlaces> {
	const draft = await makeWave(page, organisation, 'Көктемгі кезең');
	const open = await makeWave(page, organisation, 'Күзгі кезең');
	const code = await openWave(page, open);
	const attempt = await joinWave(page, code);
	const headers = { 'sec-fetch-site': 'same-origin' };
	const { request } = page.context();
	await request.put(`/api/v1/attempts/${attempt}/context`, { data: { gender: 'female' }, headers });
	await request.put(`/api/v1/attempts/${attempt}/answers/1.1.1`, { data: { answer: 'B2' }, headers });
	await request.post(`/api/v1/attempts/${attempt}/submit`, { headers });
	return { draft, open, code };
}
