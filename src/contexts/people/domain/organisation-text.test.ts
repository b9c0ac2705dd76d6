import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alikeKey, cleanCode, cleanName, cleanNames, isAlike, longestName } from './organisation-text.ts';

const codeOf = (work: () => unknown): string | undefined => {
	try {
		work();
		return undefined;
	} catch (error) {
		return (error as { code?: string }).code;
	}
};

describe('names', () => {
	test.each([
		['apostrophe', "O'Жас мектебі"],
		['hyphens', 'Мектеп-гимназия-лицей'],
		['one word', 'Мирас'],
		['200 characters', 'ә'.repeat(200)],
		['mixed scripts', 'NIS Физмат № 5 «Дарын»'],
		['right to left', 'مدرسة النور'],
		['emoji of several code points', 'Мектеп 👩🏽‍🏫'],
		['quotation marks', '«Абай» атындағы "орта" мектеп']
	])('%s survives', (_what, name) => {
		expect(cleanName(name)).toBe(name.normalize('NFC'));
	});

	test.each([
		['zero byte', 'Мек\u0000теп'],
		['bell', 'Мектеп\u0007'],
		['control character of C1', 'Мектеп\u0085x\u009F'],
		['half of a character', 'Мектеп \uD83D']
	])('%s is refused', (_what, name) => {
		expect(codeOf(() => cleanName(name))).toBe('organisation.name_unreadable');
	});

	test('spaces are one space, ends of lines too, and the short i is one character', () => {
		expect(cleanName('  Абай\u00a0\u2003атындағы\r\n\tмектеп ')).toBe('Абай атындағы мектеп');
		expect(cleanName('Ши\u0306')).toBe('Шй');
	});

	test('length counts characters, not halves of them', () => {
		expect([...cleanName('🏫'.repeat(longestName))].length).toBe(longestName);
		expect(codeOf(() => cleanName('🏫'.repeat(longestName + 1)))).toBe('organisation.name_too_long');
	});

	test('one language is enough, none is not', () => {
		expect(cleanNames({ kk: '', ru: ' Школа ', en: '' })).toEqual({ kk: '', ru: 'Школа', en: '' });
		expect(codeOf(() => cleanNames({ kk: ' ', ru: '\t', en: '' }))).toBe('organisation.name_missing');
	});

	test('cleaning twice is cleaning once', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
				let once: string;
				try {
					once = cleanName(text);
				} catch {
					return; // refused
				}
				expect(cleanName(once)).toBe(once);
			})
		);
	});
});

describe('codes', () => {
	test.each([
		['', null],
		[' 060540004321 ', '060540004321'],
		['kz-abai', 'kz-abai'],
		['Ш-12/3', 'Ш-12/3']
	])('%j', (written, code) => {
		expect(cleanCode(written)).toBe(code);
	});

	test.each([
		['6,0054E+11', 'organisation.code_mangled'],
		['1E+12', 'organisation.code_mangled'],
		['=1+1', 'organisation.code_invalid'],
		['-5', 'organisation.code_invalid'],
		['a'.repeat(65), 'organisation.code_invalid'],
		['<b>', 'organisation.code_invalid']
	])('%s is refused', (written, code) => {
		expect(codeOf(() => cleanCode(written))).toBe(code);
	});
});

describe('alike names', () => {
	const named = (ru: string, kk = '') => ({ kk, ru, en: '' });
	test.each([
		['№ 5 «Үміт» мектебі', '№5 Умит мектебi'],
		['СШ №12', 'CШ № 12'],
		['Школа-лицей "Нур"', 'ШКОЛА ЛИЦЕЙ «НУР»'],
		['Қарағанды мектебі', 'Караганды мектебі']
	])('%s and %s', (one, other) => {
		expect(isAlike(named(one), named(other))).toBe(true);
	});

	test.each([
		['Школа № 5', 'Школа № 15'],
		['Школа имени Абая', 'Гимназия имени Абая'],
		['!!!', '???']
	])('%s and %s are not', (one, other) => {
		expect(isAlike(named(one), named(other))).toBe(false);
	});

	test('one language decides', () => {
		expect(isAlike(named('Школа', 'Абай'), named('Гимназия', 'Абай'))).toBe(true);
		expect(isAlike(named('Школа', ''), { kk: 'Мектеп', ru: '', en: 'School' })).toBe(false);
	});

	test('the key does not depend on case, spaces and quotation marks', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom('Абай', 'мектебі', '№', '5', 'Лицей', 'School'), { minLength: 1, maxLength: 6 }), (words) => {
				expect(alikeKey(`«${words.join('  ')}»`)).toBe(alikeKey(words.join('').toUpperCase()));
			})
		);
	});
});
