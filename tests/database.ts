import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { closeDatabase, openDatabase } from '#platform/database.ts';

async function onServer(url: URL, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url.href });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

/** Gives the test file a database of its own, copied from the template, and opens it; drops it at the end. */
export function useDatabase(): void {
	const name = `test_${randomBytes(6).toString('hex')}`;
	const template = new URL(inject('templateUrl'));
	const server = new URL('/postgres', template);

	beforeAll(async () => {
		await onServer(server, `create database ${name} template ${template.pathname.slice(1)}`);
		openDatabase(new URL(`/${name}`, template).href, 5);
	});
	afterAll(async () => {
		await closeDatabase();
		await onServer(server, `drop database ${name} with (force)`);
	});
}
