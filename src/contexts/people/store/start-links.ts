import { sql } from 'kysely';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { accounts } from './accounts-database.ts';

/** Opens a link that makes the first administrator, for an hour, unless there is one. As owner: whoever could write it could become administrator. */
export async function offerStart(owner: pg.Client, tokenHash: Buffer): Promise<boolean> {
	await owner.query('delete from people.start_link where expires_at < now()');
	const { rowCount } = await owner.query(
		`insert into people.start_link (token_hash, expires_at)
		select $1, now() + interval '1 hour'
		where not exists (
			select from people.membership where role = 'administrator' and organisation_id is null and (until is null or until > now())
		)`,
		[tokenHash]
	);
	return rowCount === 1;
}

/** Whether the link still makes the first administrator. */
export async function isStartOpen(tokenHash: Buffer): Promise<boolean> {
	const { rows } = await sql<{ is_open: boolean }>`select people.is_start_open(${tokenHash}) as is_open`.execute(accounts());
	return rows[0]?.is_open === true;
}

/** Makes the account the first administrator and uses the link up, in the transaction under way; false when the link is not open (any more). */
export async function beginAdministration(tokenHash: Buffer, personId: string): Promise<boolean> {
	const { rows } = await sql<{ is_begun: boolean }>`
		select people.begin_administration(${tokenHash}, ${personId}::uuid, ${uuidv7()}::uuid) as is_begun
	`.execute(accounts());
	return rows[0]?.is_begun === true;
}
