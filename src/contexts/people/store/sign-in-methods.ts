import { accounts } from './accounts-database.ts';

export interface SignInMethod {
	/** `credential`: a password; else the provider. */
	readonly provider: string;
	readonly createdAt: Date;
	/** Of a password: when it was last changed. */
	readonly updatedAt: Date;
}

/** How a person can sign in, oldest first; passkeys are apart. Neither hashes nor what other providers know the person by. */
export async function listSignInMethods(personId: string): Promise<SignInMethod[]> {
	const rows = await accounts()
		.selectFrom('people.sign_in_method')
		.select(['provider', 'created_at', 'updated_at'])
		.where('person_id', '=', personId)
		.orderBy('created_at')
		.execute();
	return rows.map((row) => ({ provider: row.provider, createdAt: row.created_at, updatedAt: row.updated_at }));
}
