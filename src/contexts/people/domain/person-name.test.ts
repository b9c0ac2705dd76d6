import { describe, expect, test } from 'vitest';
import type { DomainError } from '#platform/errors.ts';
import { cleanName } from './person-name.ts';

function codeOf(name: string): string {
	try {
		return cleanName(name);
	} catch (error) {
		return (error as DomainError).code;
	}
}

describe('a name', () => {
	test.each([
		'Әйгерім Бекқызы',
		"Д'Артаньян О’Нил",
	 'Анна-Мария', 'Абай', 'ԱնոՒշ 李小龍 عائشة', 'أحمد بن علي', 'Айша 🌷', 'Ө', '王', 'Ü'.repeat(200), '👩‍🏫'.repeat(100)
	])('%s survives', (name) => {
		expect(cleanName(name)).toBe(name);
	});

	test.each([
		['  Абай \t\n Құнанбаев ', 'Абай Құнанбаев'],
		['Абай\u202Ecod.exe', 'Абайcod.exe'],
		['Аби\u0306бек', 'Абйбек'.replace('бй', 'би\u0306').normalize('NFC')],
		['', 'name.missing'],
		[' \u200E ', 'name.missing'],
		['--', 'name.missing'],
		['я'.repeat(201), 'name.too_long']
	])('%j becomes %j', (typed, kept) => {
		expect(codeOf(typed)).toBe(kept);
	});
});
