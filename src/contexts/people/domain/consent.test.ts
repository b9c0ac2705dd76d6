import { describe, expect, test } from 'vitest';
import { type Consent, type ConsentText, holds, standing } from './consent.ts';

const words = { kk: 'к', ru: 'р', en: 'e' };
const current: ConsentText = {
	purpose: 'study',
	version: '2',
	subject: 'none',
	title: words,
	text: words,
	about: words,
	withdrawal: words,
	stays: words
};
const consent = (textVersion: string, isWithdrawn = false): Consent => ({
	id: 'c',
	purpose: 'study',
	textVersion,
	subjectId: null,
	givenAt: new Date('2026-09-01'),
	withdrawnAt: isWithdrawn ? new Date('2026-09-02') : null
});

describe('how a consent stands', () => {
	test.each([
		{ given: [], expected: 'open' },
		{ given: [consent('2')], expected: 'given' },
		{ given: [consent('1')], expected: 'outdated' },
		{ given: [consent('1'), consent('2', true)], expected: 'outdated' },
		{ given: [consent('2', true)], expected: 'withdrawn' },
		{ given: [consent('2', true), consent('2')], expected: 'given' }
	] as const)('$expected', ({ given, expected }) => expect(standing(given, current)).toBe(expected));

	test('a consent to something else is none', () => {
		expect(holds({ ...consent('2'), purpose: 'release' }, current)).toBe(false);
	});
});
