import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { findSecret } from '#platform/database-logins.ts';
import { hashSecret } from '../../domain/secret-hash.ts';
import { offerStart } from '../../store/start-links.ts';

/** What only the owner of the database may do for accounts, at each start. */
export interface PreparedAccounts {
	/** Signs cookies and encrypts second factors: made once, the same in all processes. */
	readonly secret: string;
	/** Opens the page on which the first administrator is made, for an hour; undefined once there is one. Only its hash is kept. */
	readonly startToken: string | undefined;
}

export async function prepareAccounts(owner: pg.Client): Promise<PreparedAccounts> {
	const token = randomBytes(24).toString('base64url');
	const isOffered = await offerStart(owner, hashSecret('start', token));
	return { secret: await findSecret(owner, 'accounts'), startToken: isOffered ? token : undefined };
}
