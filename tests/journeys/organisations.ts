import type { Page } from 'playwright-core';
import type { Role } from '#contexts/people/index.ts';
import { shippedId } from '../../src/contexts/people/usecases/load-content.ts';
import { inOwnerSession } from '../database.ts';
import { addMembership } from '../front-doors/people.ts';
import { postgresUrl } from '../qadam-process.ts';

/** Gives the account with this address a role; everywhere when no organisation is named. */
export async function giveRole(dataFolder: string, email: string, role: Role, organisationId: string | null): Promise<void> {
	await inOwnerSession(postgresUrl(dataFolder), async (owner) => {
		const { rows } = await owner.query<{ id: string }>('select id from people.account where email = $1', [email]);
		await addMembership(owner, rows[0]?.id ?? '', organisationId, role);
	});
}

/** Uploads a file for an organisation and stands before what it would change. Returns the id of the import. */
export async function uploadFile(
	page: Page,
	locale: string,
	organisation: string,
	rows: readonly string[],
	{ name = 'schools.csv', path = 'import' } = {}
): Promise<string> {
	await page.goto(`/${locale}/organisations/${organisation}/${path}`);
	await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) });
	await page.click('main form button.large');
	await page.waitForURL(/\/import\/[\da-f-]{36}$/);
	return page.url().split('/').at(-1) ?? '';
}

/** Has the import on the page carried out, and waits until the page tells of its end, by its script or by loading itself again. */
export async function commitImport(page: Page): Promise<void> {
	await page.click('form[action$="?/start"] button');
	await page.waitForSelector('a[href$="/report.csv"].button', { timeout: 60_000 });
}

export interface OrganisationPlaces {
	readonly nation: string;
	readonly region: string;
	readonly consortium: string;
	/** An import with rows of every outcome that was only looked at, and one that was carried out. */
	readonly preview: string;
	readonly imported: string;
	/** The same of people to be invited. */
	readonly invitingPreview: string;
	readonly invited: string;
}

/** What pages about organisations need to show all their parts, made by an administrator whose device this is. */
export async function prepareOrganisations(page: Page): Promise<OrganisationPlaces> {
	const [nation, region] = [shippedId('kz'), shippedId('kz-ulytau')];
	const add = async (kind: string, ru: string) => {
		await page.goto('/ru/organisations/add');
		await page.selectOption('select[name=kind]', kind);
		await page.fill('input[name=name_ru]', ru);
		await page.click('main form button.large');
		await page.waitForURL(/\?done=added$/);
		return /organisations\/([\da-f-]{36})/.exec(page.url())?.[1] ?? '';
	};
	await add('university', 'Университет имени Сатпаева');
	const consortium = await add('consortium', 'Консорциум педагогических университетов');
	await page.goto(`/ru/organisations/${consortium}?join=Сатпаева`);
	await page.click('form[action$="?/join"] button');
	await add('university', 'Университет имени Букетова');
	const header = 'код;вид;код вышестоящей организации;название на русском;название на казахском;город или село';
	const imported = await uploadFile(page, 'ru', region, [
		header,
		'ul-1;район;;Улытауский район;Ұлытау ауданы;',
		'ul-11;;ul-1;Школа № 1;№ 1 мектеп;село'
	]);
	await commitImport(page);
	const preview = await uploadFile(page, 'ru', region, [
		header,
		'ul-11;;ul-1;Лицей № 1;;город',
		'ul-1;;;Улытауский район;;',
		'ul-2;район;;Жанааркинский район;;',
		'ul-9;;ul-1;Школа №1;;',
		'ul-8;;;Школа;;луна',
		'ul-7;;ul-1;№ 1 мектеп;;'
	]);
	const people = { name: 'people.csv', path: 'invitations/import' };
	const invited = await uploadFile(page, 'ru', region, ['почта;ФИО', 'aigul@ulytau.kz;Айгүл Серікқызы'], people);
	await commitImport(page);
	const invitingPreview = await uploadFile(
		page,
		'ru',
		region,
		[
			'почта;ФИО;роль;код организации',
			'aigul@ulytau.kz;;;',
			'olga.kim@gmail.com;Ольга Ким;;',
			'olgakim@gmail.com;Ольга Ким;;',
			'saule;Сәуле;космонавт;x-9'
		],
		people
	);
	return { nation, region, consortium, preview, imported, invitingPreview, invited };
}
