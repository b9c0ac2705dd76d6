import { locales } from '#platform/locale.ts';
import { fingerprint, type MessageFolder } from './message-files.ts';
import { wordingRules } from './wording.ts';

/** Something that has to be mended, and where. */
export interface Finding {
	readonly code: string;
	readonly place: string;
	readonly message: string;
}

/** Texts that are rightly the same in Kazakh and Russian: names and words that both languages share. */
const sameInBoth = new Set([
	'framework_aspect_label',
	'framework_licence_label',
	'import_from',
	'organisation_code',
	'organisation_kind_consortium',
	'organisation_kind_department',
	'organisation_kind_faculty',
	'layout_my_place',
	'invitations_by_code',
	'report_radar_axis',
	'role_editor',
	'role_facilitator',
	'role_trainer'
]);

const parametersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
const withoutParameters = (text: string) => text.replaceAll(/\{\w+\}/g, '');

/** Messages are the same in all languages by key and parameter, written in the right letters, unique, and used. `sources` is all of the code. */
export function checkMessages(folders: readonly MessageFolder[], sources: string): Finding[] {
	const used = new Set([...sources.matchAll(/\bm\s*\.\s*(\w+)/g)].map((match) => match[1]));
	const seen = new Map<string, string>();
	return folders.flatMap(({ folder, texts }) => {
		const keys = [...new Set(locales.flatMap((locale) => Object.keys(texts[locale])))].sort();
		return keys.flatMap((key) => {
			const place = `${folder} ${key}`;
			const findings: Finding[] = [];
			const find = (code: string, message: string) => findings.push({ code, place, message });
			const missing = locales.filter((locale) => texts[locale][key] === undefined);
			if (missing.length > 0) find('missing', `There is no text in ${missing.join(', ')}.`);
			const empty = locales.filter((locale) => texts[locale][key]?.trim() === '');
			if (empty.length > 0) find('empty', `The text is empty in ${empty.join(', ')}.`);
			const [kk = '', ru = '', en = ''] = locales.map((locale) => texts[locale][key]);
			const parameters = [kk, ru, en].map((text) => parametersOf(text).join(', '));
			if (new Set(parameters).size > 1) find('parameters', `The parameters differ: kk {${parameters.join('}, then ru, en {')}}.`);
			if (kk === ru && /\p{Script=Cyrillic}/u.test(withoutParameters(kk)) && !sameInBoth.has(key))
				find('same_text', `Kazakh and Russian are the same: ${kk}`);
			for (const locale of locales) {
				for (const { code, find: findWord } of wordingRules[locale]) {
					const word = findWord(texts[locale][key] ?? '');
					if (word !== undefined) find(code, `${locale}: ${word}`);
				}
			}
			const other = seen.get(key);
			if (other !== undefined) find('duplicate_key', `The key is taken by ${other}.`);
			seen.set(key, folder);
			if (!used.has(key)) find('unused', 'No code names it.');
			return findings;
		});
	});
}

/** English texts that changed, or came, since somebody last compared them with the Kazakh and the Russian text. */
export function checkConfirmed(folders: readonly MessageFolder[], confirmed: Readonly<Record<string, string>>): Finding[] {
	const current = folders.flatMap(({ folder, texts }) => Object.entries(texts.en).map(([key, text]) => ({ folder, key, text })));
	const stale = current
		.filter(({ key, text }) => confirmed[key] !== fingerprint(text))
		.map(({ folder, key }) => ({
			code: 'unconfirmed',
			place: `${folder} ${key}`,
			message: `The English text ${confirmed[key] === undefined ? 'is new' : 'changed'}. Read it beside the Kazakh and the Russian one, then: npm run messages confirm ${key}`
		}));
	const keys = new Set(current.map(({ key }) => key));
	const gone = Object.keys(confirmed).filter((key) => !keys.has(key));
	return [
		...stale,
		...gone.map((key) => ({ code: 'confirmed_gone', place: key, message: `There is no such message any more: npm run messages confirm ${key}` }))
	];
}

/** Checks the letters of every text {kk, ru, en} in a content file. */
export function checkContentTexts(value: unknown, place: string): Finding[] {
	if (typeof value !== 'object' || value === null) return [];
	const children = Object.entries(value).flatMap(([key, child]) =>
		checkContentTexts(child, `${place}${Array.isArray(value) ? `[${key}]` : `.${key}`}`)
	);
	const own = locales.flatMap((locale) => {
		const text = (value as Record<string, unknown>)[locale];
		if (typeof text !== 'string') return [];
		return wordingRules[locale].flatMap(({ code, find }) => {
			// English content may give a Kazakh or Russian term in brackets: "Trainee teacher (педагог-стажёр)".
			const word = locale === 'en' ? undefined : find(text);
			return word === undefined ? [] : [{ code, place, message: `${locale}: ${word}` }];
		});
	});
	return [...own, ...children];
}
