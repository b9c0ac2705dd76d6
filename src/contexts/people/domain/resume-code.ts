import { createHash, randomInt } from 'node:crypto';

/**
 * A resume code opens a guest's own place: sixteen signs in four groups, for example "K7QF-9XRT-2M4D-H8WP". Fifteen are random (75 bits, so that a
 * hash of it can't be searched), the last is a check sign. The alphabet is Crockford's base 32: no I, L, O, U, so that it survives handwriting.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomSigns = 15;

/** Weights are odd and differ between neighbours, so that one wrong sign and most swapped neighbours change the sum modulo 32. */
function checkSign(signs: string): string {
	const sum = [...signs].reduce((total, sign, index) => total + alphabet.indexOf(sign) * (2 * index + 1), 0);
	return alphabet[sum % 32] as string;
}

/** A new code, in the form in which it is shown. */
export function newResumeCode(): string {
	const signs = Array.from({ length: randomSigns }, () => alphabet[randomInt(32)]).join('');
	return (signs + checkSign(signs)).replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * The form in which a typed code is compared: capitals, groups of four. Spaces, dashes and small letters are forgiven, as are O for 0 and I or L
 * for 1, also when typed on a Cyrillic keyboard that has look-alike letters. Returns undefined when it can't be a code (wrong length, wrong check
 * sign).
 */
export function parseResumeCode(typed: string): string | undefined {
	const lookAlikes: Readonly<Record<string, string>> = {
		O: '0', I: '1', L: '1', А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M',
		Н: 'H', О: '0', Р: 'P', С: 'C', Т: 'T', Х: 'X', У: 'Y', І: '1'
	};
	const signs = [...typed.toUpperCase().replace(/[\s\-–—_.]/g, '')].map((sign) => lookAlikes[sign] ?? sign).join('');
	if (signs.length !== randomSigns + 1 || [...signs].some((sign) => !alphabet.includes(sign))) return undefined;
	if (checkSign(signs.slice(0, randomSigns)) !== signs.at(-1)) return undefined;
	return signs.replace(/(.{4})(?=.)/g, '$1-');
}

/** What the database keeps of a code. */
export function hashResumeCode(code: string): Buffer {
	return createHash('sha256').update(`resume-code:${code}`).digest();
}
