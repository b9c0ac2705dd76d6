import { describe, expect, it } from 'vitest';
import { addressIn } from './address.ts';

describe('addressIn', () => {
	it.each([
		['/ru', '/kk'],
		['/ru/library?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&audience=teachers', '/kk/library?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0&audience=teachers'],
		['/en/frameworks/digcompedu', '/kk/frameworks/digcompedu'],
		['/ru/resume?/open', '/kk/resume'],
		['/', '/kk'],
		['/russia', '/kk']
	])('%s becomes %s', (from, to) => {
		expect(addressIn('kk', new URL(from, 'http://qadam.test'))).toBe(to);
	});
});
