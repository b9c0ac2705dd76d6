import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { openAccounts, settleBackground } from '#contexts/people/index.ts';
import { type DatabaseLogins, prepareLogins } from '#platform/database-logins.ts';
import { closeDatabase, openDatabase } from '#platform/database.ts';

/** Runs `work` on a connection of its own as the owner of the database, who passes by row-level security. */
export async function inOwnerSession<Result>(url: string, work: (owner: pg.Client) => Promise<Result>): Promise<Result> {
	const owner = new pg.Client({ connectionString: url });
	await owner.connect();
	try {
		return await work(owner);
	} finally {
		await owner.end();
	}
}

export interface TestDatabase {
	/** Connection string of the owner, who passes by row-level security: for looking at what is stored. */
	readonly ownerUrl: string;
	/** The logins of Qadam itself. */
	readonly logins: () => DatabaseLogins;
	/** Rows that the owner sees. */
	readonly look: <Row extends pg.QueryResultRow>(statement: string, values?: unknown[]) => Promise<Row[]>;
}

/** Gives the test file a database of its own, copied from the template, and opens it; drops it at the end. */
export function useDatabase(): TestDatabase {
	const name = `test_${randomBytes(6).toString('hex')}`;
	const template = new URL(inject('templateUrl'));
	const server = new URL('/postgres', template).href;
	const ownerUrl = new URL(`/${name}`, template).href;

	let logins: DatabaseLogins | undefined;

	beforeAll(async () => {
		await inOwnerSession(server, (owner) => owner.query(`create database ${name} template ${template.pathname.slice(1)}`));
		logins = await inOwnerSession(ownerUrl, (owner) => prepareLogins(owner, ownerUrl));
		openDatabase(logins, 5);
		openAccounts({ origin: 'http://localhost:3000', secret: 'only for tests, and long enough for them' });
	});
	afterAll(async () => {
		await settleBackground();
		await closeDatabase();
		await inOwnerSession(server, async (owner) => {
			await owner.query(`drop database ${name} with (force)`);
			await owner.query(`drop role ${name}_application, ${name}_accounts, ${name}_jobs, ${name}_insight`);
		});
	});
	return {
		ownerUrl,
		logins: () => {
			if (logins === undefined) throw new Error('The database is opened before the first test');
			return logins;
		},
		look: (statement, values) => inOwnerSession(ownerUrl, async (owner) => (await owner.query(statement, values)).rows as never)
	};
}
