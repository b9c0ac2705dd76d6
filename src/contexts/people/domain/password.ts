import { DomainError } from '#platform/errors.ts';

/** Length of a password in signs. Length protects, not the kinds of signs (NIST SP 800-63B, section 3.1.1.2). */
export const shortestPassword = 10;
export const longestPassword = 200;

/** The Latin letters on the keys of a Cyrillic keyboard (йцукен): "пароль" is typed with the keys of "gfhjkm", and is guessed just as soon. */
const latinKeys: Readonly<Record<string, string>> = Object.fromEntries(
	Array.from('йцукенгшщзхъфывапролджэячсмитьбю', (letter, index) => [letter, "qwertyuiop[]asdfghjkl;'zxcvbnm,.".charAt(index)])
);

function onLatinKeys(password: string): string {
	return [...password].map((sign) => latinKeys[sign] ?? sign).join('');
}

/** Whether so few different signs are in it that length does not help. */
function isMonotonous(password: string): boolean {
	return new Set(password).size < 4;
}

/**
 * Throws `password.too_short`, `password.too_long`, `password.common` (on the list of those that are tried first, in whatever keyboard layout, or of
 * nearly one sign), or `password.personal` (holds the own address).
 */
export function checkPassword(password: string, email: string, isCommon: (password: string) => boolean): void {
	const length = [...password].length;
	if (length < shortestPassword) throw new DomainError('password.too_short', { shortest: shortestPassword });
	if (length > longestPassword) throw new DomainError('password.too_long', { longest: longestPassword });
	const plain = password.normalize('NFKC').toLowerCase();
	// Also without the digits and signs that are put around a word that everybody knows.
	const word = plain.replace(/^[\d\p{P}\p{S}]+|[\d\p{P}\p{S}]+$/gu, '');
	const guesses = [plain, word].filter((guess) => guess.length > 4).flatMap((guess) => [guess, onLatinKeys(guess)]);
	if (isMonotonous(plain) || guesses.some(isCommon)) throw new DomainError('password.common');
	const name = email.split('@', 1)[0]?.toLowerCase() ?? '';
	if (plain === email.toLowerCase() || (name.length >= 5 && plain.includes(name))) throw new DomainError('password.personal');
}
