import type pg from 'pg';
import { findSecret } from '#platform/database-logins.ts';

/** What only the owner of the database may do for accounts, at each start. */
export interface PreparedAccounts {
	/** Signs cookies and encrypts second factors: made once, the same in all processes. */
	readonly secret: string;
}

export async function prepareAccounts(owner: pg.Client): Promise<PreparedAccounts> {
	return { secret: await findSecret(owner, 'accounts') };
}
