import { database, tablesOf } from '../database.ts';
import type { DB } from '../tables.ts';

/** A mail as the outbox page lists it. */
export interface KeptMail {
	readonly id: string;
	readonly kind: string;
	readonly locale: string;
	readonly recipient: string;
	readonly recipientName: string | null;
	readonly subject: string;
	readonly createdAt: Date;
}

const keptMail = () =>
	tablesOf<DB>(database())
		.selectFrom('platform.mail')
		.where('state', '=', 'kept')
		.select(['id', 'kind', 'locale', 'recipient', 'recipient_name as recipientName', 'subject', 'created_at as createdAt']);

/** What would have been sent, newest first, at most `limit`. */
export async function listKeptMail(limit = 100): Promise<readonly KeptMail[]> {
	return keptMail().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** One of them with its text; undefined when there is none with this id. */
export async function findKeptMail(id: string): Promise<(KeptMail & { readonly text: string; readonly html: string | null }) | undefined> {
	const mail = await keptMail().select(['body_text as text', 'body_html as html']).where('id', '=', id).executeTakeFirst();
	return mail === undefined ? undefined : { ...mail, text: mail.text ?? '' };
}
