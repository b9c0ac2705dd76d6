import { expect, test } from 'vitest';
import { locales } from '#platform/locale.ts';
import { actions } from './domain/policy.ts';
import { roles } from './domain/role.ts';
import { tellPolicy } from './policy-words.ts';

test.each(locales)('in %s every action and role of the table of rights has its line', (locale) => {
	const told = tellPolicy(locale);
	expect([...told.actions.map(({ code }) => code), ...roles.map((role) => `grant.${role}`)].sort()).toEqual([...actions].sort());
	expect(told.grants).toHaveLength(roles.length);
	expect(new Set(told.actions.map(({ what }) => what)).size).toBe(told.actions.length);
	for (const { who } of [...told.actions, ...told.grants]) expect(who).not.toBe('');
});

test('who may is told as the table says it', () => {
	const { actions: told, grants, reachingDown } = tellPolicy('en');
	expect(told.find(({ code }) => code === 'audit.view')?.who).toBe('Administrator');
	expect(told.find(({ code }) => code === 'data.own')?.who).toBe('Everybody, their own alone');
	expect(grants.find(({ role }) => role === 'Coordinator')?.who).toBe('Administrator, Coordinator');
	expect(reachingDown).toContain('Coordinator');
	expect(reachingDown).not.toContain('Teacher');
});
