import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { accountsPool, type DatabaseTransaction } from '#platform/database.ts';
import type { DB } from './tables.ts';

/** Names the tables of the schema without its name before them: that is how better-auth asks for them. */
export type AccountsDatabase = Kysely<DB>;

const opened = new WeakMap<pg.Pool, AccountsDatabase>();
const underWay = new AsyncLocalStorage<AccountsDatabase>();

/** The tables of signing in, by their own login; within `inAccountsTransaction` its transaction. */
export function accounts(): AccountsDatabase {
	const transaction = underWay.getStore();
	if (transaction !== undefined) return transaction;
	const pool = accountsPool();
	const known = opened.get(pool);
	if (known !== undefined) return known;
	const database = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
	opened.set(pool, database);
	return database;
}

/** Runs `work` in a transaction of this login; within one that is open already it takes part in that. */
export function inAccountsTransaction<Result>(work: (transaction: AccountsDatabase) => Promise<Result>): Promise<Result> {
	const open = underWay.getStore();
	if (open !== undefined) return work(open);
	return accounts()
		.transaction()
		.execute((transaction) => underWay.run(transaction, () => work(transaction)));
}

/** The same transaction for stores that both logins use (audit events): which login it is decides what it may write. */
export function asTransaction(transaction: AccountsDatabase): DatabaseTransaction {
	return transaction as unknown as DatabaseTransaction;
}
