import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/database.ts';
import { nobody } from '../actor.ts';
import { database, inTransaction } from '../database.ts';
import { handleJobs, type Job, prepareQueues, type RunningJobs, startJobs } from '../jobs.ts';
import { closeMail, isOutboxOpen, mailWay, openMail } from './delivery.ts';
import { defineMailOutcomes, mailJob, type MailOutcome, mailStates, type NewMail, queueMail, queueMails } from './mail.ts';
import { findKeptMail, listKeptMail } from './outbox.ts';
import { renderMail } from './render.ts';

const { look } = useDatabase();

interface Received {
	readonly envelope: { readonly from: string; readonly to: readonly string[] };
	readonly message: Email;
	readonly raw: string;
}

const received: Received[] = [];

/** A real mail server: refuses mailboxes called "nobody", and everything with "spam" in the text. */
function startServer(port = 0): Promise<SMTPServer> {
	const server = new SMTPServer({
		authOptional: true,
		closeTimeout: 100,
		disabledCommands: ['STARTTLS'],
		onRcptTo({ address }, _session, callback) {
			callback(address.startsWith('nobody') ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null);
		},
		onData(stream, { envelope }, callback) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const raw = Buffer.concat(chunks).toString('latin1');
				void PostalMime.parse(Buffer.concat(chunks)).then((message) => {
					if (message.text?.includes('spam')) {
						callback(Object.assign(new Error('Not wanted'), { responseCode: 554 }));
						return;
					}
					const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
					received.push({ envelope: { from, to: envelope.rcptTo.map(({ address }) => address) }, message, raw });
					callback();
				});
			});
		}
	});
	return new Promise((resolve, reject) => {
		server.on('error', reject);
		server.listen(port, '127.0.0.1', () => resolve(server));
	});
}

const portOf = (server: SMTPServer) => (server.server.address() as AddressInfo).port;
const stopServer = (server: SMTPServer) => new Promise<void>((resolve) => server.close(resolve));

const setting = (smtpUrl: string | undefined, host = '127.0.0.1', origin = 'https://qadam.example.kz') => ({
	smtpUrl,
	mailFrom: 'Qadam Әдістеме <qadam@example.kz>',
	host,
	origin
});

const mail: NewMail = {
	to: 'Aigul@Mektep.kz',
	toName: 'Әйгүл Өңірбекқызы',
	subject: 'Шақыру: Ә Ғ Қ Ң Ө Ұ Ү Һ І',
	...renderMail({
		locale: 'kk',
		title: 'Сізді шақырады',
		paragraphs: ['ӘҒҚҢӨҰҮҺІ әғқңөұүһі, ұзақ жол: ' + 'мұғалімдердің құзыреттілігі '.repeat(20)],
		action: { label: 'Қабылдау', url: 'https://qadam.example.kz/kk/invitations/secret' }
	}),
	locale: 'kk',
	kind: 'test.invitation'
};

const queue = (given: Partial<NewMail> = {}) => inTransaction(nobody, (transaction) => queueMail(transaction, { ...mail, ...given }));
const stateOf = async (id: string) => (await mailStates(database(), [id])).get(id);
async function storedText(id: string): Promise<string | null | undefined> {
	const rows = await look<{ text: string | null }>('select coalesce(body_text, body_html) as text from platform.mail where id = $1', [id]);
	return rows[0]?.text;
}

const outcomes = defineMailOutcomes('test.outcomes');
const told: Job<MailOutcome>[] = [];
const outcomesWorker = handleJobs(outcomes, (job) => {
	told.push(job);
	return Promise.resolve();
});
beforeAll(() => prepareQueues([outcomesWorker]));
afterEach(() => void told.splice(0));

describe('with a mail server', () => {
	let server: SMTPServer;
	let jobs: RunningJobs;

	beforeAll(async () => {
		server = await startServer();
		openMail(setting(`smtp://127.0.0.1:${portOf(server)}`));
		jobs = await startJobs([mailJob, outcomesWorker], { pollSeconds: 0.5 });
	});
	afterEach(() => void received.splice(0));
	afterAll(async () => {
		await jobs.stop();
		closeMail();
		await stopServer(server);
	});

	it('mail is delivered, with every letter, and its text is forgotten', async () => {
		const id = await queue();
		await expect.poll(() => received.length).toBe(1);
		const [{ envelope, message }] = received as [Received];
		expect(envelope).toEqual({ from: 'qadam@example.kz', to: ['aigul@mektep.kz'] });
		expect(message.from).toEqual({ name: 'Qadam Әдістеме', address: 'qadam@example.kz' });
		expect(message.to).toEqual([{ name: 'Әйгүл Өңірбекқызы', address: 'aigul@mektep.kz' }]);
		expect(message.subject).toBe(mail.subject);
		expect(message.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(mail.text.trimEnd());
		expect(message.html?.trimEnd()).toBe(mail.html?.trimEnd());
		expect(message.messageId).toBe(`<${id}@qadam.example.kz>`);
		expect(message.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
		await expect.poll(() => stateOf(id)).toMatchObject({ state: 'sent', errorCode: null });
		expect(await storedText(id)).toBeNull();
	});

	it('nothing is sent when the change is not stored', async () => {
		await expect(
			inTransaction(nobody, async (transaction) => {
				await queueMail(transaction, mail);
				throw new Error('undo');
			})
		).rejects.toThrow('undo');
		const id = await queue({ subject: 'after' });
		await expect.poll(async () => (await stateOf(id))?.state).toBe('sent');
		expect(received.map(({ message }) => message.subject)).toEqual(['after']);
	});

	it('no header can be smuggled in through name, subject or address', async () => {
		const id = await queue({ toName: 'Ә\r\nBcc: evil@x.kz', subject: 'Сәлем\r\nBcc: evil@x.kz\r\n\r\nbody\u2028Cc: evil@x.kz' });
		await expect.poll(async () => (await stateOf(id))?.state).toBe('sent');
		const [{ envelope, message, raw }] = received as [Received];
		expect(envelope.to).toEqual(['aigul@mektep.kz']);
		expect(message.bcc).toBeUndefined();
		expect(message.cc).toBeUndefined();
		expect(raw).not.toMatch(/^(bcc|cc):/im);
		expect(message.subject).toBe('Сәлем Bcc: evil@x.kz body Cc: evil@x.kz');
		await expect(queue({ to: 'a@b.kz\r\nBcc: evil@x.kz' })).rejects.toThrow('email.invalid');
	});

	it('a mailbox that does not exist, and a text that is not wanted, bounce', async () => {
		const unknown = await queue({ to: 'nobody@mektep.kz' });
		const unwanted = await queue({ text: 'spam', html: undefined });
		await expect.poll(() => stateOf(unknown)).toMatchObject({ state: 'bounced', errorCode: 'smtp.550' });
		await expect.poll(() => stateOf(unwanted)).toMatchObject({ state: 'bounced', errorCode: 'smtp.554' });
		expect(await storedText(unknown)).toBeNull();
		expect(received).toEqual([]);
	});

	it('a mail whose time is over is not sent', async () => {
		const id = await queue({ usefulUntil: new Date(Date.now() - 1_000) });
		await expect.poll(() => stateOf(id)).toMatchObject({ state: 'failed', errorCode: 'mail.too_late' });
		expect(await storedText(id)).toBeNull();
		const useful = await queue({ usefulUntil: new Date(Date.now() + 60_000) });
		await expect.poll(async () => (await stateOf(useful))?.state).toBe('sent');
		expect(received).toHaveLength(1);
	});

	it('whoever wants to know is told once what became of it, under the same request', async () => {
		const actor = { kind: 'person', personId: '018f0000-0000-7000-8000-000000000001', requestId: 'request-1' } as const;
		const good = await queue({ outcomes, actor });
		const bad = await queue({ to: 'nobody@mektep.kz', outcomes, actor });
		await queue({ subject: 'nobody asks' });
		await expect.poll(() => told.length).toBe(2);
		expect(told.find(({ data }) => data.mailId === good)).toMatchObject({ data: { state: 'sent', errorCode: null }, actor });
		expect(told.find(({ data }) => data.mailId === bad)).toMatchObject({ data: { state: 'bounced', errorCode: 'smtp.550' }, actor });
	});

	it('many are put in at once and arrive', async () => {
		const ids = await inTransaction(nobody, (transaction) =>
			queueMails(transaction, Array.from({ length: 30 }, (_, index) => ({ ...mail, to: `t${index}@mektep.kz` })))
		);
		await expect.poll(() => received.length, { timeout: 10_000 }).toBe(30);
		await expect.poll(async () => new Set([...(await mailStates(database(), ids)).values()].map(({ state }) => state))).toEqual(new Set(['sent']));
	});

	it('while the server is away mail waits, and is delivered when it is back', async () => {
		const port = portOf(server);
		await stopServer(server);
		const id = await queue({ subject: 'patience' });
		await expect.poll(() => stateOf(id), { timeout: 15_000 }).toMatchObject({ state: 'queued', errorCode: 'smtp.away' });
		expect(await storedText(id)).toContain('secret');
		server = await startServer(port);
		// The wait of ten seconds before the first retry is cut short.
		await expect.poll(async () => (await look("select from jobs.job where data->'data'->>'mailId' = $1 and state = 'retry'", [id])).length).toBe(1);
		await look("update jobs.job set start_after = now() where data->'data'->>'mailId' = $1", [id]);
		await expect.poll(() => stateOf(id), { timeout: 10_000 }).toMatchObject({ state: 'sent' });
		expect(received.map(({ message }) => message.subject)).toEqual(['patience']);
	});
});

describe('what the application may see', () => {
	it('mail on its way can be put in, and not looked through', async () => {
		openMail(setting('smtp://127.0.0.1:1'));
		const id = await queue();
		expect((await sql`select id from platform.mail`.execute(database())).rows).toEqual([]);
		await expect(sql`update platform.mail set state = 'kept' where id = ${id}`.execute(database())).rejects.toThrow('permission denied');
		await expect(sql`delete from platform.mail`.execute(database())).rejects.toThrow('permission denied');
		await expect(sql`select * from platform.take_mail(${id})`.execute(database())).rejects.toThrow('permission denied');
		await expect(sql`select data from jobs.job_common`.execute(database())).rejects.toThrow('permission denied');
		await expect(sql`select data from jobs.job`.execute(database())).rejects.toThrow('permission denied');
		expect(await stateOf(id)).toMatchObject({ state: 'queued' });
	});
});

describe('without a mail server', () => {
	it('on this machine alone, mail is kept for the outbox', async () => {
		openMail(setting(undefined, '127.0.0.1', 'http://localhost:3000'));
		const id = await queue();
		expect(await stateOf(id)).toMatchObject({ state: 'kept' });
		expect((await listKeptMail())[0]).toMatchObject({ id, recipient: 'aigul@mektep.kz', subject: mail.subject, locale: 'kk' });
		expect(await findKeptMail(id)).toMatchObject({ id, text: mail.text, html: mail.html });
	});

	it.each([
		['0.0.0.0', 'http://localhost:3000'],
		['127.0.0.1', 'https://qadam.example.kz']
	])('for others (%s, %s), nothing is kept that opens a door', async (host, origin) => {
		openMail(setting(undefined, host, origin));
		expect(mailWay()).toBe('nowhere');
		const id = await queue();
		expect(await stateOf(id)).toMatchObject({ state: 'failed', errorCode: 'smtp.none' });
		expect(await storedText(id)).toBeNull();
		expect((await listKeptMail()).map((kept) => kept.id)).not.toContain(id);
		await queue({ outcomes });
		const jobs = await startJobs([outcomesWorker]);
		await expect.poll(() => told.map(({ data }) => [data.state, data.errorCode])).toEqual([['failed', 'smtp.none']]);
		await jobs.stop();
	});

	it('the outbox opens on this machine alone', () => {
		openMail(setting(undefined, '127.0.0.1', 'http://localhost:3000'));
		expect(['localhost', '127.0.0.1', '[::1]', 'qadam.example.kz', '10.0.0.1', '127.0.0.1.example.kz'].map(isOutboxOpen)).toEqual([
			true, true, true, false, false, false
		]);
		openMail(setting('smtp://127.0.0.1:1'));
		expect(isOutboxOpen('localhost')).toBe(false);
	});
});
