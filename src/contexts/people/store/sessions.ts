import { sql } from 'kysely';
import { groupCalls } from '#platform/batch.ts';
import { database } from '#platform/database.ts';
import type { Locale } from '#platform/locale.ts';
import { storedToken } from './accounts-adapter.ts';
import { accounts } from './accounts-database.ts';

/** Whoever a session belongs to. */
export interface KnownSession {
	readonly sessionId: string;
	readonly personId: string;
	readonly name: string;
	readonly email: string;
	readonly locale: Locale;
	/** The session was prolonged just now: the cookie has to live longer, too. */
	readonly isRenewed: boolean;
}

interface Row {
	token_hash: string;
	session_id: string;
	person_id: string;
	name: string;
	email: string;
	locale: Locale;
	is_renewed: boolean;
}

/** Who each token signs in; undefined where nobody. Calls that arrive together share one query. */
export const findSessionByToken = groupCalls<string, KnownSession | undefined>(
	async (tokens) => {
		const hashes = tokens.map(storedToken);
		const { rows } = await sql<Row>`
			select token_hash, session_id, person_id, name, email, locale, is_renewed from people.recognise_sessions(${[...new Set(hashes)]}::text[])
		`.execute(database());
		const byHash = new Map(
			rows.map((row) => [
				row.token_hash,
				{ sessionId: row.session_id, personId: row.person_id, name: row.name, email: row.email, locale: row.locale, isRenewed: row.is_renewed }
			])
		);
		return hashes.map((hash) => byHash.get(hash));
	},
	{ largest: 500, concurrency: 2 }
);

export interface OwnSession {
	readonly id: string;
	readonly userAgent: string | null;
	readonly signedInAt: Date;
	/** To the day. */
	readonly lastUsedAt: Date;
	readonly isCurrent: boolean;
}

/** The devices on which a person is signed in, the one that asks first, then the one used last. */
export async function listSessions(personId: string, currentToken: string | undefined): Promise<OwnSession[]> {
	const current = currentToken === undefined ? '' : storedToken(currentToken);
	const rows = await accounts()
		.selectFrom('people.session')
		.select(['id', 'user_agent', 'created_at', 'updated_at', 'token_hash'])
		.where('person_id', '=', personId)
		.where('expires_at', '>', sql<Date>`now()`)
		.orderBy('updated_at', 'desc')
		.limit(200)
		.execute();
	return rows
		.map((row) => ({
			id: row.id,
			userAgent: row.user_agent,
			signedInAt: row.created_at,
			lastUsedAt: row.updated_at,
			isCurrent: row.token_hash === current
		}))
		.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

/** Ends one session of a person; returns whether there was one. */
export async function deleteSession(personId: string, sessionId: string): Promise<boolean> {
	const { numDeletedRows } = await accounts()
		.deleteFrom('people.session')
		.where('person_id', '=', personId)
		.where('id', '=', sessionId)
		.executeTakeFirst();
	return numDeletedRows > 0n;
}

/** Ends all sessions of a person but the one with this token; returns how many. */
export async function deleteOtherSessions(personId: string, currentToken: string | undefined): Promise<number> {
	const { numDeletedRows } = await accounts()
		.deleteFrom('people.session')
		.where('person_id', '=', personId)
		.where('token_hash', '!=', currentToken === undefined ? '' : storedToken(currentToken))
		.executeTakeFirst();
	return Number(numDeletedRows);
}

/** Ends the session with this token, whoever's it is. */
export async function deleteSessionByToken(token: string): Promise<void> {
	await accounts().deleteFrom('people.session').where('token_hash', '=', storedToken(token)).execute();
}
