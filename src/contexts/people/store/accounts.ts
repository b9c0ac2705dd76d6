import type { Locale } from '#platform/locale.ts';
import { accounts } from './accounts-database.ts';

/** An account, as far as others than its owner need to know it. */
export interface StoredAccount {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly locale: Locale;
	readonly isEmailVerified: boolean;
	readonly hasSecondFactor: boolean;
}

const columns = ['id', 'name', 'email', 'locale', 'email_verified', 'two_factor_enabled'] as const;

interface Row {
	id: string;
	name: string;
	email: string;
	locale: string;
	email_verified: boolean;
	two_factor_enabled: boolean;
}

function toAccount(row: Row): StoredAccount {
	return {
		id: row.id,
		name: row.name,
		email: row.email,
		locale: row.locale as Locale,
		isEmailVerified: row.email_verified,
		hasSecondFactor: row.two_factor_enabled
	};
}

/** `email` is normalised. */
export async function findAccountByEmail(email: string): Promise<StoredAccount | undefined> {
	const row = await accounts().selectFrom('people.account').select(columns).where('email', '=', email).executeTakeFirst();
	return row === undefined ? undefined : toAccount(row);
}

export async function findAccount(personId: string): Promise<StoredAccount | undefined> {
	const row = await accounts().selectFrom('people.account').select(columns).where('id', '=', personId).executeTakeFirst();
	return row === undefined ? undefined : toAccount(row);
}

export async function markEmailVerified(personId: string): Promise<void> {
	await accounts().updateTable('people.account').set({ email_verified: true }).where('id', '=', personId).execute();
}

/** The letters to a person speak the language that the person used last. */
export async function storeLocale(personId: string, locale: Locale): Promise<void> {
	await accounts().updateTable('people.account').set({ locale }).where('id', '=', personId).where('locale', '!=', locale).execute();
}

export async function storeName(personId: string, name: string): Promise<void> {
	await accounts().updateTable('people.account').set({ name, updated_at: new Date() }).where('id', '=', personId).execute();
}

/** Ways to sign in that a person has. */
export interface SignInWays {
	readonly hasPassword: boolean;
	readonly providers: readonly string[];
}

export async function findSignInWays(personId: string): Promise<SignInWays> {
	const rows = await accounts().selectFrom('people.sign_in_method').select('provider').where('person_id', '=', personId).execute();
	const all = rows.map((row) => row.provider);
	return { hasPassword: all.includes('credential'), providers: all.filter((provider) => provider !== 'credential') };
}
