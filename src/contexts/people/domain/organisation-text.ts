import { DomainError } from '#platform/errors.ts';
import { locales } from '#platform/locale.ts';
import type { OrganisationName } from './organisation.ts';

/** Longest name in one language, in characters as Unicode counts them. Official names of schools reach about 200. */
export const longestName = 300;
export const longestCode = 64;

/** Signs that nobody writes: control characters, and halves of characters. Joiners of emoji and of Persian letters stay. */
const unreadable = /[\p{Cc}\p{Cs}]/u;

/**
 * A text as it is stored: composed (NFC), without spaces at its ends, each run of spaces, tabs and ends of lines one space.
 * Throws `organisation.name_unreadable` for zero bytes and other control characters, `organisation.name_too_long`.
 */
export function cleanName(written: string): string {
	const text = written.normalize('NFC').replaceAll(/[\p{Z}\t\n\v\f\r]+/gu, ' ').trim();
	if (unreadable.test(text)) throw new DomainError('organisation.name_unreadable');
	if ([...text].length > longestName) throw new DomainError('organisation.name_too_long', { limit: longestName });
	return text;
}

/** The names in three languages, cleaned. Throws as `cleanName`, and `organisation.name_missing` when all are empty. */
export function cleanNames(written: Readonly<Record<keyof OrganisationName, string>>): OrganisationName {
	const name = { kk: cleanName(written.kk), ru: cleanName(written.ru), en: cleanName(written.en) };
	if (locales.every((locale) => name[locale] === '')) throw new DomainError('organisation.name_missing');
	return name;
}

/**
 * A code as it is stored; null when empty. Throws `organisation.code_mangled` for what a spreadsheet makes of a long number ("1,2345E+11"), and
 * `organisation.code_invalid`.
 */
export function cleanCode(written: string): string | null {
	const code = cleanName(written);
	if (code === '') return null;
	if (/^\d([.,]\d+)?e\+\d+$/i.test(code)) throw new DomainError('organisation.code_mangled', { code });
	if ([...code].length > longestCode || !/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._/-]*$/u.test(code))
		throw new DomainError('organisation.code_invalid', { limit: longestCode });
	return code;
}

/** Latin letters that look like Cyrillic ones, and Kazakh letters as they are written without a Kazakh keyboard. */
const twins: Readonly<Record<string, string>> = {
	a: 'а', b: 'в', c: 'с', e: 'е', h: 'н', i: 'и', k: 'к', m: 'м', o: 'о', p: 'р', t: 'т', x: 'х', y: 'у',
	ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и', ё: 'е'
};

/**
 * What two spellings of one name have in common: letters and digits alone, without case, look-alike letters taken as one. "№ 5 «Үміт» мектебі" and
 * "№5 Умит мектебi" are alike, "№5" and "№15" are not. Empty when the name has neither letter nor digit.
 */
export function alikeKey(name: string): string {
	const letters = name.replaceAll('№', '').normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
	return [...letters].map((letter) => twins[letter] ?? letter).join('');
}

/** The keys of a name in each language it has. */
export function alikeKeys(name: OrganisationName): string[] {
	// A name of signs alone is compared as it stands.
	return [...new Set(locales.map((locale) => alikeKey(name[locale]) || name[locale]).filter((key) => key !== ''))];
}

/** Whether two names may mean the same organisation: one of the languages has alike names. */
export function isAlike(one: OrganisationName, other: OrganisationName): boolean {
	const keys = new Set(alikeKeys(one));
	return alikeKeys(other).some((key) => keys.has(key));
}
