import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { instrumentSchema } from '../../src/contexts/self-assessment/domain/instrument.ts';
import { answerCodes } from '../../src/contexts/self-assessment/domain/level.ts';
import { scoreAttempt } from '../../src/contexts/self-assessment/domain/score.ts';
import { projectRoot } from '../../src/platform/config.ts';
import { locales } from '../../src/platform/locale.ts';
import { answersAtServer, attemptOf, startAttempt, useJourneys, waitForScript, waitUntilSaved } from './journey.ts';

const { openDevice } = useJourneys();
const instrument = instrumentSchema.parse(JSON.parse(readFileSync(path.join(projectRoot, 'content/instruments/selfie-kz@1.0.0.json'), 'utf8')));

/** A different answer for each item, all seven of them in use. */
const chosen = instrument.items.map((item, index) => ({ item, answer: answerCodes[(index * 5 + 3) % answerCodes.length] ?? 'DK' }));
const expected = scoreAttempt(instrument.items, new Map(chosen.map(({ item, answer }) => [item.code, answerCodes.indexOf(answer) as 0])));

describe.each(locales)('from the start page to the report, in %s', (locale) => {
	test.each([{ script: true }, { script: false }])('with script: $script', async ({ script }) => {
		const { device, page } = await openDevice({ javaScriptEnabled: script, locale: { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }[locale] });
		await page.goto('/');
		expect(new URL(page.url()).pathname).toBe(`/${locale}`);
		expect(await page.getAttribute('html', 'lang')).toBe(locale);
		await page.click(`main a[href="/${locale}/self-assessment"]`);

		const attempt = await startAttempt(page, locale);
		for (const { item, answer } of chosen) {
			await page.waitForURL(new RegExp(`/items/${item.code.replaceAll('.', '\\.')}$`));
			expect(await page.textContent('h1')).toBe(item.question[locale]);
			const statement = item.answers.find(({ value }) => value === answer)?.text[locale] ?? '';
			if (script) await waitForScript(page);
			await page.getByText(statement, { exact: true }).click();
			if (script) await waitUntilSaved(page);
			await page.click('main form[data-taking] button.large');
		}
		await page.waitForURL(/\/after$/);
		await page.check('input[value=B2]');
		await page.click('main form button.large');
		await page.waitForURL(/\/finish$/);
		expect(Object.entries(await answersAtServer(page, attempt)).sort()).toEqual(chosen.map(({ item, answer }) => [item.code, answer]).sort());
		await page.click('main form button.large');
		await page.waitForURL(/\/report$/);

		const level = instrument.levels.find(({ code }) => code === expected.overall.level);
		expect(await page.textContent('section.overall')).toContain(level?.name[locale]);
		expect(await page.textContent('section.overall')).toContain(level?.meaning[locale]);
		expect(await page.locator('figure.radar svg').count()).toBe(1);
		const json = (await (await device.request.get(`/api/v1/attempts/${attempt}/report`)).json()) as { overall: { score: number; level: string } };
		expect(json.overall.score).toBe(expected.overall.score);
		expect(json.overall.level).toBe(expected.overall.level);

		const pdf = await device.request.get(`/${locale}/self-assessment/${attempt}/report.pdf`);
		expect(pdf.headers()['content-type']).toBe('application/pdf');
		expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
		expect(attemptOf(page)).toBe(attempt);
	});
});
