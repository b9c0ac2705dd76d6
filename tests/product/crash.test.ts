import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { inTemporaryFolder, isAlive, killPostgres, postgresProcessId, type QadamProcess, startQadamProcess } from '../qadam-process.ts';

const instrumentFile = path.join(projectRoot, 'content', 'instruments', 'selfie-kz@1.0.0.json');
const items = (JSON.parse(readFileSync(instrumentFile, 'utf8')) as { items: { code: string }[] }).items.map(({ code }) => code);
const codes = ['DK', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'];
const concurrency = 10;

interface Attempt {
	readonly id: string;
	readonly resumeCode: string;
}

/** Attempts with room for as many answers. */
function startAttempts(qadam: QadamProcess, answers: number): Promise<Attempt[]> {
	return Promise.all(Array.from({ length: Math.ceil(answers / items.length) }, () => startAttempt(qadam)));
}

async function startAttempt(qadam: QadamProcess): Promise<Attempt> {
	const response = await fetch(`${qadam.origin}/api/v1/attempts`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ instrument: 'selfie-kz', locale: 'kk', consent: true })
	});
	expect(response.status).toBe(201);
	return (await response.json()) as Attempt;
}

function putAnswer(qadam: QadamProcess, attempt: Attempt, item: string, answer: string): Promise<Response> {
	return fetch(`${qadam.origin}/api/v1/attempts/${attempt.id}/answers/${item}`, {
		method: 'PUT',
		headers: { 'authorization': `Bearer ${attempt.resumeCode}`, 'content-type': 'application/json' },
		body: JSON.stringify({ answer })
	});
}

async function readAnswers(qadam: QadamProcess, attempt: Attempt): Promise<Record<string, string>> {
	const response = await fetch(`${qadam.origin}/api/v1/attempts/${attempt.id}`, { headers: { authorization: `Bearer ${attempt.resumeCode}` } });
	expect(response.status).toBe(200);
	const { answers } = (await response.json()) as { answers: Record<string, { answer: string }> };
	return Object.fromEntries(Object.entries(answers).map(([item, { answer }]) => [item, answer]));
}

/** What the server has confirmed, and what it may or may not have stored: sent, never answered. */
interface Told {
	/** By attempt and item ("3/1.1.1"): the last confirmed answer. */
	readonly confirmed: Map<string, string>;
	readonly unanswered: Map<string, string>;
}

/**
 * Sends `count` answers, ten at a time, over all items of all attempts; each item is answered once. Stops at the first that fails: then the server is
 * gone. `afterEach` is told how many were confirmed.
 */
async function sendAnswers(
	qadam: QadamProcess,
	attempts: readonly Attempt[],
	count: number,
	afterEach: (confirmed: number) => void = () => undefined
): Promise<Told> {
	const confirmed = new Map<string, string>();
	const unanswered = new Map<string, string>();
	let next = 0;
	const work = async (): Promise<void> => {
		while (next < count) {
			const number = next++;
			const attempt = Math.floor(number / items.length);
			const item = items[number % items.length] as string;
			const answer = codes[(number * 5 + attempt) % codes.length] as string;
			try {
				const response = await putAnswer(qadam, attempts[attempt] as Attempt, item, answer);
				if (response.status !== 200) throw new Error(`The server answered ${response.status}`);
				await response.arrayBuffer();
				confirmed.set(`${attempt}/${item}`, answer);
			} catch {
				unanswered.set(`${attempt}/${item}`, answer);
				return;
			}
			afterEach(confirmed.size);
		}
	};
	await Promise.all(Array.from({ length: concurrency }, work));
	return { confirmed, unanswered };
}

/** Every confirmed answer is there with its value, and nothing that was never sent. */
async function expectAnswers(qadam: QadamProcess, attempts: readonly Attempt[], { confirmed, unanswered }: Told): Promise<void> {
	const stored = new Map<string, string>();
	const found = await Promise.all(attempts.map((attempt) => readAnswers(qadam, attempt)));
	for (const [number, answers] of found.entries()) {
		for (const [item, answer] of Object.entries(answers)) stored.set(`${number}/${item}`, answer);
	}
	const lost = [...confirmed].filter(([place, answer]) => stored.get(place) !== answer);
	expect(lost).toEqual([]);
	const invented = [...stored].filter(([place, answer]) => confirmed.get(place) !== answer && unanswered.get(place) !== answer);
	expect(invented).toEqual([]);
}

describe('after a crash', () => {
	it('has every confirmed answer when server and database are killed amid 1,000 answers', async () => {
		await inTemporaryFolder(async (folder) => {
			const killed = await startQadamProcess({ QADAM_DATA: folder });
			const attempts = await startAttempts(killed, 1_000);
			let kill: Promise<unknown> | undefined;
			const told = await sendAnswers(killed, attempts, 1_000, (confirmed) => {
				if (confirmed === 500) kill = Promise.all([killed.kill(), killPostgres(folder)]);
			});
			await kill;
			expect(told.confirmed.size).toBeGreaterThanOrEqual(500);
			expect(told.unanswered.size).toBeGreaterThan(0);

			const restarted = await startQadamProcess({ QADAM_DATA: folder });
			await expectAnswers(restarted, attempts, told);
			// The rest can be given now, and what was sent and never confirmed can be sent again.
			const again = await sendAnswers(restarted, attempts, 1_000);
			expect(again.confirmed.size).toBe(1_000);
			await expectAnswers(restarted, attempts, again);
			await restarted.stop();
		});
	});

	it('takes over the database that outlived the server', async () => {
		await inTemporaryFolder(async (folder) => {
			const killed = await startQadamProcess({ QADAM_DATA: folder });
			const attempts = await startAttempts(killed, 300);
			let kill: Promise<unknown> | undefined;
			const told = await sendAnswers(killed, attempts, 300, (confirmed) => {
				if (confirmed === 150) kill = killed.kill();
			});
			await kill;
			const database = postgresProcessId(folder);

			const restarted = await startQadamProcess({ QADAM_DATA: folder });
			expect(postgresProcessId(folder)).toBe(database);
			await expectAnswers(restarted, attempts, told);
			await restarted.stop();
			expect(isAlive(database as number)).toBe(false);
		});
	});

	it('starts a killed database again by itself', async () => {
		await inTemporaryFolder(async (folder) => {
			const qadam = await startQadamProcess({ QADAM_DATA: folder, LOG_LEVEL: 'silent' });
			const attempts = await startAttempts(qadam, 300);
			const before = await sendAnswers(qadam, attempts, 100);
			const killed = postgresProcessId(folder);
			await killPostgres(folder);

			let status = 0;
			while (status !== 200) {
				const response = await putAnswer(qadam, attempts.at(-1) as Attempt, '1.1.1', 'B1');
				status = response.status;
				const { code } = (await response.json()) as { code?: string };
				if (status !== 200) expect({ status, code }).toEqual({ status: 503, code: 'database.unreachable' });
			}
			expect(postgresProcessId(folder)).not.toBe(killed);
			await expectAnswers(qadam, attempts.slice(0, -1), before);
			const after = await sendAnswers(qadam, attempts, 300);
			expect(after.confirmed.size).toBe(300);
			await qadam.stop();
		});
	});
});
