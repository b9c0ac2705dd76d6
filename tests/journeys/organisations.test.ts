import { expect, inject, test } from 'vitest';
import { shippedId } from '../../src/contexts/people/usecases/load-content.ts';
import { openAccount, useJourneys } from './journey.ts';
import { commitImport, giveRole, uploadFile } from './organisations.ts';

const { openDevice } = useJourneys();

const header = 'Коды;Түрі;Жоғары тұрған ұйымның коды;Қазақша атауы;Орысша атауы;Қала немесе ауыл;Оқыту тілдері';
const rowsOf = (district: string, schools: number) => [
	header,
	`${district};аудан;;Бурабай ауданы ${district};Бурабайский район ${district};;`,
	...Array.from({ length: schools }, (_, number) => `${district}-${number};мектеп;${district};№ ${number} мектеп;Школа № ${number};ауыл;қазақ, орыс`)
];

test.each([{ script: true }, { script: false }])('a coordinator imports the schools of a district, with script: $script', async ({ script }) => {
	const { page } = await openDevice({ javaScriptEnabled: script });
	const akmola = shippedId('kz-akmola');
	const district = `J${script ? 1 : 2}`;
	await giveRole(inject('dataFolder'), await openAccount(page, 'kk'), 'coordinator', akmola);

	await page.goto('/kk/organisations');
	await page.click('main article a');
	await page.waitForURL(new RegExp(`/organisations/${akmola}$`));
	expect(await page.textContent('h1')).toBe('Ақмола облысы');
	await page.click('main nav a[href$="/import"]');

	const rows = [...rowsOf(district, 60), `${district}-0;;;Қайталау;;;`, 'x;зымыран;;Зымыран;;;'];
	await uploadFile(page, 'kk', akmola, rows);
	const outcome = async (name: string) => Number(await page.textContent(`#rows a.${name} b`));
	expect([await outcome('new'), await outcome('changed'), await outcome('wrong')]).toEqual([61, 0, 2]);
	expect(await page.locator('tbody tr').count()).toBe(50);
	await page.click('#rows a.wrong');
	expect(await page.locator('tbody tr').count()).toBe(2);
	expect(await page.textContent('tbody')).toContain('зымыран');

	await commitImport(page);
	const report = page.waitForEvent('download');
	await page.click('a[href$="/report.csv"].button');
	expect((await report).suggestedFilename()).toMatch(/^import-.*\.csv$/);
	await page.click(`a[href$="/organisations/${akmola}"].button`);
	await page.fill('input[type=search]', `бурабай ${district}`);
	await page.click('form[role=search] button');
	await page.click(`main li a:has-text("Бурабай ауданы ${district}")`);
	expect(await page.textContent('main dl')).toContain('60');
	expect(await page.textContent('main ul.plain-list > li:nth-child(10) a')).toBe('№ 9 мектеп');

	await uploadFile(page, 'kk', akmola, rows);
	expect([await outcome('new'), await outcome('changed'), await outcome('skipped')]).toEqual([0, 0, 61]);
	expect(await page.locator('form[action$="?/start"]').count()).toBe(0);
});

test('a file that is too large is refused in the language of the reader, on the page where it was chosen', async () => {
	const { page } = await openDevice();
	const region = shippedId('kz-zhambyl');
	await giveRole(inject('dataFolder'), await openAccount(page, 'kk'), 'coordinator', region);
	await page.goto(`/kk/organisations/${region}/import`);
	await page.setInputFiles('input[type=file]', { name: 'huge.csv', mimeType: 'text/csv', buffer: Buffer.alloc(18 * 1024 * 1024, 'x') });
	await page.click('main form button.large');
	await page.waitForSelector('.notice.error');
	expect(await page.locator('input[type=file]').count()).toBe(1);
	for (const [locale, words] of [['kk', 'Файл тым үлкен'], ['ru', 'Файл слишком большой'], ['en', 'The file is too large']] as const) {
		if (locale !== 'kk') await page.goto(page.url().replace(/\/(kk|ru)\//, `/${locale}/`));
		expect(await page.textContent('.notice.error')).toContain(words);
	}
});

test('an organisation is added, renamed, moved, closed and opened again; a teacher sees no buttons', async () => {
	const { page } = await openDevice();
	const region = shippedId('kz-abai');
	await giveRole(inject('dataFolder'), await openAccount(page, 'ru'), 'coordinator', region);
	const add = async (parent: string, kind: string, name: string) => {
		await page.goto(`/ru/organisations/${parent}/add`);
		await page.selectOption('select[name=kind]', kind);
		await page.fill('input[name=name_ru]', name);
		await page.click('main form button.large');
	};
	await add(region, 'district', 'Аягозский район');
	await page.waitForURL(/done=added/);
	const district = /organisations\/([\da-f-]{36})/.exec(page.url())?.[1] ?? '';
	await add(region, 'district', 'аягозский  район');
	expect(await page.inputValue('input[name=name_ru]')).toBe('аягозский  район');
	await page.fill('input[name=name_ru]', 'Бескарагайский район');
	await page.click('main form button.large');
	await page.waitForURL(/done=added/);
	await add(district, 'school', "Школа О'Жас");
	await page.waitForURL(/done=added/);
	const school = page.url().replace(/\?.*/, '');

	await page.goto(`${school}/edit`);
	await page.fill('input[name=name_kk]', "О'Жас мектебі 👩🏽‍🏫");
	await page.fill('input[name=code]', '6,0054E+11');
	await page.click('main form[action$="?/save"] button');
	expect(await page.inputValue('input[name=name_kk]')).toBe("О'Жас мектебі 👩🏽‍🏫");
	await page.fill('input[name=code]', '600540001111');
	await page.click('main form[action$="?/save"] button');
	await page.waitForSelector('.notice.success');
	await page.fill('input[name=place]', 'бескарагай');
	await page.click('form[role=search] button');
	await page.click('form[action$="?/move"] button');
	await page.waitForSelector('.notice.success');
	expect(await page.textContent('main nav ol')).toContain('Бескарагайский район');
	await page.click('section[aria-labelledby=close] summary');
	expect(await page.textContent('form[action$="?/close"] p')).toContain('роли: 0');
	await page.click('form[action$="?/close"] button');
	await page.waitForSelector('form[action$="?/reopen"]');
	await page.click('form[action$="?/reopen"] button');
	await page.waitForSelector('section[aria-labelledby=close] summary');

	const { page: other } = await openDevice();
	await openAccount(other, 'kk');
	await other.goto(school.replace('/ru/', '/kk/'));
	expect(await other.textContent('h1')).toBe("О'Жас мектебі 👩🏽‍🏫");
	expect(await other.locator('main a[href$="/edit"], main a[href$="/import"], main a[href$="/add"]').count()).toBe(0);
	expect((await other.goto(`${school}/edit`))?.status()).toBe(403);
});
