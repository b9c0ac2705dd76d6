import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, expect, it } from 'vitest';
import { nobody } from '#platform/actor.ts';
import { projectRoot } from '#platform/config.ts';
import { database, inTransaction } from '#platform/database.ts';
import { closeMail, openMail } from '#platform/mail/delivery.ts';
import { mailStates, queueMail } from '#platform/mail/mail.ts';
import { useDatabase } from '../../tests/database.ts';

const { ownerUrl } = useDatabase();
const server = new SMTPServer({
	authOptional: true,
	closeTimeout: 100,
	disabledCommands: ['STARTTLS'],
	onData(stream, _session, callback) {
		stream.on('end', () => callback()).resume();
	}
});
let child: ChildProcess | undefined;
afterAll(async () => {
	child?.kill('SIGKILL');
	closeMail();
	await new Promise<void>((resolve) => server.close(resolve));
});

it('a worker does what another process has sent, at once, and ends in order', async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
	const program = ['--disable-warning=ExperimentalWarning', path.join(projectRoot, 'src', 'cli.ts'), 'worker'];
	const environment = { ...process.env, DATABASE_URL: ownerUrl, SMTP_URL: smtpUrl, MAIL_FROM: 'qadam@example.kz', LOG_LEVEL: 'error' };
	const worker = spawn(process.execPath, program, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
	child = worker;
	let said = '';
	worker.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
	await expect.poll(() => said, { timeout: 15_000 }).toBe('Qadam runs the background jobs. Stop with Ctrl-C.\n');

	openMail({ smtpUrl, mailFrom: '', host: '127.0.0.1', origin: 'http://localhost:3000' });
	const mail = { to: 'a@b.kz', subject: 'Сәлем', text: 'Ә', locale: 'kk', kind: 'test.mail' } as const;
	const id = await inTransaction(nobody, (transaction) => queueMail(transaction, mail));
	await expect.poll(async () => (await mailStates(database(), [id])).get(id)?.state, { timeout: 3_000 }).toBe('sent');

	worker.kill('SIGTERM');
	expect(await once(worker, 'exit')).toEqual([0, null]);
	expect(said.trim().split('\n')).toHaveLength(1);
});
