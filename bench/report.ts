/** How long a report takes over HTTP as page, JSON and PDF, and how many a second one server gives. Aim on two cores: PDF median <= 60 ms. */
import { inTemporaryFolder, startQadamProcess } from '../tests/qadam-process.ts';
import { type HttpAnswer, HttpConnection } from './http-connection.ts';
import { describeMachine, median, quantile, round, tell } from './machine.ts';
import { answerItem, bearer, listItems, type OpenAttempt, startAttempt, submitAttempt } from './taking.ts';

const locales = ['kk', 'ru', 'en'] as const;
/** Different reports, so that nothing is measured that was only remembered. */
const reports = 30;
const warmUp = 9;
const concurrency = 4;

type Locale = (typeof locales)[number];
type Request = (connection: HttpConnection, attempt: OpenAttempt, locale: Locale) => Promise<HttpAnswer>;

const kinds: Readonly<Record<'page' | 'json' | 'pdf', Request>> = {
	page: (connection, { id, resumeCode }, locale) =>
		connection.request('GET', `/${locale}/self-assessment/${id}/report`, {
			'Cookie': `qadam_code=${resumeCode}`,
			'Accept': 'text/html',
			'Accept-Encoding': 'gzip, deflate, br'
		}),
	json: (connection, attempt, locale) => connection.request('GET', `/api/v1/attempts/${attempt.id}/report?locale=${locale}`, bearer(attempt)),
	pdf: (connection, attempt, locale) =>
		connection.request('GET', `/api/v1/attempts/${attempt.id}/report?locale=${locale}`, { ...bearer(attempt), Accept: 'application/pdf' })
};

async function makeAttempts(connection: HttpConnection): Promise<OpenAttempt[]> {
	const items = await listItems(connection);
	const attempts: OpenAttempt[] = [];
	for (let number = 0; number < reports; number++) {
		const attempt = await startAttempt(connection);
		for (const [index, item] of items.entries()) await answerItem(connection, attempt, item, number + index * 3 + (number % 3) * index);
		await submitAttempt(connection, attempt);
		attempts.push(attempt);
	}
	return attempts;
}

async function measureKind(request: Request, connections: readonly HttpConnection[], attempts: readonly OpenAttempt[]): Promise<object> {
	let bytes = 0;
	const get = async (connection: HttpConnection, number: number): Promise<void> => {
		const answer = await request(connection, attempts[number % attempts.length] as OpenAttempt, locales[number % locales.length] as Locale);
		if (answer.status !== 200) throw new Error(`The server answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
		bytes = answer.body.length;
	};
	const alone = connections[0] as HttpConnection;
	for (let number = 0; number < warmUp; number++) await get(alone, number);
	const milliseconds: number[] = [];
	for (let number = 0; number < reports; number++) {
		const begun = performance.now();
		await get(alone, number);
		milliseconds.push(performance.now() - begun);
	}
	let next = 0;
	const begun = performance.now();
	await Promise.all(
		connections.map(async (connection) => {
			while (next < reports * 2) await get(connection, next++);
		})
	);
	const perSecond = (next / (performance.now() - begun)) * 1_000;
	return { medianMs: round(median(milliseconds), 1), p95Ms: round(quantile(milliseconds, 0.95), 1), perSecond: round(perSecond, 1), bytes };
}

export async function measure(): Promise<object> {
	return inTemporaryFolder(async (folder) => {
		const qadam = await startQadamProcess({ QADAM_DATA: folder });
		try {
			const connections = await Promise.all(Array.from({ length: concurrency }, () => HttpConnection.open(qadam.port)));
			const attempts = await makeAttempts(connections[0] as HttpConnection);
			const found: Record<string, object> = {};
			for (const [kind, request] of Object.entries(kinds)) {
				tell(`Measuring ${kind}`);
				found[kind] = await measureKind(request, connections, attempts);
			}
			for (const connection of connections) connection.close();
			return { reports, concurrencyOfPerSecond: concurrency, ...found, limits: { pdfMedianMs: 60 }, ...describeMachine() };
		} finally {
			await qadam.stop();
		}
	});
}
