import { describe, expect, test } from 'vitest';
import { actions, allows, policy, roleRights, whoMay } from './policy.ts';
import { roles } from './role.ts';

describe('the table of rights', () => {
	test('only administrators make administrators', () => {
		expect(policy['grant.administrator']).toEqual(['administrator']);
	});

	test('a head names teachers, but nobody who leads', () => {
		expect(allows('grant.teacher', 'head', 'here')).toBe(true);
		for (const role of ['head', 'coordinator', 'methodologist', 'analyst', 'programme_manager', 'administrator'] as const)
			expect(allows(`grant.${role}`, 'head', 'here')).toBe(false);
	});

	test('nobody gives a role that reaches further than the own rights', () => {
		for (const giver of roles)
			for (const given of roles) {
				if (giver === 'administrator' || !allows(`grant.${given}`, giver, 'here')) continue;
				for (const action of actions.filter((name) => allows(name, given, 'here') && !name.startsWith('grant.')))
					expect(allows(action, giver, 'here'), `${giver} gives ${given}, who may ${action}`).toBe(true);
			}
	});

	test('a teacher sees no colleague', () => {
		expect(allows('members.view', 'teacher', 'here')).toBe(false);
	});

	test('rows for the database are the table, no more and no less', () => {
		const rows = roleRights();
		for (const action of actions) {
			const who = whoMay(action);
			expect(rows.filter((row) => row.action === action).map((row) => row.role)).toEqual(typeof who === 'string' ? [] : [...who]);
		}
		expect(rows.find((row) => row.role === 'head')?.reach).toBe('subtree');
	});
});
