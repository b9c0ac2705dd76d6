import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { projectRoot } from './config.ts';
import { type DatabaseLogins, prepareLogins } from './database-logins.ts';
import { installJobs } from './jobs-schema.ts';

/** Any number: two processes that start together must take the same lock. */
const migrationLock = 7_214_930_118;

/** How long, in milliseconds, a database may take to answer at the start. */
const longestConnect = 10_000;

/** The database cannot be reached or cannot be brought to this version of the program; the message says what to do. */
export class SchemaError extends Error {
	override readonly name = 'SchemaError';
}

interface Migration {
	readonly name: string;
	readonly sql: string;
	readonly checksum: string;
}

async function readMigrations(directory: string): Promise<Migration[]> {
	const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
	return Promise.all(
		names.map(async (name) => {
			const sql = await readFile(path.join(directory, name), 'utf8');
			return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
		})
	);
}

/** The message names where the database was looked for, never the password. */
async function connect(url: string): Promise<pg.Client> {
	let place = '';
	try {
		const client = new pg.Client({ connectionString: url, application_name: 'qadam-migrate', connectionTimeoutMillis: longestConnect });
		place = ` ${client.database ?? ''} at ${client.host}:${client.port}`;
		await client.connect();
		return client;
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		throw new SchemaError(`The database${place} can't be opened (${message || code}). Check DATABASE_URL: postgres://user:password@host:5432/database.`, { cause });
	}
}

export interface PreparedDatabase {
	/** Names of the migrations that were applied. */
	readonly applied: readonly string[];
	readonly logins: DatabaseLogins;
}

/** A server that lets the owner make no logins needs help once. */
function refuseWithoutLogins(error: unknown): never {
	if ((error as { code?: string }).code !== '42501') throw error;
	throw new SchemaError(
		'The owner of the database may make no logins, and Qadam needs three of its own. Give it that right once: alter role OWNER createrole;',
		{ cause: error }
	);
}

/**
 * Brings the database to the newest schema, forward only, each file in a transaction of its own, one process at a time; then makes the logins with
 * which the application works, and does `asOwner`, what else only the owner may do.
 * Throws `SchemaError` when the database can't be opened, when the server is too old, when the database was written by a newer Qadam, when an applied
 * file was changed afterwards, or when the owner may not make logins.
 */
export async function prepareDatabase(
	url: string,
	asOwner: (owner: pg.Client) => Promise<void>,
	directory = path.join(projectRoot, 'migrations')
): Promise<PreparedDatabase> {
	const migrations = await readMigrations(directory);
	const client = await connect(url);
	try {
		const { rows: versions } = await client.query<{ server_version_num: string }>('show server_version_num');
		const version = Number(versions[0]?.server_version_num);
		if (version < 160_000) throw new SchemaError(`Qadam needs PostgreSQL 16 or later; this server is ${Math.floor(version / 10_000)}.`);

		await client.query('select pg_advisory_lock($1)', [migrationLock]);
		await client.query('create schema if not exists platform');
		await client.query(
			`create table if not exists platform.migration (
				name text constraint migration_pk primary key,
				checksum text not null,
				applied_at timestamptz not null default now()
			)`
		);
		const { rows: applied } = await client.query<{ name: string; checksum: string }>('select name, checksum from platform.migration');
		const known = new Map(migrations.map((migration) => [migration.name, migration]));
		for (const row of applied) {
			const migration = known.get(row.name);
			if (migration === undefined) {
				throw new SchemaError(
					`The database was written by a newer Qadam (it knows the change "${row.name}", this program does not). Start the newer version, or restore a backup made by this one.`
				);
			}
			if (migration.checksum !== row.checksum) {
				throw new SchemaError(`migrations/${row.name} was changed after it had been applied. Put the change into a new file.`);
			}
		}
		const done = new Set(applied.map((row) => row.name));
		const missing = migrations.filter((migration) => !done.has(migration.name));
		for (const migration of missing) {
			await client.query('begin');
			try {
				await client.query(migration.sql);
				await client.query('insert into platform.migration (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
				await client.query('commit');
			} catch (error) {
				await client.query('rollback');
				throw error;
			}
		}
		await installJobs(client);
		const logins = await prepareLogins(client, url).catch(refuseWithoutLogins);
		await asOwner(client);
		return { applied: missing.map((migration) => migration.name), logins };
	} finally {
		await client.end();
	}
}
