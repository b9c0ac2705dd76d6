import { randomInt } from 'node:crypto';

/**
 * Codes that people write down, read out and type: groups of four signs, the last of all a check sign. The alphabet is Crockford's base 32: no I, L,
 * O, U, so that it survives handwriting. Each random sign is worth five bits.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Weights are odd and differ between neighbours, so that one wrong sign and most swapped neighbours change the sum modulo 32. */
function checkSign(signs: string): string {
	const sum = [...signs].reduce((total, sign, index) => total + alphabet.indexOf(sign) * (2 * index + 1), 0);
	return alphabet[sum % 32] as string;
}

const inGroups = (signs: string) => signs.replace(/(.{4})(?=.)/g, '$1-');

/** A new code of `length` signs (check sign included), in the form in which it is shown. */
export function newTypedCode(length: number): string {
	const signs = Array.from({ length: length - 1 }, () => alphabet[randomInt(32)]).join('');
	return inGroups(signs + checkSign(signs));
}

/** Letters that look like a sign of the alphabet, also those of a Cyrillic keyboard. */
const lookAlikes: Readonly<Record<string, string>> = {
	O: '0', I: '1', L: '1', А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M',
	Н: 'H', О: '0', Р: 'P', С: 'C', Т: 'T', Х: 'X', У: 'Y', І: '1'
};

/**
 * The form in which a typed code is compared: capitals, groups of four. Spaces, dashes and small letters are forgiven, as are O for 0 and I or L
 * for 1, also when typed on a Cyrillic keyboard that has look-alike letters. Returns undefined when it can't be a code of `length` signs (wrong
 * length, wrong check sign).
 */
export function parseTypedCode(typed: string, length: number): string | undefined {
	const signs = [...typed.toUpperCase().replace(/[\s\-–—_.]/g, '')].map((sign) => lookAlikes[sign] ?? sign).join('');
	if (signs.length !== length || [...signs].some((sign) => !alphabet.includes(sign))) return undefined;
	return checkSign(signs.slice(0, -1)) === signs.at(-1) ? inGroups(signs) : undefined;
}
