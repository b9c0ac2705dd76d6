import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { auditActions, tellAction } from './audit-words.ts';

/** Actions that the code records, as they stand there: `action: 'attempt.started'`, and `event: 'people.imported'` of a kind of import. */
function recordedActions(): Set<string> {
	const folder = path.join(projectRoot, 'src', 'contexts');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
	const found = files.flatMap((name) => [...readFileSync(path.join(folder, name), 'utf8').matchAll(/(?:action|event): '([a-z_]+\.[a-z_]+)'/g)]);
	return new Set(found.map((match) => match[1] ?? ''));
}

test('every action that is recorded has words', () => {
	expect(recordedActions().size).toBeGreaterThan(5);
	expect([...recordedActions()].filter((action) => !auditActions.includes(action))).toEqual([]);
});

test('an action of the past is told by its name', () => {
	expect(tellAction('badge.sewn', 'ru')).toContain('badge.sewn');
});
