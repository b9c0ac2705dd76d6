import { sql } from 'kysely';
import { database, type DatabaseTransaction, tablesOf } from '#platform/database.ts';
import type { TokenScope } from '../domain/api-token.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** A personal token of the API, without its secret. */
export interface ApiToken {
	readonly id: string;
	readonly name: string;
	readonly scopes: readonly TokenScope[];
	readonly createdAt: Date;
	readonly expiresAt: Date;
	/** To the minute. */
	readonly lastUsedAt: Date | null;
	readonly revokedAt: Date | null;
}

/** All tokens of a person, newest first. */
export async function listTokensOf(transaction: DatabaseTransaction, personId: string): Promise<ApiToken[]> {
	const rows = await tables(transaction)
		.selectFrom('people.api_token')
		.select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'])
		.where('person_id', '=', personId)
		.orderBy('created_at', 'desc')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		name: row.name,
		scopes: row.scopes as TokenScope[],
		createdAt: row.created_at,
		expiresAt: row.expires_at,
		lastUsedAt: row.last_used_at,
		revokedAt: row.revoked_at
	}));
}

export async function insertToken(
	transaction: DatabaseTransaction,
	token: { id: string; personId: string; name: string; hash: Buffer; scopes: readonly TokenScope[]; days: number }
): Promise<void> {
	await sql`
		insert into people.api_token (id, person_id, name, token_hash, scopes, expires_at)
		values (
			${token.id}, ${token.personId}, ${token.name}, ${token.hash}, ${[...token.scopes]}::text[],
			now() + make_interval(days => ${token.days}::int)
		)
	`.execute(transaction);
}

/** Returns false when the person has no such token that still works. */
export async function endToken(transaction: DatabaseTransaction, personId: string, id: string): Promise<boolean> {
	const { rows } = await sql`
		update people.api_token set revoked_at = now()
		where id = ${id} and person_id = ${personId} and revoked_at is null and expires_at > now()
		returning id
	`.execute(transaction);
	return rows.length > 0;
}

/** Whose token it is; `isOpen` is false when it has expired or was revoked. */
export async function findToken(
	hash: Buffer
): Promise<{ personId: string; scopes: string[]; isOpen: boolean; name: string; email: string } | undefined> {
	const { rows } = await sql<{ person_id: string; scopes: string[]; is_open: boolean; name: string; email: string }>`
		select person_id, scopes, is_open, name, email from people.find_api_token(${hash})
	`.execute(database());
	const [row] = rows;
	return row === undefined ? undefined : { personId: row.person_id, scopes: row.scopes, isOpen: row.is_open, name: row.name, email: row.email };
}
