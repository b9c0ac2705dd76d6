import type { BetterAuthOptions } from '@better-auth/core';
import type { DBAdapter, Where } from '@better-auth/core/db/adapter';
import { kyselyAdapter } from '@better-auth/kysely-adapter';
import { hashSecret } from '../domain/secret-hash.ts';
import { type AccountsDatabase, accounts, inAccountsTransaction } from './accounts-database.ts';

type Row = Record<string, unknown>;
type Asked<Method extends 'findOne' | 'findMany' | 'update' | 'consumeOne' | 'incrementOne'> = Parameters<DBAdapter[Method]>[0];

/** How the token of a session stands in the database. */
export function storedToken(token: string): string {
	return hashSecret('session', token).toString('base64url');
}

/** The question with hashes in place of tokens. */
function hashed<Request extends { model: string; where?: Where[] | undefined }>(request: Request): Request & { where: Where[] } {
	const where = (request.where ?? []).map((condition) =>
		request.model === 'session' && condition.field === 'token' && typeof condition.value === 'string'
			? { ...condition, value: storedToken(condition.value) }
			: condition
	);
	return { ...request, where };
}

/**
 * A row as better-auth expects it: a session with the token that it was asked for by (found otherwise it tells none: nobody needs it, and it can't be
 * known); the counter of a passkey as a number, which PostgreSQL's bigint is not.
 */
function told(row: Row | null, { model, where = [] }: { model: string; where?: Where[] | undefined }): Row | null {
	if (row === null) return null;
	if (model === 'passkey') return { ...row, counter: Number(row['counter']) };
	if (model !== 'session') return row;
	const token = where.find((condition) => condition.field === 'token')?.value;
	return { ...row, token: typeof token === 'string' ? token : '' };
}

/**
 * The tables of signing in as better-auth asks for them, in the transaction under way if there is one. better-auth keeps the tokens of sessions as
 * they are and has no setting for it; this stands between and lets only their hashes through.
 */
export function accountsAdapter(options: BetterAuthOptions): DBAdapter {
	const made = new WeakMap<AccountsDatabase, DBAdapter>();
	const inner = (): DBAdapter => {
		const database = accounts();
		const known = made.get(database);
		if (known !== undefined) return known;
		const adapter = kyselyAdapter(database.withSchema('people'), { type: 'postgres', transaction: true })(options);
		made.set(database, adapter);
		return adapter;
	};
	const adapter: DBAdapter = {
		...inner(),
		create: async <T extends Row, R = T>(request: { model: string; data: Omit<T, 'id'>; forceAllowId?: boolean | undefined }) => {
			const token = (request.data as Row)['token'];
			if (request.model !== 'session' || typeof token !== 'string') return inner().create<T, R>(request);
			const row = await inner().create<Row, Row>({ ...request, data: { ...request.data, token: storedToken(token) } });
			return { ...row, token } as R;
		},
		findOne: async <T>(request: Asked<'findOne'>) => told(await inner().findOne<Row>(hashed(request)), request) as T | null,
		findMany: async <T>(request: Asked<'findMany'>) =>
			(await inner().findMany<Row>(hashed(request))).map((row) => told(row, request)) as T[],
		update: async <T>(request: Asked<'update'>) => told(await inner().update<Row>(hashed(request)), request) as T | null,
		consumeOne: async <T>(request: Asked<'consumeOne'>) => told(await inner().consumeOne<Row>(hashed(request)), request) as T | null,
		incrementOne: async <T>(request: Asked<'incrementOne'>) => told(await inner().incrementOne<Row>(hashed(request)), request) as T | null,
		count: (request) => inner().count(hashed(request)),
		updateMany: (request) => inner().updateMany(hashed(request)),
		delete: (request) => inner().delete(hashed(request)),
		deleteMany: (request) => inner().deleteMany(hashed(request)),
		transaction: (work) => inAccountsTransaction(() => work(adapter))
	};
	return adapter;
}
