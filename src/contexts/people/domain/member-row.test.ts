import { describe, expect, test } from 'vitest';
import { DomainError } from '#platform/errors.ts';
import { readMemberRow } from './member-row.ts';

const clean = {
	email: (typed: string) => {
		if (!typed.includes('@')) throw new DomainError('email.invalid');
		return typed.toLowerCase();
	},
	name: (typed: string) => typed
};
const empty = { email: '', name: '', role: '', organisation: '', language: '' };

describe('a row of people', () => {
	test.each([
		[{ email: ' Aigul@Mektep.kz ', name: 'Айгүл', role: 'Мұғалім', organisation: ' 123 ', language: 'Қазақша' }, 'teacher', 'kk'],
		[{ email: 'a@b.kz', role: 'РУКОВОДИТЕЛЬ  программы', language: 'ru' }, 'programme_manager', 'ru'],
		[{ email: 'a@b.kz', role: 'mentor' }, 'mentor', undefined],
		[{ email: 'a@b.kz' }, undefined, undefined]
	])('%o', (cells, role, locale) => {
		const { row, problems } = readMemberRow({ ...empty, ...cells }, clean);
		expect(problems).toEqual([]);
		expect(row).toMatchObject({ email: cells.email.trim().toLowerCase(), role, locale });
	});

	test('says what is wrong in which column, all of it', () => {
		const { problems } = readMemberRow({ ...empty, email: 'aigul', role: 'constructor', language: 'қытайша' }, clean);
		expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual(['email email.invalid', 'role role.unknown', 'language locale.unknown']);
	});
});
