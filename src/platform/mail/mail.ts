import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { type DatabaseTransaction, type Queryable, tablesOf } from '../database.ts';
import { defineQueue, handleJobs, RetryLater, sendJobs } from '../jobs.ts';
import type { Locale } from '../locale.ts';
import type { DB } from '../tables.ts';
import { database } from '../database.ts';
import { deliver, mailWay } from './delivery.ts';
import { normaliseEmail } from './email.ts';

/** A mail to be sent. */
export interface NewMail {
	/** Normalised here; `email.invalid` when it is no address. */
	readonly to: string;
	/** The recipient's name, if known. Line ends and other control characters are taken out. */
	readonly toName?: string;
	readonly subject: string;
	readonly text: string;
	readonly html?: string;
	readonly locale: Locale;
	/** What it is for, `context.what`: `people.invitation`. */
	readonly kind: string;
}

/** Queued: waits for the server. Bounced: refused for good. Failed: not taken in days. Kept: shown on the outbox page of a developer. */
export type MailState = 'queued' | 'sent' | 'failed' | 'bounced' | 'kept';

/** How it stands with one mail. */
export interface MailStatus {
	readonly state: MailState;
	/** Of the last attempt that went wrong: `smtp.550`. */
	readonly errorCode: string | null;
	readonly settledAt: Date | null;
}

const tables = tablesOf<DB>;

/** Tried for about three days, as mail servers do (RFC 5321, 4.5.4.1). */
const mailQueue = defineQueue('platform.mail', z.object({ mailId: z.uuid() }), { retries: 40, firstDelay: 10, longestDelay: 7_200, longestRun: 120 });

/** No header can be added through a name or a subject: what would begin a new line becomes a space. */
const headerText = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Stores a mail in the transaction of the change that is its reason; it is sent after the commit. Returns its id. Throws `email.invalid`. */
export async function queueMail(transaction: DatabaseTransaction, mail: NewMail): Promise<string> {
	const [id] = await queueMails(transaction, [mail]);
	return id as string;
}

/** Stores many mails in one statement; returns their ids in the same order. Throws `email.invalid` when any address is none. */
export async function queueMails(transaction: DatabaseTransaction, mails: readonly NewMail[]): Promise<readonly string[]> {
	if (mails.length === 0) return [];
	const state = ({ server: 'queued', outbox: 'kept', nowhere: 'failed' } as const)[mailWay()];
	const rows = mails.map((mail) => ({
		id: uuidv7(),
		kind: mail.kind,
		locale: mail.locale,
		recipient: normaliseEmail(mail.to),
		recipient_name: mail.toName === undefined ? null : headerText(mail.toName) || null,
		subject: headerText(mail.subject),
		// What nobody will read is not kept: it may open doors.
		body_text: state === 'failed' ? null : mail.text,
		body_html: state === 'failed' ? null : (mail.html ?? null),
		state,
		...(state === 'failed' ? { error_code: 'smtp.none', settled_at: new Date() } : {})
	}));
	await tables(transaction).insertInto('platform.mail').values(rows).execute();
	if (state === 'queued') await sendJobs(transaction, mailQueue, rows.map(({ id }) => ({ id, data: { mailId: id } })));
	return rows.map(({ id }) => id);
}

/** How it stands with mails, by their ids; one that is a month old is not known any more. */
export async function mailStates(db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, MailStatus>> {
	const { rows } = await sql<MailStatus & { id: string }>`
		select id, state, error_code as "errorCode", settled_at as "settledAt" from platform.mail_states(${ids}::uuid[])
	`.execute(db);
	return new Map(rows.map(({ id, ...status }) => [id, status]));
}

async function settle(id: string, state: MailState | null, code: string | null): Promise<void> {
	await sql`select platform.settle_mail(${id}, ${state}, ${code})`.execute(database());
}

/** Hands the mails over that were queued. */
export const mailJob = handleJobs(
	mailQueue,
	async ({ data: { mailId } }) => {
		const { rows } = await sql<{ locale: string; recipient: string; recipientName: string | null; subject: string; text: string; html: string | null }>`
			select locale, recipient, recipient_name as "recipientName", subject, body_text as text, body_html as html from platform.take_mail(${mailId})
		`.execute(database());
		const [mail] = rows;
		if (mail === undefined) return;
		const delivery = await deliver({ id: mailId, ...mail });
		if (delivery.kind === 'sent') return settle(mailId, 'sent', null);
		if (delivery.kind === 'bounced') return settle(mailId, 'bounced', delivery.code);
		await settle(mailId, null, delivery.code);
		throw new RetryLater(delivery.code);
	},
	{ atOnce: 3, giveUp: ({ data: { mailId } }, code) => settle(mailId, 'failed', code) }
);
