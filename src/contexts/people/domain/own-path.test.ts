import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { ownPath } from './own-path.ts';

describe('where to go on', () => {
	test.each(['/kk/attempts', '/ru/self-assessment?query=1#top', '/', '/kk/resume/K7QF-9XRT-2M4D-H8WP'])('%s is a page of our own', (path) => {
		expect(ownPath(path, '/kk')).toBe(path);
	});

	test.each([
		undefined, null, '', 'https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example',
		'javascript:alert(1)', 'kk/attempts', '/%0d%0a/../..//evil.example', '/..//evil.example', '/./\\evil.example', `/${'a'.repeat(600)}`
	])('%j is not', (path) => {
		expect(ownPath(path, '/kk')).toBe('/kk');
	});

	test('whatever is asked for, a browser stays on our site', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', '\t', 'a', '?', '#', '%', '2', 'f') }), (wanted) => {
				expect(new URL(ownPath(`/${wanted}`, '/kk'), 'https://qadam.example').origin).toBe('https://qadam.example');
			})
		);
	});
});
