import { describe, expect, test } from 'vitest';
import { isTokenScope, newToken, scopeFor, tokenPrefix } from './api-token.ts';
import { actions } from './policy.ts';

describe('scopes', () => {
	test('every action of the policy has one, is free, or is for no token', () => {
		for (const action of actions)
			for (const isChange of [true, false]) {
				const scope = scopeFor(action, isChange);
				expect(scope === 'free' || scope === 'never' || isTokenScope(scope), action).toBe(true);
			}
	});

	test('reading never allows changing', () => {
		for (const action of actions) {
			const scope = scopeFor(action, true);
			if (scope !== 'free' && scope !== 'never') expect(scope.startsWith('write:')).toBe(true);
		}
	});

	test('no token touches the account or the log', () => {
		expect(scopeFor('account.own', false)).toBe('never');
		expect(scopeFor('audit.view', true)).toBe('never');
	});
});

test('tokens differ and can be told from resume codes', () => {
	expect(newToken()).not.toBe(newToken());
	expect(newToken().startsWith(tokenPrefix)).toBe(true);
});
