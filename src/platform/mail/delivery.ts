import { createTransport, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { Config } from '../config.ts';
import { log } from '../log.ts';

/** One mail, ready to go. */
export interface Mail {
	readonly id: string;
	readonly locale: string;
	readonly recipient: string;
	readonly recipientName: string | null;
	readonly subject: string;
	readonly text: string;
	readonly html: string | null;
}

/** What became of an attempt to hand a mail over; `code` is of the kind `smtp.550`, `smtp.away`, `smtp.sign_in`. */
export type Delivery =
	| { readonly kind: 'sent' }
	/** The recipient's server does not want it and never will: no such mailbox, as a rule. */
	| { readonly kind: 'bounced'; readonly code: string }
	| { readonly kind: 'later'; readonly code: string };

type SmtpTransport = Transporter<SMTPPool.SentMessageInfo, SMTPPool.Options>;

/** Where mail goes: to a server; to the outbox page of a developer; nowhere, because the operator set no server. */
type Way =
	| { readonly kind: 'server'; readonly transport: SmtpTransport; readonly from: string; readonly domain: string }
	| { readonly kind: 'outbox' }
	| { readonly kind: 'nowhere' };

let way: Way = { kind: 'outbox' };

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/**
 * Decides where mail goes in this process. With `SMTP_URL`: there. Without: the outbox page, when Qadam is for this machine alone (it listens on
 * loopback and has no other public address); else nowhere, and the log says so.
 */
export function openMail(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'host' | 'origin'>): void {
	closeMail();
	const { hostname } = new URL(config.origin);
	if (config.smtpUrl !== undefined) {
		const transport = createTransport({
			url: config.smtpUrl,
			pool: true,
			maxConnections: 3,
			connectionTimeout: 10_000,
			greetingTimeout: 10_000,
			socketTimeout: 30_000,
			disableFileAccess: true,
			disableUrlAccess: true
		});
		way = { kind: 'server', transport, from: config.mailFrom, domain: hostname };
	} else if (isLoopback(config.host) && isLoopback(hostname)) {
		way = { kind: 'outbox' };
	} else {
		way = { kind: 'nowhere' };
		log.warn('no mail is sent: SMTP_URL is not set (docs/operations.md)');
	}
}

/** Closes the connections to the mail server. */
export function closeMail(): void {
	if (way.kind === 'server') way.transport.close();
	way = { kind: 'outbox' };
}

/** Where mail goes in this process. */
export function mailWay(): Way['kind'] {
	return way.kind;
}

/** Whether the outbox page may be shown to somebody who asked for this host: only on this very machine, and only without a mail server. */
export function isOutboxOpen(hostname: string): boolean {
	return way.kind === 'outbox' && isLoopback(hostname);
}

/** What nodemailer tells of an SMTP conversation that went wrong. */
interface SmtpError extends Error {
	readonly code?: string;
	readonly command?: string;
	readonly responseCode?: number;
}

function judge({ code, command, responseCode }: SmtpError): Delivery {
	if (code === 'EAUTH') return { kind: 'later', code: 'smtp.sign_in' };
	if (responseCode === undefined) return { kind: 'later', code: 'smtp.away' };
	// A server that refuses us or our sender address (MAIL FROM) has to be talked to; one that refuses the recipient or the content has decided.
	const isAboutThisMail = command === 'RCPT TO' || command === 'DATA';
	return { kind: responseCode >= 500 && isAboutThisMail ? 'bounced' : 'later', code: `smtp.${responseCode}` };
}

/** Hands a mail to the mail server. Never throws for what the server or the line does. */
export async function deliver(mail: Mail): Promise<Delivery> {
	if (way.kind !== 'server') return { kind: 'later', code: 'smtp.none' };
	try {
		await way.transport.sendMail({
			from: way.from,
			to: { name: mail.recipientName ?? '', address: mail.recipient },
			subject: mail.subject,
			text: mail.text,
			...(mail.html === null ? {} : { html: mail.html }),
			// The same at each attempt, so that a mail which was taken before the line broke is recognised as the same.
			messageId: `<${mail.id}@${way.domain}>`,
			headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': mail.locale }
		});
		return { kind: 'sent' };
	} catch (error) {
		return judge(error as SmtpError);
	}
}
