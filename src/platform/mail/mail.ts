import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { type Actor, nobody } from '../actor.ts';
import { database, type DatabaseTransaction, inTransaction, type Queryable, tablesOf } from '../database.ts';
import { defineQueue, handleJobs, type Job, type Queue, RetryLater, sendJob, sendJobs, type SendOptions } from '../jobs.ts';
import type { Locale } from '../locale.ts';
import type { DB } from '../tables.ts';
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
	/** After that it is not sent any more: a link that has expired helps nobody. */
	readonly usefulUntil?: Date;
	/** Where a job is sent when it is settled what became of the mail; made by `defineMailOutcomes`. */
	readonly outcomes?: Queue<MailOutcome>;
	/** In whose name that job is done. */
	readonly actor?: Actor;
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

const mailOutcome = z.object({ mailId: z.uuid(), state: z.enum(['sent', 'failed', 'bounced', 'kept']), errorCode: z.string().nullable() });

/** What became of a mail in the end: told once, by a job, to the queue that the mail names. */
export type MailOutcome = Readonly<z.infer<typeof mailOutcome>>;

/**
 * A queue of a context that wants to know what became of its mails, for example to mark an invitation as bounced. It handles them with
 * `handleJobs`, and finds by the mail's id what the mail was about.
 */
export function defineMailOutcomes(name: string): Queue<MailOutcome> {
	return defineQueue(name, mailOutcome);
}

const tables = tablesOf<DB>;

/** Tried for about three days, as mail servers do (RFC 5321, 4.5.4.1). */
const mailQueue = defineQueue(
	'platform.mail',
	z.object({ mailId: z.uuid(), usefulUntil: z.iso.datetime().optional(), outcomes: z.string().optional() }),
	{ retries: 40, firstDelay: 10, longestDelay: 7_200, longestRun: 120 }
);
type Delivered = z.infer<typeof mailQueue.schema>;

/** No header can be added through a name or a subject: what would begin a new line becomes a space. */
const headerText = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Stores a mail in the transaction of the change that is its reason; it is sent after the commit. Returns its id. Throws `email.invalid`. */
export async function queueMail(transaction: DatabaseTransaction, mail: NewMail): Promise<string> {
	const [id] = await queueMails(transaction, [mail]);
	return id as string;
}

/** A statement has at most 65,535 values; a mail has nine. */
const mostRows = 5_000;

/** Stores many mails at once; returns their ids in the same order. Throws `email.invalid` when any address is none. */
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
	for (let begin = 0; begin < rows.length; begin += mostRows) {
		await tables(transaction).insertInto('platform.mail').values(rows.slice(begin, begin + mostRows)).execute();
	}
	const ids = rows.map(({ id }) => id);
	if (state === 'queued') await sendJobs(transaction, mailQueue, mails.map((mail, index) => deliveryOf(mail, ids[index] as string)));
	else await tellAll(transaction, mails, ids, { state, errorCode: state === 'failed' ? 'smtp.none' : null });
	return ids;
}

function deliveryOf({ usefulUntil, outcomes, actor }: NewMail, id: string): SendOptions & { data: Delivered } {
	const data = {
		mailId: id,
		...(usefulUntil === undefined ? {} : { usefulUntil: usefulUntil.toISOString() }),
		...(outcomes === undefined ? {} : { outcomes: outcomes.name })
	};
	return { data, ...(actor === undefined ? {} : { actor }) };
}

/** Tells those who want to know what became of mails that don't travel at all. */
async function tellAll(
	transaction: DatabaseTransaction,
	mails: readonly NewMail[],
	ids: readonly string[],
	outcome: Omit<MailOutcome, 'mailId'>
): Promise<void> {
	const wanted = mails.flatMap(({ outcomes, actor }, index) => (outcomes === undefined ? [] : [{ outcomes, actor, mailId: ids[index] as string }]));
	for (const [name, group] of Map.groupBy(wanted, ({ outcomes }) => outcomes.name)) {
		const jobs = group.map(({ mailId, actor }) => ({ data: { mailId, ...outcome }, ...(actor === undefined ? {} : { actor }) }));
		await sendJobs(transaction, defineMailOutcomes(name), jobs);
	}
}

/** How it stands with mails, by their ids; one that is a month old is not known any more. */
export async function mailStates(db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, MailStatus>> {
	const { rows } = await sql<MailStatus & { id: string }>`
		select id, state, error_code as "errorCode", settled_at as "settledAt" from platform.mail_states(${ids}::uuid[])
	`.execute(db);
	return new Map(rows.map(({ id, ...status }) => [id, status]));
}

/** Writes down what became of a mail, forgets its text, and tells whoever wants to know, all at once. */
function settle({ data: { mailId, outcomes }, actor }: Job<Delivered>, state: MailOutcome['state'], code: string | null): Promise<void> {
	return inTransaction(nobody, async (transaction) => {
		await sql`select platform.settle_mail(${mailId}, ${state}, ${code})`.execute(transaction);
		if (outcomes !== undefined) await sendJob(transaction, defineMailOutcomes(outcomes), { mailId, state, errorCode: code }, { id: mailId, actor });
	});
}

interface TakenMail {
	readonly locale: string;
	readonly recipient: string;
	readonly recipientName: string | null;
	readonly subject: string;
	readonly text: string;
	readonly html: string | null;
}

/** Hands the mails over that were queued. */
export const mailJob = handleJobs(
	mailQueue,
	async (job) => {
		const { mailId, usefulUntil } = job.data;
		if (usefulUntil !== undefined && new Date(usefulUntil) < new Date()) return settle(job, 'failed', 'mail.too_late');
		const [mail] = await job.query<TakenMail>(
			'select locale, recipient, recipient_name as "recipientName", subject, body_text as text, body_html as html from platform.take_mail($1)',
			[mailId]
		);
		if (mail === undefined) return;
		const delivery = await deliver({ id: mailId, ...mail });
		if (delivery.kind === 'sent') return settle(job, 'sent', null);
		if (delivery.kind === 'bounced') return settle(job, 'bounced', delivery.code);
		await sql`select platform.settle_mail(${mailId}, null, ${delivery.code})`.execute(database());
		throw new RetryLater(delivery.code);
	},
	{ atOnce: 3, giveUp: (job, code) => settle(job, 'failed', code) }
);
