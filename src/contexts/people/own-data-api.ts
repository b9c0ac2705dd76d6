import { Readable } from 'node:stream';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ApiEnvironment, newApi, problemResponses } from '#platform/http/api.ts';
import { inLocale, type Locale, locales } from '#platform/locale.ts';
import { consentPurposes } from './domain/consent.ts';
import type { DataHolder } from './domain/data-holder.ts';
import { type TokenScope, tokenScopes } from './domain/api-token.ts';
import { listTokens, makeToken, revokeToken } from './usecases/api-tokens.ts';
import { listExports, openExport, requestExport } from './usecases/export-data.ts';
import { giveConsent } from './usecases/give-consent.ts';
import { listConsents, type PurposeView } from './usecases/list-consents.ts';
import { listOwnMemberships } from './usecases/list-own-memberships.ts';
import { requirePerson } from './usecases/require-person.ts';
import { viewAudit, viewOwnAudit } from './usecases/view-audit.ts';
import { withdrawConsent } from './usecases/withdraw-consent.ts';

const moment = z.iso.datetime();
const localeQuery = z.object({ locale: z.enum(locales).optional() });
const known = (scope: TokenScope): Record<string, string[]>[] => [{ resumeCode: [] }, { personalToken: [scope] }];
const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({ description, content: { 'application/json': { schema } } });
const isoOf = (date: Date | null) => date?.toISOString() ?? null;

const organisationSchema = z.object({ id: z.uuid(), name: z.string() }).nullable();
const consentSchema = z
	.object({
		purpose: z.enum(consentPurposes),
		standing: z.enum(['given', 'outdated', 'withdrawn', 'open']),
		version: z.string().openapi({ description: 'Version of the text that is asked for now.' }),
		title: z.string(),
		text: z.string(),
		withdrawal: z.string().openapi({ description: 'What withdrawing does at once.' }),
		stays: z.string().openapi({ description: 'What stays all the same.' }),
		history: z.array(z.object({ version: z.string(), organisation: organisationSchema, givenAt: moment, withdrawnAt: moment.nullable() }))
	})
	.openapi('Consent');
const eventSchema = z
	.object({
		id: z.uuid(),
		happenedAt: moment,
		personId: z.uuid().nullable(),
		action: z.string().openapi({ example: 'attempt.submitted' }),
		subjectId: z.uuid().nullable(),
		requestId: z.string().nullable(),
		details: z.record(z.string(), z.union([z.string(), z.number()]))
	})
	.openapi('AuditEvent');
const exportSchema = z
	.object({
		id: z.uuid(),
		requestedAt: moment,
		state: z.enum(['waiting', 'running', 'ready', 'failed', 'gone']),
		done: z.int(),
		total: z.int().nullable(),
		bytes: z.int().nullable(),
		expiresAt: moment.nullable()
	})
	.openapi('Export');
const tokenSchema = z
	.object({
		id: z.uuid(),
		name: z.string(),
		scopes: z.array(z.enum(tokenScopes)),
		standing: z.enum(['open', 'expired', 'revoked']),
		createdAt: moment,
		expiresAt: moment,
		lastUsedAt: moment.nullable()
	})
	.openapi('PersonalToken');

function presentConsent({ text, standing, consents }: PurposeView, locale: Locale): z.infer<typeof consentSchema> {
	return {
		purpose: text.purpose,
		standing,
		version: text.version,
		title: inLocale(text.title, locale),
		text: inLocale(text.text, locale),
		withdrawal: inLocale(text.withdrawal, locale),
		stays: inLocale(text.stays, locale),
		history: consents.map(({ textVersion, subject, givenAt, withdrawnAt }) => ({
			version: textVersion,
			organisation: subject === undefined ? null : { id: subject.id, name: inLocale(subject.name, locale) },
			givenAt: givenAt.toISOString(),
			withdrawnAt: isoOf(withdrawnAt)
		}))
	};
}

async function presentExports(actor: Parameters<typeof listExports>[0]): Promise<z.infer<typeof exportSchema>[]> {
	return (await listExports(actor)).map(({ id, requestedAt, isReady, bytes, expiresAt, progress }) => {
		const isUnderWay = progress?.state === 'waiting' || progress?.state === 'running';
		const over = progress?.state === 'failed' || progress?.state === 'cancelled' ? 'failed' : 'gone';
		const state = isReady ? 'ready' : isUnderWay ? progress.state : over;
		const how = { done: progress?.done ?? 0, total: progress?.total ?? null };
		return { id, requestedAt: requestedAt.toISOString(), state, ...how, bytes, expiresAt: isoOf(expiresAt) };
	});
}

function addConsents(api: OpenAPIHono<ApiEnvironment>, holders: readonly DataHolder[]): void {
	const purpose = z.object({ purpose: z.string().openapi({ example: 'study' }) });
	const subject = z.object({ organisation: z.uuid().optional().openapi({ description: 'To whom, for the purpose `release`.' }) });
	api.openapi(
		createRoute({
			method: 'get',
			path: '/consents',
			tags: ['Own data'],
			summary: 'What I may agree to, and what I gave and withdrew',
			security: known('read:me'),
			request: { query: localeQuery },
			responses: { 200: json('Consents', z.object({ consents: z.array(consentSchema) })), ...problemResponses }
		}),
		async (context) => {
			const locale = context.req.valid('query').locale ?? context.get('locale');
			return context.json({ consents: (await listConsents(context.get('actor'))).map((view) => presentConsent(view, locale)) }, 200);
		}
	);
	api.openapi(
		createRoute({
			method: 'put',
			path: '/consents/{purpose}',
			tags: ['Own data'],
			summary: 'Agree to the text of now',
			security: known('write:me'),
			request: {
				params: purpose,
				body: { required: true, content: { 'application/json': { schema: subject.extend({ locale: z.enum(locales) }) } } }
			},
			responses: { 204: { description: 'It holds' }, ...problemResponses }
		}),
		async (context) => {
			const { organisation, locale } = context.req.valid('json');
			await giveConsent(context.get('actor'), { purpose: context.req.valid('param').purpose, subjectId: organisation, locale });
			return context.body(null, 204);
		}
	);
	api.openapi(
		createRoute({
			method: 'delete',
			path: '/consents/{purpose}',
			tags: ['Own data'],
			summary: 'Withdraw a consent',
			description: 'Takes effect at once. Withdrawing `keep-results` erases every attempt with its answers, results, plans and links, for good.',
			security: known('write:me'),
			request: { params: purpose, query: subject },
			responses: { 200: json('What was erased, by table', z.object({ erased: z.record(z.string(), z.int()) })), ...problemResponses }
		}),
		async (context) => {
			const request = { purpose: context.req.valid('param').purpose, subjectId: context.req.valid('query').organisation };
			const { erased } = await withdrawConsent(context.get('actor'), request, holders);
			return context.json({ erased }, 200);
		}
	);
}

function addExports(api: OpenAPIHono<ApiEnvironment>): void {
	const one = z.object({ export: z.uuid() });
	api.openapi(
		createRoute({
			method: 'get',
			path: '/exports',
			tags: ['Own data'],
			summary: 'My exports, and how far they are',
			security: known('read:me'),
			responses: { 200: json('Exports', z.object({ exports: z.array(exportSchema) })), ...problemResponses }
		}),
		async (context) => context.json({ exports: await presentExports(context.get('actor')) }, 200)
	);
	api.openapi(
		createRoute({
			method: 'post',
			path: '/exports',
			tags: ['Own data'],
			summary: 'Ask for everything about me in one archive',
			description: 'Made in the background. While one is being made, its id is the answer.',
			security: known('write:me'),
			request: { query: localeQuery },
			responses: { 202: json('It is being made', z.object({ id: z.uuid() })), ...problemResponses }
		}),
		async (context) => {
			const id = await requestExport(context.get('actor'), context.req.valid('query').locale ?? context.get('locale'));
			return context.json({ id }, 202);
		}
	);
	api.openapi(
		createRoute({
			method: 'get',
			path: '/exports/{export}/file',
			tags: ['Own data'],
			summary: 'The archive, while it is kept',
			security: known('read:me'),
			request: { params: one },
			responses: {
				200: { description: 'ZIP of JSON, CSV and PDF', content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } } },
				...problemResponses
			}
		}),
		async (context) => {
			const { stream, bytes } = await openExport(context.get('actor'), context.req.valid('param').export);
			return context.body(Readable.toWeb(stream) as ReadableStream, 200, { 'Content-Type': 'application/zip', 'Content-Length': String(bytes) });
		}
	);
}

function addTokens(api: OpenAPIHono<ApiEnvironment>): void {
	api.openapi(
		createRoute({
			method: 'get',
			path: '/tokens',
			tags: ['Own data'],
			summary: 'My personal tokens, without their secrets',
			description: 'For signed-in people only: no token sees or makes tokens.',
			security: [{ session: [] }],
			responses: { 200: json('Tokens', z.object({ tokens: z.array(tokenSchema) })), ...problemResponses }
		}),
		async (context) => {
			const tokens = (await listTokens(context.get('actor'))).map(({ id, name, scopes, standing, createdAt, expiresAt, lastUsedAt }) => ({
				...{ id, name, scopes: [...scopes], standing },
				...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), lastUsedAt: isoOf(lastUsedAt) }
			}));
			return context.json({ tokens }, 200);
		}
	);
	api.openapi(
		createRoute({
			method: 'post',
			path: '/tokens',
			tags: ['Own data'],
			summary: 'Make a personal token',
			description: 'The answer holds the token: it is shown this once.',
			security: [{ session: [] }],
			request: {
				body: {
					required: true,
					content: { 'application/json': { schema: z.object({ name: z.string(), scopes: z.array(z.string()), days: z.int() }) } }
				}
			},
			responses: { 201: json('The token', z.object({ id: z.uuid(), token: z.string() })), ...problemResponses }
		}),
		async (context) => context.json(await makeToken(context.get('actor'), context.req.valid('json')), 201)
	);
	api.openapi(
		createRoute({
			method: 'delete',
			path: '/tokens/{token}',
			tags: ['Own data'],
			summary: 'Revoke a personal token at once',
			security: [{ session: [] }],
			request: { params: z.object({ token: z.string() }) },
			responses: { 204: { description: 'It opens nothing any more' }, ...problemResponses }
		}),
		async (context) => {
			await revokeToken(context.get('actor'), context.req.valid('param').token);
			return context.body(null, 204);
		}
	);
}

function addMe(api: OpenAPIHono<ApiEnvironment>): void {
	const account = z.object({ name: z.string(), email: z.string() }).nullable();
	const role = z.object({ role: z.string(), organisation: organisationSchema, since: moment, until: moment.nullable() });
	api.openapi(
		createRoute({
			method: 'get',
			path: '/me',
			tags: ['Own data'],
			summary: 'Who I am, and my roles',
			security: known('read:me'),
			request: { query: localeQuery },
			responses: { 200: json('The acting person', z.object({ id: z.uuid(), account, roles: z.array(role) })), ...problemResponses }
		}),
		async (context) => {
			const person = requirePerson(context.get('actor'));
			const locale = context.req.valid('query').locale ?? context.get('locale');
			const roles = (await listOwnMemberships(person)).map(({ role: name, organisation, since, until }) => ({
				role: name,
				organisation: organisation === null ? null : { id: organisation.id, name: inLocale(organisation.name, locale) },
				since: since.toISOString(),
				until: isoOf(until)
			}));
			return context.json({ id: person.personId, account: person.account ?? null, roles }, 200);
		}
	);
}

function addAudit(api: OpenAPIHono<ApiEnvironment>): void {
	const older = z.string().nullable().openapi({ description: 'Pass it as `before` for the next page.' });
	const page = z.object({ events: z.array(eventSchema), older });
	const present = (found: Awaited<ReturnType<typeof viewOwnAudit>> | Awaited<ReturnType<typeof viewAudit>>) => ({
		events: found.events.map(({ id, happenedAt, personId, action, subjectId, requestId, details }) => ({
			...{ id, happenedAt: happenedAt.toISOString(), personId, action, subjectId, requestId, details }
		})),
		older: found.older ?? null
	});
	const before = z.object({ before: z.string().optional() });
	api.openapi(
		createRoute({
			method: 'get',
			path: '/me/audit',
			tags: ['Own data'],
			summary: 'What I did, and what others did about me, newest first',
			security: known('read:me'),
			request: { query: before },
			responses: { 200: json('One page', page), ...problemResponses }
		}),
		async (context) => context.json(present(await viewOwnAudit(context.get('actor'), context.req.valid('query').before)), 200)
	);
	api.openapi(
		createRoute({
			method: 'get',
			path: '/audit',
			tags: ['Administration'],
			summary: 'The whole audit log, newest first',
			security: [{ personalToken: ['read:audit'] }],
			request: { query: before.extend({ action: z.string(), id: z.string(), from: z.string(), to: z.string() }).partial() },
			responses: { 200: json('One page', page), ...problemResponses }
		}),
		async (context) => {
			return context.json(present(await viewAudit(context.get('actor'), context.req.valid('query'))), 200);
		}
	);
}

/** The part of the API by which people see and decide what becomes of their data. */
export function ownDataApi(holders: readonly DataHolder[]): OpenAPIHono<ApiEnvironment> {
	const api = newApi({
		locale: 'locale.unknown',
		export: 'export.not_found',
		organisation: 'consent.subject',
		scopes: 'token.scopes',
		days: 'token.days'
	});
	addMe(api);
	addConsents(api, holders);
	addExports(api);
	addAudit(api);
	addTokens(api);
	return api;
}
