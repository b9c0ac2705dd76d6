import type { RequestEvent } from '@sveltejs/kit';
import { type Action, largestImport, requireRight, requireScope } from '#contexts/people/index.ts';
import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { apiAccess, pageAccess } from './access.ts';

/** Where every page's route begins. */
const localePart = '/[locale=locale]';

/** The route after its language; undefined for the few addresses that have none, which show nothing but the way to a language. */
export function routeAfterLocale(routeId: string): string | undefined {
	return routeId.startsWith(localePart) ? routeId.slice(localePart.length) || '/' : undefined;
}

/** Which action a request for a page needs: the name of a form action stands in the query as `?/name`. */
function actionOf(event: RequestEvent, route: string): Action {
	const access = pageAccess[route];
	if (access === undefined) throw new Error(`The route ${route} is missing in src/access.ts`);
	if (event.request.method === 'GET' || event.request.method === 'HEAD') return access.view;
	const name = [...event.url.searchParams.keys()].find((key) => key.startsWith('/'))?.slice(1) ?? 'default';
	const action = access.acts?.[name];
	if (action === undefined) throw new DomainError('method.not_allowed');
	return action;
}

function requireRightAt(actor: Actor, action: Action, organisationId: string | undefined): Promise<void> {
	return requireRight(actor, action, { organisationId: organisationId ?? null });
}

/** Whether the route is a file, which has no page to tell a refusal on. */
export function isFile(event: RequestEvent): boolean {
	return event.route.id !== null && pageAccess[routeAfterLocale(event.route.id) ?? '']?.isFile === true;
}

/** Largest form without a file, in bytes. */
export const largestForm = 256 * 1024;

/** A form of unknown length is none that a browser sends. The one megabyte more is for the other fields and what is between them. */
function requireBodySize(request: Request, route: string): void {
	if (request.method === 'GET' || request.method === 'HEAD') return;
	const length = Number(request.headers.get('content-length') ?? (request.body === null ? 0 : Number.POSITIVE_INFINITY));
	if (pageAccess[route]?.takesFile === true) {
		if (length > (largestImport + 1) * 1024 * 1024) throw new DomainError('import.file_too_large', { megabytes: largestImport });
	} else if (length > largestForm) throw new DomainError('body.too_large', { limit: largestForm });
}

/** Why the request is refused, by the one table of rights; undefined when it may go on. */
export async function refusalOfPage(event: RequestEvent): Promise<DomainError | undefined> {
	const route = event.route.id === null ? undefined : routeAfterLocale(event.route.id);
	// A page that is fetched by another one on the server (blank pages to keep on the device): the outer one has been guarded.
	if (route === undefined || event.isSubRequest) return undefined;
	try {
		const { organisation }: Partial<Record<string, string>> = event.params;
		await requireRightAt(event.locals.actor, actionOf(event, route), organisation);
		requireBodySize(event.request, route);
		return undefined;
	} catch (error) {
		if (error instanceof DomainError) return error;
		throw error;
	}
}

/** As Hono writes a path, `/attempts/:attempt`, and as the description of the API does, `/attempts/{attempt}`. */
const operationNames = new Map<string, string>();

function operationName(method: string, path: string): string {
	const key = `${method} ${path}`;
	const known = operationNames.get(key) ?? key.replace('/api/v1', '').replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
	operationNames.set(key, known);
	return known;
}

/** Throws why an operation of the API is refused. `path` is the path of its route. */
export async function guardOperation(actor: Actor, method: string, path: string, organisationId: string | undefined): Promise<void> {
	const name = operationName(method === 'HEAD' ? 'GET' : method, path);
	const action = apiAccess[name];
	if (action === undefined) throw new Error(`The operation ${name} is missing in src/access.ts`);
	requireScope(actor, action, method !== 'GET' && method !== 'HEAD');
	await requireRightAt(actor, action, organisationId);
}
