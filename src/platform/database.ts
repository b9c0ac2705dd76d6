import {
	type CompiledQuery,
	type DatabaseConnection,
	type Driver,
	Kysely,
	PostgresAdapter,
	PostgresDialect,
	PostgresIntrospector,
	PostgresQueryCompiler,
	type QueryResult
} from 'kysely';
import pg from 'pg';
import type { Acting } from './actor.ts';
import type { DatabaseLogins } from './database-logins.ts';

/** A connection or a transaction. Stores narrow it to their own tables with `tablesOf`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no table is known here: each context knows its own
export type Queryable = Kysely<{}>;

declare const isTransaction: unique symbol;
/** A transaction that acts for somebody, as `inTransaction` opens it. */
export type DatabaseTransaction = Queryable & { readonly [isTransaction]: true };

// A date without time stays the text it is ("2026-11-22"): a Date would move it to another day in another time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

interface OpenDatabase {
	readonly kysely: Queryable;
	readonly pool: pg.Pool;
	readonly accounts: pg.Pool;
	readonly insight: Queryable;
	readonly jobsUrl: string;
}
let current: OpenDatabase | undefined;

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

/** Signing in is rare beside answering, and waits for the hash of the password rather than for a connection. */
const accountsConnections = 3;

/** Counting is done by one job at a time; a second connection reads while it writes. */
const insightConnections = 3;

/** Opens the pools of this process. Called once at the start by server, command and tests. */
export function openDatabase(logins: DatabaseLogins, connections: number): void {
	if (current !== undefined) throw new Error('The database is already open in this process');
	const open = (connectionString: string, max: number) => {
		const pool = new pg.Pool({
			Client: PreparingClient,
			connectionString,
			max,
			application_name: 'qadam',
			connectionTimeoutMillis: 10_000,
			pipeline: true
		});
		// A connection that breaks while idle is replaced by the pool at the next query; without a listener Node would end the process.
		pool.on('error', () => undefined);
		return pool;
	};
	const pool = open(logins.application, connections);
	current = {
		pool,
		accounts: open(logins.accounts, accountsConnections),
		insight: new Kysely({ dialect: new PostgresDialect({ pool: open(logins.insight, insightConnections) }) }),
		kysely: new Kysely({ dialect: new PostgresDialect({ pool }) }),
		jobsUrl: logins.jobs
	};
}

function opened(): OpenDatabase {
	if (current === undefined) throw new Error('The database is not open');
	return current;
}

/** The open database, acting for nobody: what is public, and what functions of the database look up. Throws when `openDatabase` was not called. */
export function database(): Queryable {
	return opened().kysely;
}

/** Connection string of the login that runs background jobs. */
export function jobsUrl(): string {
	return opened().jobsUrl;
}

/** Connections that alone see sessions, password hashes and other proofs of who somebody is. */
export function accountsPool(): pg.Pool {
	return opened().accounts;
}

/**
 * Connections of the login that counts what was shared without names; they see nobody's data. For background jobs: what pages and API tell of it
 * comes from functions of the database that leave small groups out (docs/adr/0020-waves.md).
 */
export function insightDatabase(): Queryable {
	return opened().insight;
}

/** Codes of the system and of PostgreSQL for: nobody answers there, the connection broke, the server stops, starts or takes no more connections. */
const unreachable = /^(ECONN\w+|E(HOST|NET)UNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|57P0[1-3]|53300|08\w{3})$/;

/** Whether a query failed because the database can't be reached just now, and not because of the query. `pg` tells some of these by words alone. */
export function isDatabaseUnreachable(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	return (
		unreachable.test((error as NodeJS.ErrnoException).code ?? '') ||
		/^Connection terminated|timeout exceeded when trying to connect|^Client has encountered a connection error/.test(error.message)
	);
}

/** Closes the pools after the queries under way. */
export async function closeDatabase(): Promise<void> {
	const closing = current;
	current = undefined;
	await closing?.pool.end();
	await closing?.accounts.end();
	await closing?.insight.destroy();
}

/** Statements on one connection, started as they come: several that don't wait for each other travel together. */
class PipelinedConnection implements DatabaseConnection {
	readonly client: pg.PoolClient;

	constructor(client: pg.PoolClient) {
		this.client = client;
	}

	async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
		const { rows, rowCount, command } = await this.client.query(query.sql, [...query.parameters]);
		return { rows: rows as Row[], ...(/^(INSERT|UPDATE|DELETE|MERGE)$/.test(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
	}

	streamQuery(): never {
		throw new Error('A transaction holds its connection; it streams nothing');
	}
}

/** Kysely on one connection of the pool. Its own transactions would let one statement wait for the other. */
class PinnedDriver implements Driver {
	readonly connection: PipelinedConnection;

	constructor(connection: PipelinedConnection) {
		this.connection = connection;
	}

	init = () => Promise.resolve();
	acquireConnection = () => Promise.resolve(this.connection);
	releaseConnection = () => Promise.resolve();
	destroy = () => Promise.resolve();
	beginTransaction = () => Promise.reject(new Error('A transaction is open already'));
	commitTransaction = this.beginTransaction;
	rollbackTransaction = this.beginTransaction;
}

const pinned = new WeakMap<pg.PoolClient, DatabaseTransaction>();

function onConnection(client: pg.PoolClient): DatabaseTransaction {
	const known = pinned.get(client);
	if (known !== undefined) return known;
	const made = new Kysely({
		dialect: {
			createAdapter: () => new PostgresAdapter(),
			createDriver: () => new PinnedDriver(new PipelinedConnection(client)),
			createIntrospector: (db) => new PostgresIntrospector(db),
			createQueryCompiler: () => new PostgresQueryCompiler()
		}
	}) as unknown as DatabaseTransaction;
	pinned.set(client, made);
	return made;
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Settings that end with the transaction. They stand in the text of the statement, so each value is proved to be what it should. */
function settingsOf({ persons, share }: Acting): string {
	if (!persons.every((person) => uuid.test(person))) throw new Error('Somebody acts who is not a person');
	const settings = [persons.length === 0 ? '' : `set local qadam.persons = '{${persons.join(',')}}'`];
	if (share !== undefined) settings.push(`set local qadam.share = '${share.toString('hex')}'`);
	return settings.filter((setting) => setting !== '').map((setting) => `; ${setting}`).join('');
}

/**
 * Runs `work` in one transaction, in the name of `acting`: everything in it is stored, or nothing, and no other person's rows are seen. Statements
 * that are started together travel in one round trip, the first of them with the beginning.
 */
export async function inTransaction<Result>(acting: Acting, work: (transaction: DatabaseTransaction) => Promise<Result>): Promise<Result> {
	const begin = `begin${settingsOf(acting)}`;
	const client = await opened().pool.connect();
	let isBroken = false;
	try {
		const begun = client.query(begin);
		begun.catch(() => undefined); // what follows on this connection fails for the same reason, and tells it
		const result = await work(onConnection(client));
		await begun;
		const { command } = await client.query('commit');
		// An error that `work` has caught leaves the transaction undone all the same.
		if (command === 'ROLLBACK') throw new Error('The transaction was undone: one of its statements had failed');
		return result;
	} catch (error) {
		await client.query('rollback').catch(() => (isBroken = true));
		throw error;
	} finally {
		client.release(isBroken);
	}
}
