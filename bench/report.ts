/**
 * How long a report takes over HTTP as page, JSON and PDF, and how many a second one server gives. Aim on two cores: PDF median <= 60 ms. Beside it,
 * what no PDF can be quicker than on the same machine: the JSON of the same report, and a PDF of one line.
 */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { inTemporaryFolder, startQadamProcess } from '../tests/qadam-process.ts';
import { type HttpAnswer, HttpConnection } from './http-connection.ts';
import { describeMachine, median, quantile, round, tell } from './machine.ts';
import { answerItem, bearer, listItems, type OpenAttempt, startAttempt, submitAttempt } from './taking.ts';

const locales = ['kk', 'ru', 'en'] as const;
const reports = 45;
/**
 * Other reports, printed before: Typst remembers blocks of the text, and a server that runs has printed some. `earlyMedianMs` tells of the first
 * of them. The answers are drawn by lot from all levels, so that the reports have less in common than those of teachers.
 */
const earlier = 45;
const early = 9;
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
	let lot = 1;
	for (let number = 0; number < earlier + reports; number++) {
		const attempt = await startAttempt(connection);
		for (const item of items) {
			lot = (lot * 48_271) % 2_147_483_647;
			await answerItem(connection, attempt, item, lot);
		}
		await submitAttempt(connection, attempt);
		attempts.push(attempt);
	}
	return attempts;
}

async function measureKind(request: Request, connections: readonly HttpConnection[], attempts: readonly OpenAttempt[]): Promise<object> {
	let bytes = 0;
	const get = async (connection: HttpConnection, number: number): Promise<void> => {
		const answer = await request(connection, attempts[number] as OpenAttempt, locales[number % locales.length] as Locale);
		if (answer.status !== 200 || answer.body.length === 0) {
			throw new Error(`The server answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
		}
		bytes = answer.body.length;
	};
	const alone = connections[0] as HttpConnection;
	const milliseconds: number[] = [];
	for (let number = 0; number < earlier + reports; number++) {
		const begun = performance.now();
		await get(alone, number);
		milliseconds.push(performance.now() - begun);
	}
	const measured = milliseconds.slice(earlier);
	let next = 0;
	const begun = performance.now();
	await Promise.all(
		connections.map(async (connection) => {
			while (next < attempts.length) await get(connection, next++);
		})
	);
	const perSecond = (next / (performance.now() - begun)) * 1_000;
	return {
		firstMs: round(milliseconds[0] ?? Number.NaN, 1),
		earlyMedianMs: round(median(milliseconds.slice(1, early)), 1),
		medianMs: round(median(measured), 1),
		p95Ms: round(quantile(measured, 0.95), 1),
		perSecond: round(perSecond, 1),
		bytes
	};
}

/** The median of printing one line, another one each time, as an accessible PDF in this process. */
function measureOneLine(): number {
	const compiler = NodeCompiler.create();
	const milliseconds = Array.from({ length: reports }, (_, number) => {
		const begun = performance.now();
		const { result } = compiler.compile({ mainFileContent: `#set document(title: "Line")\nLine ${number}` });
		if (result === null) throw new Error('The line was not typeset');
		compiler.pdf(result, { pdfStandard: 'ua-1', creationTimestamp: 0 });
		return performance.now() - begun;
	});
	return round(median(milliseconds), 1);
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
			const limits = { pdfMedianMs: 60 };
			return { reports, earlier, concurrencyOfPerSecond: concurrency, ...found, oneLineMs: measureOneLine(), limits, ...describeMachine() };
		} finally {
			await qadam.stop();
		}
	});
}
