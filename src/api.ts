import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { matchedRoutes } from 'hono/route';
import {
	largestImport,
	membershipsApi,
	organisationsApi,
	ownDataApi,
	recogniseSent,
	recogniseSession,
	sessionCookieName
} from '#contexts/people/index.ts';
import { selfAssessmentApi, submissionApi, whoseAttempt } from '#contexts/self-assessment/index.ts';
import { reportsApi, resultsApi, studiesApi, wavesApi } from '#contexts/insight/index.ts';
import type { Actor, Person } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import type { ApiEnvironment } from '#platform/http/api.ts';
import { addressHeader } from '#platform/http/address-header.ts';
import { guestCookieName } from '#platform/http/guest-cookie.ts';
import { readCookie } from '#platform/http/read-cookie.ts';
import { negotiateLocale } from '#platform/locale.ts';
import { log } from '#platform/log.ts';
import { afterSubmission } from './after-submission.ts';
import { guardOperation } from './guard.ts';
import { dataHolders } from './my-data.ts';
import { toProblem } from './problems.ts';

/** Largest body that an operation takes, in bytes: far more than the longest set of context answers needs. */
const largestBody = 64 * 1024;

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A cookie travels by itself, also on requests that other sites make; so whoever is recognised by cookie may change things only from our own pages. A
 * bearer token is put in by hand and needs no such check.
 */
function requireOwnPage(request: Request): void {
	if (safeMethods.has(request.method)) return;
	const site = request.headers.get('sec-fetch-site');
	const origin = request.headers.get('origin');
	const isOwn = site === null ? origin !== null && URL.parse(origin)?.host === request.headers.get('host') : site === 'same-origin';
	if (!isOwn) throw new DomainError('origin.foreign');
}

async function whoActsOn(attempt: string, signedIn: Person, guestOfDevice: Promise<Actor>): Promise<Person> {
	const guest = await guestOfDevice.catch(() => undefined);
	return guest?.kind === 'person' ? whoseAttempt(attempt, [signedIn, guest]) : signedIn;
}

/** `network`: the address that the request comes from. */
async function actorOf(request: Request, network: string, requestId: string): Promise<Actor> {
	const authorisation = request.headers.get('authorization');
	if (authorisation !== null) {
		const code = /^Bearer +(\S+)$/i.exec(authorisation)?.[1];
		if (code === undefined) throw new DomainError('resume_code.malformed');
		return recogniseSent(code, { by: 'bearer', network, requestId });
	}
	const cookies = request.headers.get('cookie');
	const session = readCookie(cookies, sessionCookieName());
	const signedIn = session === undefined ? undefined : await recogniseSession(session, requestId);
	const code = readCookie(cookies, guestCookieName);
	if (signedIn === undefined && code === undefined) return { kind: 'anonymous', requestId };
	requireOwnPage(request);
	const guest = (cookie: string) => recogniseSent(cookie, { by: 'cookie', network, requestId });
	if (signedIn === undefined) return guest(code ?? '');
	// Somebody has signed in where a guest is under way: an answer that waits on the device belongs to whoever the attempt is.
	const attempt = /\/attempts\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\/|$)/.exec(new URL(request.url).pathname)?.[1];
	return attempt === undefined || code === undefined ? signedIn.person : whoActsOn(attempt, signedIn.person, guest(code));
}

/** The HTTP API: `/api/v1`, its OpenAPI document, and problem details for everything that goes wrong. */
export const api = new OpenAPIHono<ApiEnvironment>();

api.onError((error, context) => {
	const requestId = context.get('requestId');
	const locale = context.get('locale');
	const cause = error instanceof HTTPException && error.status === 400 ? new DomainError('body.malformed') : error;
	const problem = toProblem(cause, locale, requestId);
	if (problem.status >= 500)
		log.error({ requestId, error: { name: error.name, message: error.message, stack: error.stack } }, 'unexpected error');
	if (cause instanceof DomainError && cause.code === 'rate.limited') context.header('Retry-After', String(cause.parameters['seconds']));
	return context.body(JSON.stringify(problem), problem.status as 400, { 'Content-Type': 'application/problem+json', 'Content-Language': locale });
});

api.notFound(() => {
	throw new DomainError('route.not_found');
});

api.use('/api/*', async (context, next) => {
	const requestId = randomUUID();
	context.set('requestId', requestId);
	context.set('locale', negotiateLocale(context.req.header('accept-language')));
	// Straight to Node's response: as headers of Hono's they would cost an eighth of the whole work on an answer. Tests call without a server.
	const { incoming, outgoing } = (context.env as Partial<HttpBindings> | undefined) ?? {};
	outgoing?.setHeader('X-Request-Id', requestId).setHeader('Cache-Control', 'no-store').setHeader('X-Content-Type-Options', 'nosniff');
	context.set('actor', await actorOf(context.req.raw, String(incoming?.headers[addressHeader]), requestId));
	await next();
});

function refuseLargeBody(): never {
	throw new DomainError('body.too_large', { limit: largestBody });
}

function refuseLargeFile(): never {
	throw new DomainError('import.file_too_large', { megabytes: largestImport });
}

const limitStreamedBody = bodyLimit({ maxSize: largestBody, onError: refuseLargeBody });
const limitStreamedFile = bodyLimit({ maxSize: largestImport * 1024 * 1024, onError: refuseLargeFile });

const fileAddress = /\/organisations\/[^/]+\/imports$|\/studies\/(?:check|compare|describe)$/;
/** Whether the body of the request is a file. */
const takesFile = (method: string, path: string) => method === 'POST' && fileAddress.test(path);

// A body of a stated length is never longer than that: Node's parser sees to it. Only one of unknown length has to be counted while it is read,
// which costs a stream.
api.use('/api/*', async (context, next) => {
	const isUnstated = context.req.header('content-length') === undefined && !safeMethods.has(context.req.method);
	const isFile = takesFile(context.req.method, context.req.path);
	if (isUnstated) return (isFile ? limitStreamedFile : limitStreamedBody)(context as Context<ApiEnvironment, string, object>, next);
	const length = Number(context.req.header('content-length') ?? 0);
	if (isFile && length > largestImport * 1024 * 1024) refuseLargeFile();
	if (!isFile && length > largestBody) refuseLargeBody();
	await next();
});

/** The organisation that an address names. A handler for every path knows no parameters of the operation after it. */
function organisationOf(path: string, address: string): string | undefined {
	const place = path.split('/').findIndex((part) => part.startsWith(':organisation'));
	return place === -1 ? undefined : address.split('/')[place];
}

// The last route that matches is the operation itself; before it stand those for every path.
api.use('/api/v1/*', async (context, next) => {
	const path = matchedRoutes(context as Context).at(-1)?.path ?? '';
	if (!path.includes('*')) await guardOperation(context.get('actor'), context.req.method, path, organisationOf(path, context.req.path));
	await next();
});

api.route('/api/v1', membershipsApi);
api.route('/api/v1', selfAssessmentApi);
api.route('/api/v1', submissionApi(afterSubmission));
api.route('/api/v1', ownDataApi(dataHolders));
api.route('/api/v1', organisationsApi);
api.route('/api/v1', resultsApi());
api.route('/api/v1', studiesApi);
api.route('/api/v1', reportsApi);
api.route('/api/v1', wavesApi);

api.openAPIRegistry.registerComponent('securitySchemes', 'resumeCode', {
	type: 'http',
	scheme: 'bearer',
	description: 'The resume code that `POST /attempts` answers with, as it is shown: `K7QF-9XRT-2M4D-H8WP`.'
});

api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
	type: 'apiKey',
	in: 'cookie',
	name: 'qadam_session',
	description: 'The cookie of somebody who has signed in on a page of Qadam; from other sites it changes nothing.'
});

api.openAPIRegistry.registerComponent('securitySchemes', 'personalToken', {
	type: 'http',
	scheme: 'bearer',
	description: 'A personal token of somebody with an account (`qadam_pat_…`), made under “My place”. It acts as its person within its scopes; an operation outside of them answers `token.scope` and names the scope.'
});

/** The description of the API: what the reference page shows and clients are generated from. */
export function openApiDocument(origin: string) {
	return api.getOpenAPI31Document({
		openapi: '3.1.0',
		info: {
			title: 'Qadam',
			version: '1.0.0',
			description: 'Self-assessment of teachers’ digital competence. Errors are problem details (RFC 9457) with a stable `code`; their words come in Kazakh, Russian or English by `Accept-Language`.'
		},
		servers: [{ url: origin }]
	});
}

api.get('/api/v1/openapi.json', (context) => context.json(openApiDocument(new URL(context.req.url).origin)));
