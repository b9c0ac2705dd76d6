import { accounts } from './accounts-database.ts';

export interface StoredPasskey {
	readonly id: string;
	readonly name: string | null;
	readonly createdAt: Date | null;
}

/** The passkeys of a person, newest first. */
export async function listPasskeys(personId: string): Promise<StoredPasskey[]> {
	const rows = await accounts()
		.selectFrom('people.passkey')
		.select(['id', 'name', 'created_at'])
		.where('person_id', '=', personId)
		.orderBy('created_at', 'desc')
		.execute();
	return rows.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at }));
}

/** Removes a passkey of a person; returns whether there was one. */
export async function deletePasskey(personId: string, passkeyId: string): Promise<boolean> {
	const { numDeletedRows } = await accounts()
		.deleteFrom('people.passkey')
		.where('person_id', '=', personId)
		.where('id', '=', passkeyId)
		.executeTakeFirst();
	return numDeletedRows > 0n;
}
