import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { projectRoot } from '../../src/platform/config.ts';
import { defaultLocale, type Locale, locales } from '../../src/platform/locale.ts';
import { inOwnerSession } from '../database.ts';
import { addMembership } from '../front-doors/people.ts';
import { addAnalysedStudy } from '../published-study.ts';
import { addPublishedWave, type PublishedWave } from '../published-wave.ts';
import { postgresUrl } from '../qadam-process.ts';
import { openAccount, origin, startAttempt, useJourneys } from './journey.ts';
import { keepMail } from './keep-mail.ts';
import { makeOrganisation } from './organisation.ts';
import { type OrganisationPlaces, prepareOrganisations } from './organisations.ts';
import { prepareWaves, type WavePlaces } from './waves.ts';

const { openDevice } = useJourneys();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Places extends OrganisationPlaces {
	readonly waves: WavePlaces;
	readonly open: string;
	readonly finished: string;
	readonly token: string;
	readonly mail: string;
	/** An organisation that the device's account coordinates, if it has one; one of its members; an invitation by code. */
	readonly organisation: string;
	readonly member: string;
	readonly invitation: string;
	/** A wave whose results are out; of its first school something is told, of the second nothing. */
	readonly reported: PublishedWave;
	/** An analysed study over it and its next round. */
	readonly study: string;
}

/** What only the account's device prepares. */
type LaterPlaces = keyof OrganisationPlaces | 'reported' | 'study' | 'waves';

/** Every page there is, with the addresses at which it is looked at. A page that is missing here fails the test. */
const pages: Readonly<Record<string, (places: Omit<Places, LaterPlaces>) => readonly string[]>> = {
	'/': () => ['', '/no-such-page'],
	'/api': () => ['/api'],
	'/administration/start/[token]': () => ['/administration/start/none'],
	'/confirm/[token]': () => ['/confirm/none'],
	'/my-place': () => ['/my-place', '/my-place?erased=yes', '/my-place?all=yes'],
	'/my-place/activity': () => ['/my-place/activity'],
	'/my-place/data': () => ['/my-place/data'],
	'/my-place/consents': () => ['/my-place/consents', '/my-place/consents?withdrawn=study'],
	'/my-place/consents/[purpose]/withdraw': () => ['/my-place/consents/keep-results/withdraw', '/my-place/consents/study/withdraw'],
	'/frameworks/[id]': () => ['/frameworks/digcompedu', '/frameworks/unesco-ict-cft'],
	'/invitations/[token]': ({ invitation }) => [`/invitations/${invitation}`, '/invitations/none'],
	'/join': () => ['/join'],
	'/leave': () => ['/leave'],
	'/library': () => ['/library', '/library?query=unesco', '/library?query=qqqq'],
	'/offline': () => ['/offline'],
	'/studies': () => ['/studies'],
	'/studies/check': () => ['/studies/check', '/studies/check?example'],
	'/studies/compare': () => ['/studies/compare'],
	'/studies/describe': () => ['/studies/describe'],
	'/studies/power': () => ['/studies/power', '/studies/power?design=shares&first=40&second=55', '/studies/power?effect=0'],
	'/outbox': () => ['/outbox'],
	'/outbox/[mail=uuid]': ({ mail }) => [`/outbox/${mail}`],
	'/recover': () => ['/recover'],
	'/recover/[token]': () => ['/recover/none'],
	'/recover/sent': () => ['/recover/sent'],
	'/resume/[[code]]': () => ['/resume', '/resume/K7QF-9XRT-2M4D-H8WP'],
	'/self-assessment': () => ['/self-assessment'],
	'/self-assessment/[attempt=uuid]/(taking)/about-you': ({ open }) => [`/self-assessment/${open}/about-you`],
	'/self-assessment/[attempt=uuid]/(taking)/after': ({ open }) => [`/self-assessment/${open}/after`],
	'/self-assessment/[attempt=uuid]/(taking)/before': ({ open }) => [`/self-assessment/${open}/before`],
	'/self-assessment/[attempt=uuid]/(taking)/finish': ({ open }) => [`/self-assessment/${open}/finish`],
	'/self-assessment/[attempt=uuid]/(taking)/items/[item]': ({ open }) => [
		`/self-assessment/${open}/items/1.1.1`,
		`/self-assessment/${open}/items/6.3.2`
	],
	'/self-assessment/[attempt=uuid]/erase': ({ open }) => [`/self-assessment/${open}/erase`],
	'/self-assessment/[attempt=uuid]/plan': ({ finished }) => [`/self-assessment/${finished}/plan`],
	'/self-assessment/[attempt=uuid]/report': ({ finished }) => [`/self-assessment/${finished}/report`],
	'/shared/[token]': ({ token }) => [`/shared/${token}`],
	'/sign-in': () => ['/sign-in'],
	'/sign-in/code': () => ['/sign-in/code', '/sign-in/code?by=recovery'],
	'/sign-in/link/[token]': () => ['/sign-in/link/none'],
	'/sign-in/sent': () => ['/sign-in/sent'],
	'/sign-out': () => ['/sign-out'],
	'/sign-up': () => ['/sign-up'],
	'/sign-up/sent': () => ['/sign-up/sent']
};

/** Pages for whoever has signed in. */
const accountPages: Readonly<Record<string, (places: Places) => readonly string[]>> = {
	'/account': () => ['/account', '/account?done=devices'],
	'/account/email': () => ['/account/email'],
	'/account/email/[token]': () => ['/account/email/none'],
	'/account/password': () => ['/account/password'],
	'/account/second-factor': () => ['/account/second-factor'],
	'/claim': () => ['/claim'],
	'/my-place/roles': () => ['/my-place/roles'],
	'/organisations/[organisation=uuid]/(tabs)/invitations': ({ organisation }) => [
		`/organisations/${organisation}/invitations`,
		`/organisations/${organisation}/invitations?state=drafted`
	],
	'/organisations/[organisation=uuid]/(tabs)/invitations/import': ({ region }) => [`/organisations/${region}/invitations/import`],
	'/organisations/[organisation=uuid]/(tabs)/invitations/import/[import=uuid]': ({ region, invitingPreview, invited }) => [
		`/organisations/${region}/invitations/import/${invitingPreview}`,
		`/organisations/${region}/invitations/import/${invited}`
	],
	'/organisations/[organisation=uuid]/(tabs)/invitations/new': ({ organisation }) => [`/organisations/${organisation}/invitations/new`],
	'/organisations/[organisation=uuid]/(tabs)/members': ({ organisation }) => [
		`/organisations/${organisation}/members`,
		`/organisations/${organisation}/members?query=qqqq&below=yes`
	],
	'/organisations/[organisation=uuid]/(tabs)/members/[person=uuid]': ({ organisation, member }) => [
		`/organisations/${organisation}/members/${member}`,
		`/organisations/${organisation}/members/${member}?to=qqqq`
	],
	'/administration/audit': () => ['', '?id=x', '?from=2020-01-01&to=2020-01-02'].map((query) => `/administration/audit${query}`),
	'/administration/policy': () => ['/administration/policy'],
	'/my-place': () => ['/my-place'],
	'/my-place/data': () => ['/my-place/data'],
	'/my-place/tokens': () => ['/my-place/tokens'],
	'/organisations': () => ['/organisations', '/organisations?q=абай', '/organisations?q=qqqq'],
	'/organisations/[organisation=uuid]/(tabs)': ({ nation, consortium }) => [
		`/organisations/${nation}`,
		`/organisations/${nation}?q=qqqq`,
		`/organisations/${consortium}`,
		`/organisations/${consortium}?join=университет`
	],
	'/organisations/[organisation=uuid]/(tabs)/add': ({ nation }) => [`/organisations/${nation}/add`],
	'/organisations/[organisation=uuid]/(tabs)/edit': ({ region }) => [`/organisations/${region}/edit`, `/organisations/${region}/edit?place=казах`],
	'/organisations/[organisation=uuid]/(tabs)/import': ({ region }) => [`/organisations/${region}/import`],
	'/organisations/[organisation=uuid]/(tabs)/import/[import=uuid]': ({ region, preview, imported }) => [
		`/organisations/${region}/import/${preview}`,
		`/organisations/${region}/import/${preview}?outcome=wrong`,
		`/organisations/${region}/import/${imported}`
	],
	'/organisations/[organisation=uuid]/(tabs)/studies': ({ region, reported }) => [
		`/organisations/${region}/studies`,
		`/organisations/${reported.region}/studies`
	],
	'/organisations/[organisation=uuid]/(tabs)/studies/new': ({ region, reported }) => [
		`/organisations/${region}/studies/new`,
		`/organisations/${reported.region}/studies/new`
	],
	'/studies/[study=uuid]': ({ study }) => [`/studies/${study}`],
	'/organisations/add': () => ['/organisations/add'],
	'/organisations/[organisation=uuid]/(tabs)/waves': ({ organisation, nation }) => [
		`/organisations/${organisation}/waves`,
		`/organisations/${nation}/waves`
	],
	'/organisations/[organisation=uuid]/(tabs)/waves/new': ({ organisation, waves }) => [
		`/organisations/${organisation}/waves/new`,
		`/organisations/${organisation}/waves/new?after=${waves.open}`
	],
	'/waves/[wave=uuid]': ({ waves }) => [`/waves/${waves.draft}`, `/waves/${waves.open}`],
	'/waves/[wave=uuid]/edit': ({ waves }) => [`/waves/${waves.draft}/edit`],
	'/waves/[wave=uuid]/share': ({ waves }) => [`/waves/${waves.open}/share`],
	'/waves/join/[[code]]': ({ waves }) => ['/waves/join', `/waves/join/${waves.code}`, '/waves/join/0000-0000'],
	'/waves/reminders/[token]': () => ['/waves/reminders/none'],
	'/waves/[wave=uuid]/data': ({ reported }) => [
		`/waves/${reported.waveId}/data`,
		`/waves/${reported.waveId}/data?node=${reported.schools[0]?.[1] ?? ''}`
	],
	'/waves/[wave=uuid]/needs': ({ reported }) => [
		`/waves/${reported.waveId}/needs`,
		`/waves/${reported.waveId}/needs?node=${reported.schools[0]?.[1] ?? ''}`
	],
	'/waves/[wave=uuid]/report': ({ reported }) => [
		`/waves/${reported.waveId}/report`,
		`/waves/${reported.waveId}/report?node=${reported.schools[0]?.[0] ?? ''}`,
		`/waves/${reported.waveId}/report?node=${reported.schools[0]?.[1] ?? ''}`
	],
	'/waves/[wave=uuid]/results': ({ reported }) => [
		`/waves/${reported.waveId}/results`,
		`/waves/${reported.waveId}/results?node=${reported.schools[0]?.[0] ?? ''}`
	]
};

function findPages(folder: string, route = ''): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		if (entry.isDirectory()) return findPages(path.join(folder, entry.name), `${route}/${entry.name}`);
		return entry.name === '+page.svelte' ? [route || '/'] : [];
	});
}

/** One attempt under way, one finished with a plan and a link, all of one guest. */
async function preparePlaces(page: Page, coordinator: string): Promise<Omit<Places, LaterPlaces>> {
	const finished = await startAttempt(page, 'kk');
	const { request } = page.context();
	const headers = { 'sec-fetch-site': 'same-origin' };
	const codes = [...readFileSync(path.join(projectRoot, 'content/instruments/selfie-kz@1.0.0.json'), 'utf8').matchAll(/"code": "(\d\.\d\.\d)"/g)].map(
		(match) => match[1]
	);
	const answers = ['DK', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'];
	for (const [index, code] of codes.entries()) {
		if (index % 9 !== 8) await request.put(`/api/v1/attempts/${finished}/answers/${code}`, { data: { answer: answers[(index * 3) % 7] }, headers });
	}
	await request.post(`/api/v1/attempts/${finished}/submit`, { headers });
	await page.goto(`/kk/self-assessment/${finished}/plan`);
	await page.selectOption('#add select[name=item]', '1.1.1');
	await page.click('#add button');
	await page.goto(`/kk/self-assessment/${finished}/report`);
	await page.click('#share form[action*="share"] button');
	const token = ((await page.textContent('#share a.link')) ?? '').split('/').at(-1) ?? '';
	const organisation = await makeOrganisation(inject('dataFolder'), coordinator);
	return { finished, token, mail: await keepMail(origin, inject('dataFolder')), open: await startAttempt(page, 'kk'), ...organisation };
}

test('every page of the product is in the list above', () => {
	expect(findPages(path.join(projectRoot, 'src/routes/[locale=locale]')).sort()).toEqual(Object.keys({ ...pages, ...accountPages }).sort());
});

interface Axe {
	run: (options: { iframes: boolean; runOnly?: string[] }) => Promise<AxeResults>;
}

test('axe finds nothing on any page in any language, light and dark, and nothing runs over the edge', { timeout: 1_200_000 }, async () => {
	// The tool is injected into the page, which the page's own policy rightly forbids.
	const { device, page } = await openDevice({ reducedMotion: 'reduce', viewport: { width: 360, height: 800 }, bypassCSP: true });
	const { page: elsewhere } = await openDevice();
	const places = await preparePlaces(page, await openAccount(elsewhere, 'kk'));
	const findings: string[] = [];
	const judge = async (tab: Page, address: string, runOnly?: string[]): Promise<void> => {
		const { violations } = await tab.evaluate(
			// The frame of a letter runs no scripts, this one neither.
			(rules) => (window as unknown as { axe: Axe }).axe.run({ iframes: false, ...(rules === undefined ? {} : { runOnly: rules }) }),
			runOnly
		);
		findings.push(...violations.map(({ id, nodes }) => `${address}: ${id} ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`));
	};
	const lookIn = async (locale: Locale, tab: Page, address: string): Promise<void> => {
		await tab.emulateMedia({ colorScheme: 'light' });
		await tab.goto(`/${locale}${address}`);
		await tab.evaluate(() => {
			for (const fold of document.querySelectorAll('details')) fold.open = true;
		});
		await tab.addScriptTag({ content: axe });
		await judge(tab, `/${locale}${address}`);
		if (await tab.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
			findings.push(`/${locale}${address}: runs over the edge`);
		if ((await tab.getAttribute('html', 'lang')) !== locale) findings.push(`/${locale}${address}: wrong language`);
		// Dark differs in colours alone, and colours do not differ between languages: one look is enough.
		if (locale !== defaultLocale) return;
		await tab.emulateMedia({ colorScheme: 'dark' });
		await judge(tab, `dark /${locale}${address}`, ['color-contrast']);
	};
	// A tab for each language, side by side: looking waits more than it works.
	const tabs = await Promise.all(locales.map(async (locale) => ({ locale, tab: await device.newPage() })));
	const look = (address: string) => Promise.all(tabs.map(({ locale, tab }) => lookIn(locale, tab, address)));
	for (const address of Object.values(pages).flatMap((addresses) => addresses(places))) await look(address);
	const own = { ...places, ...(await makeOrganisation(inject('dataFolder'), await openAccount(page, 'kk'))) };
	await inOwnerSession(postgresUrl(inject('dataFolder')), (owner) => addMembership(owner, own.member, null, 'administrator'));
	const organisations = await prepareOrganisations(page);
	const { reported, study } = await inOwnerSession(postgresUrl(inject('dataFolder')), async (owner) => {
		const run = (statement: string, values?: unknown[]) => owner.query(statement, values);
		const first = await addPublishedWave(run, { sizes: [[12, 3]] });
		const second = await addPublishedWave(run, { sizes: [[12, 3]], after: first, lift: 0.5 });
		return { reported: first, study: await addAnalysedStudy(run, first, second) };
	});
	const all = { ...own, ...organisations, reported, study, waves: await prepareWaves(page, own.organisation) };
	for (const address of Object.values(accountPages).flatMap((addresses) => addresses(all))) await look(address);
	expect(findings).toEqual([]);
});
