import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { sql } from 'kysely';
import { database, type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** A link by which others may read one report until it expires or is revoked. */
export interface Share {
	readonly id: string;
	readonly createdAt: Date;
	readonly expiresAt: Date;
	readonly revokedAt: Date | null;
}

function hashToken(token: string): Buffer {
	return createHash('sha256').update(`share:${token}`).digest();
}

/** Makes a link. The token (128 bits) is returned once; only its hash is stored. */
export async function insertShare(
	transaction: DatabaseTransaction,
	attemptId: string,
	days: number
): Promise<{ id: string; token: string; expiresAt: Date }> {
	const token = randomBytes(16).toString('base64url');
	const row = await tables(transaction)
		.insertInto('self_assessment.share')
		.values({ id: uuidv7(), attempt_id: attemptId, token_hash: hashToken(token), expires_at: sql<Date>`now() + make_interval(days => ${days}::int)` })
		.returning(['id', 'expires_at'])
		.executeTakeFirstOrThrow();
	return { id: row.id, token, expiresAt: row.expires_at };
}

/** Links of an attempt, newest first. */
export async function listShares(db: Queryable, attemptId: string): Promise<Share[]> {
	const rows = await tables(db)
		.selectFrom('self_assessment.share')
		.select(['id', 'created_at', 'expires_at', 'revoked_at'])
		.where('attempt_id', '=', attemptId)
		.orderBy('created_at', 'desc')
		.execute();
	return rows.map((row) => ({ id: row.id, createdAt: row.created_at, expiresAt: row.expires_at, revokedAt: row.revoked_at }));
}

/** Returns false when the attempt has no such link that still works. */
export async function revokeShare(transaction: DatabaseTransaction, attemptId: string, shareId: string): Promise<boolean> {
	const result = await tables(transaction)
		.updateTable('self_assessment.share')
		.set({ revoked_at: sql<Date>`now()` })
		.where('attempt_id', '=', attemptId)
		.where('id', '=', shareId)
		.where('revoked_at', 'is', null)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

/** What a token opens, and whether the link still works. A transaction that acts with the hash may read the attempt. */
export async function findShared(token: string): Promise<{ hash: Buffer; attemptId: string; isOpen: boolean; expiresAt: Date } | undefined> {
	const hash = hashToken(token);
	const { rows } = await sql<{ attempt_id: string; is_open: boolean; expires_at: Date }>`
		select attempt_id, is_open, expires_at from self_assessment.find_share(${hash})
	`.execute(database());
	const [row] = rows;
	return row === undefined ? undefined : { hash, attemptId: row.attempt_id, isOpen: row.is_open, expiresAt: row.expires_at };
}
