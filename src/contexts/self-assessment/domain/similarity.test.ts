import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, isSameText, similarity } from './similarity.ts';

/** The definition, straight: the distance by the last letters of both texts. Slow, therefore for short texts. */
function distanceByDefinition(a: string, b: string): number {
	if (a === '' || b === '') return a.length + b.length;
	return Math.min(
		distanceByDefinition(a.slice(1), b) + 1,
		distanceByDefinition(a, b.slice(1)) + 1,
		distanceByDefinition(a.slice(1), b.slice(1)) + (a.startsWith(b.charAt(0)) ? 0 : 1)
	);
}

describe('similarity of statements', () => {
	it.each([
		['kitten', 'sitting', 3],
		['saturday', 'sunday', 3],
		['', 'abc', 3],
		['құрал', 'құралы', 1]
	])('from "%s" to "%s" it is %i letters', (a, b, distance) => expect(editDistance(a, b)).toBe(distance));

	it('follows the definition of the edit distance', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
		fc.assert(
			fc.property(text, text, (a, b) => {
				expect(editDistance(a, b)).toBe(distanceByDefinition(a, b));
			})
		);
	});

	it('sees through case, punctuation and spaces', () => {
		expect(similarity('Пробую  новое — на уроке.', 'пробую новое на уроке')).toBe(1);
		expect(isSameText('Сабақта қолданамын.', 'САБАҚТА ҚОЛДАНАМЫН')).toBe(true);
	});

	it('starts at nine tenths: one letter in ten', () => {
		expect(isSameText('abcdefghij', 'abcdefghiX')).toBe(true); // 0.9
		expect(isSameText('abcdefghi', 'abcdefghX')).toBe(false); // 0.89
		expect(isSameText('abcdefghij', 'abcdefghijk')).toBe(true); // 10 / 11
	});

	it('decides as the measure does', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ә', ' '), minLength: 8, maxLength: 24 });
		fc.assert(fc.property(text, text, fc.nat(23), (a, b, at) => {
			for (const other of [b, a.slice(0, at) + b.charAt(0) + a.slice(at)]) expect(isSameText(a, other)).toBe(similarity(a, other) >= 0.9);
		}));
	});

	it('does not compare texts without letters', () => expect(isSameText('…', '—')).toBe(false));
});
