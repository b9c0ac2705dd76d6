import { expect, inject, test } from 'vitest';
import { shippedId } from '../../src/contexts/people/usecases/load-content.ts';
import { openAccount, useJourneys } from './journey.ts';
import { commitImport, giveRole, uploadFile } from './organisations.ts';

const { openDevice } = useJourneys();

test.each([{ script: true }, { script: false }])('a head invites thirty teachers from a file, with script: $script', async ({ script }) => {
	const { page } = await openDevice({ javaScriptEnabled: script });
	const region = shippedId(script ? 'kz-pavlodar' : 'kz-kostanay');
	await giveRole(inject('dataFolder'), await openAccount(page, 'ru'), 'coordinator', region);
	await page.goto(`/ru/organisations/${region}/add`);
	await page.selectOption('select[name=kind]', 'school');
	await page.fill('input[name=name_ru]', `Школа № 30 ${script}`);
	await page.click('main form button.large');
	await page.waitForURL(/done=added/);
	const school = /organisations\/([\da-f-]{36})/.exec(page.url())?.[1] ?? '';
	const { page: head } = await openDevice({ javaScriptEnabled: script });
	await giveRole(inject('dataFolder'), await openAccount(head, 'ru'), 'head', school);

	// Everything is found from the page of the school.
	await head.goto('/ru/organisations');
	await head.click('main article a');
	await head.click('main nav a[href$="/invitations"]');
	await head.click('main a[href$="/invitations/import"]');
	const sample = head.waitForEvent('download');
	await head.click('a[href$="/sample.csv"]');
	expect((await sample).suggestedFilename()).toBe('people-sample.csv');

	const mark = script ? 'a' : 'b';
	const rows = [
		'Электронная почта;Имя;Роль;Язык письма',
		...Array.from({ length: 30 }, (_, index) => `uchitel${index}-${mark}@mektep.kz;Учитель ${index};учитель;русский`),
		'not-an-address;Ольга;;',
		`uchitel7-${mark}@mektep.kz;Повтор;;`,
		`zavuch-${mark}@mektep.kz;Завуч;космонавт;`,
		`nachalnik-${mark}@mektep.kz;Начальник;координатор;`
	];
	await uploadFile(head, 'ru', school, rows, { name: 'учителя.csv', path: 'invitations/import' });
	const outcome = async (name: string) => Number(await head.textContent(`#rows a.${name} b`));
	expect([await outcome('new'), await outcome('skipped'), await outcome('wrong')]).toEqual([30, 1, 3]);
	await head.click('#rows a.wrong');
	const wrong = await head.locator('tbody tr').allTextContents();
	expect(wrong.map((row) => row.replaceAll(/\s+/g, ' '))).toEqual([
		expect.stringContaining('(Электронная почта)'),
		expect.stringContaining('(Роль)'),
		expect.stringContaining('(Роль)')
	]);

	await commitImport(head);
	expect(await head.textContent('h2')).toBe('Приглашения отправлены');
	const report = head.waitForEvent('download');
	await head.click('a[href$="/report.csv"].button');
	expect((await report).suggestedFilename()).toMatch(/^import-.*\.csv$/);
	await head.click('main a.primary');
	await head.waitForURL(/\/invitations$/);
	await expect.poll(async () => {
		await head.goto('/ru/outbox');
		return head.locator('main li', { hasText: `-${mark}@mektep.kz` }).count();
	}).toBe(30);

	await uploadFile(head, 'ru', school, rows, { path: 'invitations/import' });
	expect([await outcome('new'), await outcome('changed'), await outcome('skipped')]).toEqual([0, 0, 31]);
	expect(await head.locator('form[action$="?/start"]').count()).toBe(0);
});
