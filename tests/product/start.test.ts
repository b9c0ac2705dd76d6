import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { startPostgres } from '#platform/postgres.ts';
import { inTemporaryFolder, isAlive, postgresProcessId, postgresUrl, runQadamToItsEnd, startQadamProcess } from '../qadam-process.ts';

/** It does not start, says why in one line without a stack trace, and leaves no database running. */
async function expectRefusal(environment: Readonly<Record<string, string>>, reason: RegExp): Promise<void> {
	const { exitCode, output } = await runQadamToItsEnd(environment);
	expect(output.trim()).toMatch(reason);
	expect(output.trim()).toMatch(/^Qadam can't start\. [^\n]+$/);
	expect(exitCode).toBe(1);
	const left = postgresProcessId(environment['QADAM_DATA'] ?? '');
	expect(left === undefined || !isAlive(left)).toBe(true);
}

/** Changes the stored list of migrations while Qadam is not running. */
async function changeMigrations(folder: string, statement: string): Promise<void> {
	const postgres = await startPostgres(path.join(folder, 'postgresql'));
	const client = new pg.Client({ connectionString: postgres.url('qadam') });
	await client.connect();
	await client.query(statement);
	await client.end();
	await postgres.stop();
}

interface Door {
	readonly port: number;
	readonly close: () => Promise<void>;
	readonly open: () => Promise<void>;
}

/** A door to a database that can be shut and opened again at the same port, as when the database restarts. */
async function openDoor(target: number): Promise<Door> {
	const sockets = new Set<Socket>();
	const server = createServer((client) => {
		const database = connect(target, '127.0.0.1');
		for (const socket of [client, database]) {
			sockets.add(socket);
			socket.on('error', () => undefined).on('close', () => {
				sockets.delete(socket);
				client.destroy();
				database.destroy();
			});
		}
		client.pipe(database).pipe(client);
	});
	const listen = async (port: number): Promise<void> => {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	};
	await listen(0);
	const { port } = server.address() as AddressInfo;
	const close = async (): Promise<void> => {
		const closed = once(server, 'close');
		server.close();
		for (const socket of sockets) socket.destroy();
		await closed;
	};
	return { port, close, open: () => listen(port) };
}

const startAttempt = (origin: string) =>
	fetch(`${origin}/api/v1/attempts`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ instrument: 'selfie-kz', locale: 'en', consent: true })
	});

describe('a start that can not succeed says why', () => {
	it('when the port is taken', async () => {
		await inTemporaryFolder(async (folder) => {
			const other = createServer().listen(0, '127.0.0.1');
			await once(other, 'listening');
			const { port } = other.address() as AddressInfo;
			await expectRefusal(
				{ QADAM_DATA: folder, PORT: String(port) },
				new RegExp(`Port ${port} is taken by another program.*PORT=${port + 1} npm start`)
			);
			other.close();
		});
	});

	it('when a setting is wrong', async () => {
		await inTemporaryFolder(async (folder) => {
			await expectRefusal({ QADAM_DATA: folder, PORT: 'eighty' }, /Settings are wrong\. PORT: .*docs\/operations\.md/);
			await expectRefusal({ QADAM_DATA: folder, LOG_LEVEL: 'loud' }, /Settings are wrong\. LOG_LEVEL: /);
			await expectRefusal({ QADAM_DATA: folder, HOST: '192.0.2.1' }, /can't listen on 192\.0\.2\.1:0 \(EADDRNOTAVAIL\)/);
		});
	});

	it('when the data folder can not be written', async () => {
		await expectRefusal({ QADAM_DATA: '/dev/null/qadam' }, /The data folder \/dev\/null\/qadam can't be written \(ENOTDIR\).*QADAM_DATA/);
	});

	it('when DATABASE_URL leads nowhere', async () => {
		await inTemporaryFolder(async (folder) => {
			const closed = createServer().listen(0, '127.0.0.1');
			await once(closed, 'listening');
			const { port } = closed.address() as AddressInfo;
			closed.close();
			const { output } = await runQadamToItsEnd({ QADAM_DATA: folder, DATABASE_URL: `postgres://someone:secret@127.0.0.1:${port}/qadam` });
			expect(output).not.toContain('secret');
			await expectRefusal(
				{ QADAM_DATA: folder, DATABASE_URL: `postgres://someone:secret@127.0.0.1:${port}/qadam` },
				/The database qadam at 127\.0\.0\.1:\d+ can't be opened \(.*ECONNREFUSED.*DATABASE_URL/
			);
			await expectRefusal({ QADAM_DATA: folder, DATABASE_URL: 'not an address' }, /can't be opened .*DATABASE_URL/);
		});
	});

	it('when the database was written by a newer version, when a migration was changed, and when another Qadam has the data folder', async () => {
		await inTemporaryFolder(async (folder) => {
			const first = await startQadamProcess({ QADAM_DATA: folder });
			const { exitCode, output } = await runQadamToItsEnd({ QADAM_DATA: folder });
			expect(exitCode).toBe(1);
			expect(output.trim()).toMatch(new RegExp(`^Qadam can't start\\. Qadam already runs with the data folder .*\\(process ${first.child.pid}\\).*QADAM_DATA\\.$`));
			expect((await fetch(`${first.origin}/health`)).status).toBe(200);
			await first.stop();

			await changeMigrations(folder, "insert into platform.migration (name, checksum) values ('9999-from-the-future.sql', '')");
			await expectRefusal({ QADAM_DATA: folder }, /written by a newer Qadam.*9999-from-the-future\.sql/);
			await changeMigrations(folder, "delete from platform.migration where name = '9999-from-the-future.sql'; update platform.migration set checksum = 'x' where name = '0001-people.sql'");
			await expectRefusal({ QADAM_DATA: folder }, /migrations\/0001-people\.sql was changed after it had been applied/);
		});
	});
});

describe('a start', () => {
	it('finds what an earlier one stored', async () => {
		await inTemporaryFolder(async (folder) => {
			const first = await startQadamProcess({ QADAM_DATA: folder });
			const { id, resumeCode } = (await (await startAttempt(first.origin)).json()) as { id: string; resumeCode: string };
			await first.stop();
			const second = await startQadamProcess({ QADAM_DATA: folder });
			const found = await fetch(`${second.origin}/api/v1/attempts/${id}`, { headers: { authorization: `Bearer ${resumeCode}` } });
			expect(found.status).toBe(200);
			await second.stop();
		});
	});

	it('is not misled by a lock file whose process number now belongs to another program', async () => {
		await inTemporaryFolder(async (folder) => {
			const cluster = path.join(folder, 'cluster');
			const first = await startPostgres(folder);
			const client = new pg.Client({ connectionString: first.url('qadam') });
			await client.connect();
			await client.query('create table kept as select 1 as value');
			await client.end();
			await first.stop();

			// As after a power cut and a reboot: the number in the lock file is alive, and it is not PostgreSQL.
			writeFileSync(path.join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n1\n9\n\n127.0.0.1\n\n`);
			const second = await startPostgres(folder);
			const reader = new pg.Client({ connectionString: second.url('qadam') });
			await reader.connect();
			expect((await reader.query('select value from kept')).rows).toEqual([{ value: 1 }]);
			await reader.end();
			await second.stop();
		});
	});

	it('works with a database of its own choice, and goes on when that one comes back', async () => {
		await inTemporaryFolder(async (folder) => {
			const external = path.join(folder, 'external');
			mkdirSync(external);
			const postgres = await startPostgres(path.join(external, 'postgresql'));
			const url = new URL(postgresUrl(external));
			const door = await openDoor(Number(url.port));
			url.port = String(door.port);
			url.search = ''; // by the network, through the door
			const qadam = await startQadamProcess({ QADAM_DATA: folder, DATABASE_URL: url.href, LOG_LEVEL: 'silent' });
			expect(postgresProcessId(folder)).toBeUndefined();
			expect((await startAttempt(qadam.origin)).status).toBe(201);

			await door.close();
			const refused = await startAttempt(qadam.origin);
			expect(refused.status).toBe(503);
			expect(await refused.json()).toMatchObject({ code: 'database.unreachable', status: 503 });
			expect((await fetch(`${qadam.origin}/health`)).status).toBe(503);

			await door.open();
			expect((await startAttempt(qadam.origin)).status).toBe(201);
			expect((await fetch(`${qadam.origin}/health`)).status).toBe(200);
			await qadam.stop();
			await door.close();
			await postgres.stop();
		});
	});
});
