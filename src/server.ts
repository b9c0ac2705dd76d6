import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants as zlib } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import compression from 'compression';
import { sql } from 'kysely';
import { loadFrameworks } from '#contexts/frameworks/index.ts';
import {
	answerSignInRequest,
	loadPeopleContent,
	openAccounts,
	prepareAccounts,
	settleBackground,
	type Visit
} from '#contexts/people/index.ts';
import { loadInstruments } from '#contexts/self-assessment/index.ts';
import { type Config, projectRoot } from '#platform/config.ts';
import { closeDatabase, database, openDatabase } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { prepareQueues, type RunningJobs, startJobs } from '#platform/jobs.ts';
import { addressHeader } from '#platform/http/address-header.ts';
import { negotiateLocale } from '#platform/locale.ts';
import { log } from '#platform/log.ts';
import { openPrivateFiles } from '#platform/private-files.ts';
import { closeMail, openMail } from '#platform/mail/delivery.ts';
import { prepareDatabase } from '#platform/migrate.ts';
import { setOrigin } from '#platform/origin.ts';
import { type EmbeddedPostgres, startPostgres } from '#platform/postgres.ts';
import { api } from './api.ts';
import { jobWorkers } from './jobs.ts';

/** Answers requests for pages. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export interface RunningQadam {
	readonly port: number;
	/** Where the first administrator is made; undefined when there is one. */
	readonly startLink: string | undefined;
	/** Finishes the requests under way, then closes the database. */
	readonly stop: () => Promise<void>;
}

/** Qadam can't start; the message says why and what to do. */
export class StartError extends Error {
	override readonly name = 'StartError';
}

function listen(server: Server, { host, port }: Config): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE')
				reject(new StartError(`Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`));
			else if (error.code === 'EACCES') reject(new StartError(`Port ${port} may not be used by this user. Choose one above 1023: PORT=3000 npm start`));
			else reject(new StartError(`Qadam can't listen on ${host}:${port} (${error.code}). Check HOST and PORT.`, { cause: error }));
		});
		server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
	});
}

/** One Qadam per data folder: a second one would pull the database from under the first when it stops. */
function takeDataFolder(directory: string): () => void {
	const lockFile = path.join(directory, 'qadam.pid');
	try {
		mkdirSync(directory, { recursive: true });
		if (existsSync(lockFile)) {
			const owner = Number(readFileSync(lockFile, 'utf8'));
			if (owner !== process.pid && isQadam(owner))
				throw new StartError(
					`Qadam already runs with the data folder ${directory} (process ${owner}). Stop it, or choose another folder with QADAM_DATA.`
				);
		}
		writeFileSync(lockFile, String(process.pid));
	} catch (error) {
		if (error instanceof StartError) throw error;
		throw new StartError(
			`The data folder ${directory} can't be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Free the disk or its rights, or choose another folder with QADAM_DATA.`,
			{ cause: error }
		);
	}
	return () => rmSync(lockFile, { force: true });
}

/** A process number may have been given to another program since a crash; Linux tells which program it is. */
function isQadam(processId: number): boolean {
	try {
		process.kill(processId, 0);
	} catch {
		return false;
	}
	const commandLine = `/proc/${processId}/cmdline`;
	return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('node');
}

/** A wording that people have answered can't be changed under them. */
function refuseChangedVersion(error: unknown): never {
	if (!(error instanceof DomainError) || error.code !== 'instrument.version_in_use') throw error;
	throw new StartError(
		`The file of the instrument ${error.parameters['instrument']} was changed, but people have answered this version. Give the new wording a new version number (docs/recipes/add-an-instrument-version.md).`
	);
}

/** The pages as `npm run build` made them. */
async function loadBuiltPages(config: Config): Promise<Handler> {
	const built = path.join(projectRoot, 'build', 'handler.js');
	if (!existsSync(built)) throw new StartError('The pages are not built. Run: npm run build');
	process.env['QADAM_KIT_PROTOCOL_HEADER'] = 'x-qadam-protocol';
	process.env['QADAM_KIT_HOST_HEADER'] = 'x-qadam-host';
	process.env['QADAM_KIT_ADDRESS_HEADER'] = addressHeader;
	// How large a form may be, the guard says, from its stated length (guard.ts), in words; SvelteKit would say it in plain English.
	process.env['QADAM_KIT_BODY_SIZE_LIMIT'] = 'Infinity';
	const { handler } = (await import(pathToFileURL(built).href)) as { handler: Handler };
	const publicOrigin = config.isOriginSet ? new URL(config.origin) : undefined;
	return (request, response, next) => {
		// Set by us on every request, so that nobody else can: form posts are checked against this origin.
		request.headers['x-qadam-protocol'] = publicOrigin?.protocol.slice(0, -1) ?? 'http';
		request.headers['x-qadam-host'] = publicOrigin?.host ?? request.headers.host ?? 'localhost';
		handler(request, response, next);
	};
}

function addressOf(request: IncomingMessage, config: Config): string {
	const told = config.addressHeader === undefined ? undefined : request.headers[config.addressHeader];
	const last = (Array.isArray(told) ? told.join(',') : told)?.split(',').at(-1)?.trim();
	return last === undefined || last === '' ? (request.socket.remoteAddress ?? 'unknown') : last;
}

/** What the ceremonies of passkeys and the return from a provider tell about the device; the pages have theirs from SvelteKit (`src/visitor.ts`). */
function visitIn({ headers }: Request, incoming: IncomingMessage): Visit {
	return {
		cookie: headers.get('cookie'),
		userAgent: headers.get('user-agent'),
		network: String(incoming.headers[addressHeader]),
		locale: negotiateLocale(headers.get('accept-language')),
		requestId: randomUUID()
	};
}

const compress = compression({ threshold: 512, brotli: { params: { [zlib.BROTLI_PARAM_QUALITY]: 5 } } });

async function answerHealth(response: ServerResponse): Promise<void> {
	const isReady = await sql`select 1`.execute(database()).then(
		() => true,
		() => false
	);
	response.writeHead(isReady ? 200 : 503, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
	response.end(JSON.stringify({ status: isReady ? 'ready' : 'database_unreachable' }));
}

/**
 * Starts Qadam: takes the port, starts PostgreSQL unless `databaseUrl` names one, migrates, loads the shipped content, serves pages and API.
 * `loadPages` is another way to pages than the built ones, for development.
 * Throws `StartError`, `PostgresError` or `SchemaError` with a message that says what to do; nothing keeps running then.
 */
export async function startQadam(config: Config, loadPages: (config: Config) => Promise<Handler> = loadBuiltPages): Promise<RunningQadam> {
	let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
		response.writeHead(503, { 'Retry-After': '2' }).end();
	};
	const server = createServer((request, response) => answer(request, response));
	server.keepAliveTimeout = 65_000;
	const port = await listen(server, config);

	let freeDataFolder = (): void => undefined;
	let postgres: EmbeddedPostgres | undefined;
	let jobs: RunningJobs | undefined;
	let startLink: string | undefined;
	const stop = async (): Promise<void> => {
		server.closeIdleConnections();
		await new Promise((resolve) => {
			server.close(resolve);
			setTimeout(() => server.closeAllConnections(), 5_000).unref();
		});
		await jobs?.stop();
		await settleBackground();
		closeMail();
		await closeDatabase();
		await postgres?.stop();
		freeDataFolder();
	};

	try {
		freeDataFolder = takeDataFolder(config.dataDirectory);
		postgres = config.databaseUrl === undefined ? await startPostgres(path.join(config.dataDirectory, 'postgresql')) : undefined;
		const url = postgres?.url('qadam') ?? config.databaseUrl ?? '';
		let secret = '';
		let startToken: string | undefined;
		const { applied, logins } = await prepareDatabase(url, async (owner) => {
			await loadPeopleContent(owner);
			({ secret, startToken } = await prepareAccounts(owner));
		});
		if (applied.length > 0) log.info({ applied }, 'database brought to the newest schema');
		openDatabase(logins, config.databaseConnections);
		const origin = config.isOriginSet ? config.origin : `http://localhost:${port}`;
		setOrigin(origin);
		openAccounts({ origin, secret, provider: config.provider });
		if (startToken !== undefined) startLink = `${origin}/kk/administration/start/${startToken}`;
		openMail(config);
		openPrivateFiles(config.dataDirectory);
		await prepareQueues(jobWorkers);
		await loadFrameworks(path.join(projectRoot, 'content'));
		await loadInstruments(path.join(projectRoot, 'content', 'instruments')).catch(refuseChangedVersion);

		if (config.runsJobs) jobs = await startJobs(jobWorkers);
		const pages = await loadPages(config);
		const answerApi = getRequestListener(api.fetch, { hostname: 'localhost' });
		const answerSignIn = getRequestListener((request, { incoming }) => answerSignInRequest(request, visitIn(request, incoming as IncomingMessage)));
		answer = (request, response) => {
			const url = request.url ?? '/';
			request.headers[addressHeader] = addressOf(request, config);
			if (url.startsWith('/api/auth/')) void answerSignIn(request, response);
			else if (url.startsWith('/api/')) void answerApi(request, response);
			else if (url === '/health') void answerHealth(response);
			else compress(request as never, response as never, () => pages(request, response, () => response.writeHead(404).end()));
		};
	} catch (error) {
		await stop();
		throw error;
	}
	return { port, startLink, stop };
}
