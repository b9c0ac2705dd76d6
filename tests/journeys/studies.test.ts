import { expect, test } from 'vitest';
import { origin, useJourneys } from './journey.ts';

const { openDevice } = useJourneys();

test('a researcher checks a table without an account and without script: the cell is marked, what is wrong is said, and taken along', async () => {
	const { page } = await openDevice({ javaScriptEnabled: false });
	await page.goto(`${origin}/ru/studies`);
	await page.click('main a[href$="/studies/check"]');
	await page.click('main a[href$="?example"]');
	await page.click('main form button');
	await page.waitForSelector('#result');
	expect(await page.textContent('#result h2')).toContain('4');
	expect(await page.textContent('#finding-1')).toContain('20,2 % при 200');
	expect(await page.textContent('td.wrong:has(a[href="#finding-1"])')).toContain('20,2');
	const file = decodeURIComponent((await page.getAttribute('#result a[download]', 'href'))?.replace(/^[^,]*,/, '') ?? '');
	const [first, ...others] = [{ code: 'granularity', line: 2, columnNumber: 2, expected: 20 }, {}, {}, {}];
	expect(JSON.parse(file)).toMatchObject({ kind: 'percent', n: 200, findings: [first, ...others] });
	// What was typed stays; a clean table is called so, a wrong number is told.
	expect(await page.inputValue('[name=n]')).toBe('200');
	await page.fill('[name=claims]', '');
	await page.setInputFiles('[name=table-file]', { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('Топ;Иә;Жоқ\nА;60,5;39,5\nӘ;55;45\n') });
	await page.click('main form button');
	expect(await page.textContent('#result')).toContain('Противоречий не найдено');
	await page.fill('[name=n]', 'много');
	await page.click('main form button');
	expect(await page.textContent('[role=alert]')).toContain('Число людей не прочитано');
	expect(await page.inputValue('[name=n]')).toBe('много');
	// The other tools, each once.
	const line = (index: number, shift: number) => `p${index},${(index % 4) + shift},${((index * 3) % 4) + 1}`;
	const answers = (shift: number) => ['id,1.1,1.2', ...Array.from({ length: 12 }, (_, index) => line(index, shift))].join('\n');
	await page.goto(`${origin}/en/studies/describe`);
	await page.fill('[name=table-text]', answers(1));
	await page.click('main form button');
	expect(await page.textContent('#result')).toContain('Cronbach’s alpha');
	await page.goto(`${origin}/kk/studies/compare`);
	await page.fill('[name=first-text]', answers(1));
	await page.fill('[name=second-text]', answers(2));
	await page.click('main form button');
	expect(await page.textContent('#result')).toMatch(/Сол адамдар, дейін және кейін[^]*Жауаптар өсті/);
	await page.goto(`${origin}/en/studies/power?design=paired&effect=0.5&power=0.8`);
	expect(await page.textContent('.answer')).toContain('34');
});
