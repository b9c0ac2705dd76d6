/**
 * What can be wrong with a Kazakh or Russian text without knowing what it means. Each rule gives the word at fault, or undefined.
 */
import type { Locale } from '#platform/locale.ts';

/**
 * A small Latin word, or a lone capital, of letters that look exactly like Cyrillic ones, so that nobody sees which of the two was typed. Capitals
 * together are an abbreviation (API), and alone A, B and C are marks.
 */
const lookAlike = /^([aceopxyi]{1,3}|[EHIKMOPTXY])$/u;
const cyrillic = /\p{Script=Cyrillic}/u;
const latin = /\p{Script=Latin}/u;

/** A word written in two alphabets, or a short Latin word that stands among Cyrillic ones and looks like one of them. */
export function mixedScript(text: string): string | undefined {
	const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
	const mixed = words.find((word) => cyrillic.test(word) && latin.test(word));
	if (mixed !== undefined) return mixed;
	if (!words.some((word) => cyrillic.test(word))) return undefined;
	return words.find((word) => lookAlike.test(word));
}

/** Words with letters that exist in Kazakh and not in Russian; two regions are officially spelled so in Russian, too. */
function kazakhWord(text: string): string | undefined {
	return text.match(/\p{L}*[әғқңөұүһі]\p{L}*/giu)?.find((word) => !['Жетісу', 'Ұлытау'].includes(word));
}

/** Cyrillic words of an English text, other than the names of the languages and of Qadam. */
function cyrillicWord(text: string): string | undefined {
	return text.match(/\p{Script=Cyrillic}+/gu)?.find((word) => !['Қазақша', 'Русский', 'қадам'].includes(word));
}

/** The rules of one language; a code for each, as the findings print it. */
export const wordingRules: Readonly<Record<Locale, readonly { readonly code: string; readonly find: (text: string) => string | undefined }[]>> = {
	kk: [
		{ code: 'mixed_script', find: mixedScript },
		{ code: 'kk_digital', find: (text) => /(?<!\p{L})сандық(?!\p{L})/iu.exec(text)?.[0] } // «цифрлық» is the word (docs/recipes/add-a-message.md)
	],
	ru: [
		{ code: 'mixed_script', find: mixedScript },
		{ code: 'ru_gender', find: (text) => /\p{L}+\((а|ась|ла|на|ая)\)/iu.exec(text)?.[0] },
		{ code: 'ru_kazakh_letters', find: kazakhWord }
	],
	en: [{ code: 'en_cyrillic', find: cyrillicWord }]
};
