import type { HttpAnswer, HttpConnection } from './http-connection.ts';

/** An attempt under way, with what its owner shows to open it. */
export interface OpenAttempt {
	readonly id: string;
	readonly resumeCode: string;
}

const instrument = 'selfie-kz';
const answers = ['DK', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;

function expectStatus(answer: HttpAnswer, status: number): HttpAnswer {
	if (answer.status !== status) throw new Error(`The server answered ${answer.status} instead of ${status}: ${answer.body.toString()}`);
	return answer;
}

export function bearer({ resumeCode }: OpenAttempt): Record<string, string> {
	return { Authorization: `Bearer ${resumeCode}` };
}

/** The codes of the instrument's items. */
export async function listItems(connection: HttpConnection): Promise<string[]> {
	const answer = expectStatus(await connection.request('GET', `/api/v1/instruments/${instrument}`), 200);
	return (JSON.parse(answer.body.toString()) as { items: { code: string }[] }).items.map((item) => item.code);
}

export async function startAttempt(connection: HttpConnection): Promise<OpenAttempt> {
	const answer = expectStatus(
		await connection.request('POST', '/api/v1/attempts', {}, JSON.stringify({ instrument, locale: 'kk', consent: true })),
		201
	);
	return JSON.parse(answer.body.toString()) as OpenAttempt;
}

/** The same number gives the same answer. */
export async function answerItem(connection: HttpConnection, attempt: OpenAttempt, item: string, number: number): Promise<void> {
	const body = JSON.stringify({ answer: answers[number % answers.length] });
	expectStatus(await connection.request('PUT', `/api/v1/attempts/${attempt.id}/answers/${item}`, bearer(attempt), body), 200);
}

/** All answers in one request, as a device sends them that was without a line. */
export async function answerAll(connection: HttpConnection, attempt: OpenAttempt, items: readonly string[]): Promise<void> {
	const body = JSON.stringify({ answers: items.map((item, number) => ({ item, answer: answers[number % answers.length] })) });
	expectStatus(await connection.request('PUT', `/api/v1/attempts/${attempt.id}/answers`, bearer(attempt), body), 200);
}

export async function submitAttempt(connection: HttpConnection, attempt: OpenAttempt): Promise<void> {
	expectStatus(await connection.request('POST', `/api/v1/attempts/${attempt.id}/submit`, bearer(attempt)), 200);
}
