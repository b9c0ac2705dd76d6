import { describe, expect, test } from 'vitest';
import type { DomainError } from '#platform/errors.ts';
import { isCommonPassword } from '../common-passwords.ts';
import { checkPassword } from './password.ts';

function codeOf(password: string, email = 'aigerim.bekova@mektep.kz'): string | undefined {
	try {
		checkPassword(password, email, isCommonPassword);
		return undefined;
	} catch (error) {
		return (error as DomainError).code;
	}
}

describe('a password', () => {
	test.each([
		['мектеп7Алма', undefined],
		['correct horse battery staple', undefined],
		['Жеті рет өлшеп', undefined],
		['🐎🐎🐑🐪 көш 2026', undefined],
		['short', 'password.too_short'],
		['a'.repeat(201), 'password.too_long'],
		['1234567890', 'password.common'],
		['qwertyuiop', 'password.common'],
		['йцукенгшщз', 'password.common'],
		['пароль12345', 'password.common'],
		['Password2026!', 'password.common'],
		['aaaaaaaaaaaa', 'password.common'],
		['1111122222', 'password.common'],
		['aigerim.bekova@mektep.kz', 'password.personal'],
		['Aigerim.Bekova1985', 'password.personal']
	])('%j: %s', (password, code) => {
		expect(codeOf(password)).toBe(code);
	});
});
