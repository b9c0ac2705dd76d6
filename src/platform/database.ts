import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';

/** A connection or a transaction. Stores narrow it to their own tables with `tablesOf`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no table is known here: each context knows its own
export type Queryable = Kysely<{}>;
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export type DatabaseTransaction = Transaction<{}>;

// A date without time stays the text it is ("2026-11-22"): a Date would move it to another day in another time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

let current: { readonly kysely: Queryable; readonly pool: pg.Pool } | undefined;

/** More different statements than Qadam has: lists of changing length make new ones, and each is remembered by every connection. */
const mostPrepared = 300;
const preparedNames = new Map<string, string>();

function nameOf(statement: string): string | undefined {
	if (!preparedNames.has(statement) && preparedNames.size < mostPrepared) preparedNames.set(statement, `qadam_${preparedNames.size}`);
	return preparedNames.get(statement);
}

/**
 * A connection on which PostgreSQL parses and plans each statement once, not each time: for the short statements that answers are made of that is
 * half the work (docs/adr/0007-group-commit-of-answers.md). A prepared statement keeps its columns, so stores name the columns that they read.
 */
class PreparingClient extends pg.Client {
	// `never` stands for the results of all overloads of pg.
	override query(statement: unknown, values?: unknown, callback?: unknown): never {
		const isPreparable = typeof statement === 'string' && Array.isArray(values) && values.length > 0;
		const query = isPreparable ? { name: nameOf(statement), text: statement, values: values as unknown[] } : statement;
		const run = super.query.bind(this) as (...all: unknown[]) => never;
		return run(query, isPreparable ? undefined : values, callback);
	}
}

/** The same connection or transaction, knowing the tables of one context: `const tables = tablesOf<DB>;` in each store. */
export function tablesOf<Tables>(db: Queryable): Kysely<Tables> {
	return db as unknown as Kysely<Tables>;
}

/** Opens the pool of this process. Called once at the start by server, command and tests. */
export function openDatabase(url: string, connections: number): void {
	if (current !== undefined) throw new Error('The database is already open in this process');
	const pool = new pg.Pool({
		Client: PreparingClient,
		connectionString: url,
		max: connections,
		application_name: 'qadam',
		connectionTimeoutMillis: 10_000
	});
	// A connection that breaks while idle is replaced by the pool at the next query; without a listener Node would end the process.
	pool.on('error', () => undefined);
	current = { pool, kysely: new Kysely({ dialect: new PostgresDialect({ pool }) }) };
}

/** The open database. Throws when `openDatabase` was not called. */
export function database(): Queryable {
	if (current === undefined) throw new Error('The database is not open');
	return current.kysely;
}

/** Codes of the system and of PostgreSQL for: nobody answers there, the connection broke, the server stops, starts or takes no more connections. */
const unreachable = /^(ECONN\w+|E(HOST|NET)UNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|57P0[1-3]|53300|08\w{3})$/;

/** Whether a query failed because the database can't be reached just now, and not because of the query. `pg` tells some of these by words alone. */
export function isDatabaseUnreachable(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	return (
		unreachable.test((error as NodeJS.ErrnoException).code ?? '') ||
		/^Connection terminated|timeout exceeded when trying to connect/.test(error.message)
	);
}

/** Closes the pool after the queries under way. */
export async function closeDatabase(): Promise<void> {
	const closing = current;
	current = undefined;
	await closing?.kysely.destroy();
}

/** Runs `work` in one transaction: everything in it is stored, or nothing. */
export function inTransaction<Result>(work: (transaction: DatabaseTransaction) => Promise<Result>): Promise<Result> {
	return database().transaction().execute(work);
}
