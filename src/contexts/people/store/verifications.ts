import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { accounts } from './accounts-database.ts';

/** Whose password a link may set; undefined when the link is not good (any more). better-auth keeps the identifier as a hash (`storeIdentifier`). */
export async function findRecovering(token: string): Promise<string | undefined> {
	const identifier = createHash('sha256').update(`reset-password:${token}`).digest('base64url');
	const row = await accounts()
		.selectFrom('people.verification')
		.select('value')
		.where('identifier', '=', identifier)
		.where('expires_at', '>', sql<Date>`now()`)
		.executeTakeFirst();
	return row?.value;
}

/** Removes what has run out; returns how many rows. */
export async function deleteExpired(): Promise<number> {
	const [verifications, sessions] = await Promise.all([
		accounts().deleteFrom('people.verification').where('expires_at', '<', sql<Date>`now()`).executeTakeFirst(),
		accounts().deleteFrom('people.session').where('expires_at', '<', sql<Date>`now()`).executeTakeFirst()
	]);
	return Number(verifications.numDeletedRows + sessions.numDeletedRows);
}
