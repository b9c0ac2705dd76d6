import { randomBytes } from 'node:crypto';
import type pg from 'pg';

/**
 * The logins of this database besides its owner, who alone changes the schema. Neither owns anything nor passes by row-level security.
 * `application`: everything but signing in. `accounts`: sessions, password hashes and what else proves who somebody is, which the application can't
 * read. `jobs`: the queues of background jobs and the mail on its way. `insight`: counts what was shared without names.
 * See docs/adr/0018-row-level-security.md.
 */
export interface DatabaseLogins {
	readonly application: string;
	readonly accounts: string;
	readonly jobs: string;
	readonly insight: string;
}

const kinds = ['application', 'accounts', 'jobs', 'insight'] as const;

/** PostgreSQL cuts longer names. */
const longestName = 63;

/** A key of this installation, made once and shared by all its processes. */
export async function findSecret(owner: pg.Client, name: string): Promise<string> {
	await owner.query('insert into platform.secret (name, value) values ($1, $2) on conflict do nothing', [name, randomBytes(32).toString('base64url')]);
	const { rows } = await owner.query<{ value: string }>('select value from platform.secret where name = $1', [name]);
	return rows[0]?.value ?? '';
}

/**
 * Makes the logins where they are missing, and returns their connection strings. Their names begin with that of the database, because logins are
 * shared by all databases of a server; their passwords are kept where only the owner reads them. Safe to repeat.
 */
export async function prepareLogins(owner: pg.Client, ownerUrl: string): Promise<DatabaseLogins> {
	const urls = {} as Record<(typeof kinds)[number], string>;
	for (const kind of kinds) {
		const name = `${(owner.database ?? 'qadam').slice(0, longestName - kind.length - 1)}_${kind}`;
		const password = await findSecret(owner, `login:${kind}`);
		const login = owner.escapeIdentifier(name);
		const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [name]);
		if (rowCount === 0) await owner.query(`create role ${login} login`);
		await owner.query(`alter role ${login} nosuperuser nobypassrls inherit password ${owner.escapeLiteral(password)}`);
		await owner.query(`grant qadam_${kind}_rights to ${login}`);
		const url = new URL(ownerUrl);
		url.username = name;
		url.password = password;
		urls[kind] = url.href;
	}
	return urls;
}
