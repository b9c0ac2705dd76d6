import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { apiAccess, pageAccess } from './access.ts';
import { openApiDocument } from './api.ts';

interface FoundRoute {
	readonly acts: readonly string[];
	readonly isFile: boolean;
}

async function actsOf(file: string): Promise<string[]> {
	const { actions = {} } = (await import(file)) as { actions?: object };
	return Object.keys(actions);
}

async function findRoutes(folder: string, route = ''): Promise<Map<string, FoundRoute>> {
	const entries = readdirSync(folder, { withFileTypes: true });
	const found = new Map<string, FoundRoute>();
	for (const entry of entries.filter((one) => one.isDirectory()))
		for (const [name, value] of await findRoutes(path.join(folder, entry.name), `${route}/${entry.name}`)) found.set(name, value);
	const names = new Set(entries.map((entry) => entry.name));
	const page = path.join(folder, '+page.server.ts');
	if (names.has('+page.svelte'))
		found.set(route || '/', { acts: names.has('+page.server.ts') ? await actsOf(page) : [], isFile: false });
	else if (names.has('+server.ts')) found.set(route || '/', { acts: [], isFile: true });
	return found;
}

const routes = await findRoutes(path.join(projectRoot, 'src/routes/[locale=locale]'));

describe('the front doors guard all there is', () => {

	test('every page and file, and none that is gone', () => {
		expect(Object.keys(pageAccess).sort()).toEqual([...routes.keys()].sort());
	});

	test.each([...routes])('%s: its form actions and its kind', (route, { acts, isFile }) => {
		expect(Object.keys(pageAccess[route]?.acts ?? {}).sort()).toEqual([...acts].sort());
		expect(pageAccess[route]?.isFile ?? false).toBe(isFile);
	});

	test('every operation of the API, and none that is gone', () => {
		const { paths = {} } = openApiDocument('http://localhost');
		const operations = Object.entries(paths).flatMap(([address, methods]) =>
			Object.keys(methods).map((method) => `${method.toUpperCase()} ${address.replace('/api/v1', '')}`)
		);
		expect(Object.keys(apiAccess).sort()).toEqual([...operations, 'GET /openapi.json'].sort());
	});
});
