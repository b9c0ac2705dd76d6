import { describe, expect, it } from 'vitest';
import type { Locale } from '#platform/locale.ts';
import { wordingRules } from './wording.ts';

const codesOf = (locale: Locale, text: string) => wordingRules[locale].filter(({ find }) => find(text) !== undefined).map(({ code }) => code);

describe('wording', () => {
	// The Latin letters among Cyrillic ones are written as escapes: nobody could tell them apart here.
	it.each<{ locale: Locale; text: string; expected: string[] }>([
		{ locale: 'kk', text: 'Цифрлық \u0063абақ', expected: ['mixed_script'] },
		{ locale: 'ru', text: 'урок \u0063 учениками', expected: ['mixed_script'] },
		{ locale: 'ru', text: '\u004f чём речь', expected: ['mixed_script'] },
		{ locale: 'ru', text: 'урок с учениками, PDF-файл, API, уровень B1, Wi-Fi, XXI век', expected: [] },
		{ locale: 'kk', text: 'DigCompEdu шеңбері, Ctrl-C', expected: [] },
		{ locale: 'kk', text: 'Сандық сауаттылық', expected: ['kk_digital'] },
		{ locale: 'kk', text: 'цифрлық сауаттылық, сандықтағы зат', expected: [] },
		{ locale: 'ru', text: 'вы ответил(а)', expected: ['ru_gender'] },
		{ locale: 'ru', text: 'Ответили (а потом передумали)', expected: [] },
		{ locale: 'ru', text: 'цифрлық навыки', expected: ['ru_kazakh_letters'] },
		{ locale: 'ru', text: 'область Жетісу, Ұлытау', expected: [] },
		{ locale: 'en', text: 'a lesson at школа', expected: ['en_cyrillic'] },
		{ locale: 'en', text: 'Qadam (қадам, “step”)', expected: [] }
	])('$locale: $text', ({ locale, text, expected }) => {
		expect(codesOf(locale, text)).toEqual(expected);
	});
});
