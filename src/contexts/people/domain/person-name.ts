import { DomainError } from '#platform/errors.ts';

/** Longest name, in signs as a reader counts them. */
export const longestName = 200;

const signs = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * A name as it is kept: whatever people are called (one word, an apostrophe, a hyphen, several scripts, right to left, emoji), without what can't be
 * seen: control signs, and marks that turn the direction of the text around the name. Throws `name.missing` and `name.too_long`.
 */
export function cleanName(typed: string): string {
	const name = typed
		.normalize('NFC')
		.replace(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\uFEFF]/g, '')
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.trim();
	if (!/[\p{L}\p{N}\p{S}]/u.test(name)) throw new DomainError('name.missing');
	if ([...signs.segment(name)].length > longestName || name.length > 800) throw new DomainError('name.too_long', { longest: longestName });
	return name;
}
