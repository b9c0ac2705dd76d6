import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { largestImport } from '#contexts/people/index.ts';
import { isDatabaseUnreachable } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { ErrorWords } from '#platform/http/problem.ts';
import { isFile, largestForm } from './guard.ts';
import { isProblemCode, statusOf, wordsOf } from './problems.ts';

/** What a page shows above a form that could not be accepted; what was typed stays. */
export type FormProblem = ErrorWords & { readonly code: string };

function tellable(thrown: unknown, locals: App.Locals): { status: number; problem: FormProblem } | undefined {
	if (isDatabaseUnreachable(thrown)) return tellable(new DomainError('database.unreachable'), locals);
	if (!(thrown instanceof DomainError) || !isProblemCode(thrown.code)) return undefined;
	return { status: statusOf(thrown.code), problem: { code: thrown.code, ...wordsOf(thrown.code, thrown.parameters, locals.locale) } };
}

/** For `load`: an expected failure becomes the error page with its status and words. */
export async function orErrorPage<Result>(locals: App.Locals, work: Promise<Result>): Promise<Result> {
	try {
		return await work;
	} catch (thrown) {
		const told = tellable(thrown, locals);
		if (told === undefined) throw thrown;
		// Whoever is not known is asked for the code and comes back.
		if (told.problem.code === 'person.required') redirect(303, `/${locals.locale}/resume`);
		tellError(locals, told);
	}
}

function tellError(locals: App.Locals, told: { status: number; problem: FormProblem }): never {
	error(told.status, told.problem.code, { title: told.problem.title, detail: told.problem.detail, requestId: locals.requestId });
}

/** For the layout of all pages: a page that the reader may not see is told as an error page. */
export function tellRefusal(locals: App.Locals): void {
	if (locals.refusal === undefined) return;
	const told = tellable(locals.refusal, locals);
	if (told === undefined) throw locals.refusal;
	tellError(locals, told);
}

const problemParameter = 'problem';

/** Why a form was not even read, by code, with what its words need. */
const unreadForms = new Map<string, () => DomainError>([
	['body.too_large', () => new DomainError('body.too_large', { limit: largestForm })],
	['import.file_too_large', () => new DomainError('import.file_too_large', { megabytes: largestImport })]
]);

/** What a page says about the form that led back to it, in the reader's language; nothing but what is known stands in an address. */
export function problemOfAddress(locals: App.Locals, url: URL): FormProblem | undefined {
	const make = unreadForms.get(url.searchParams.get(problemParameter) ?? '');
	return make === undefined ? undefined : tellable(make(), locals)?.problem;
}

/**
 * Leads on who may not do what was asked: somebody who is not known to the way of becoming known, and back; a refused form back to its page, which
 * then says why. Undefined: the page itself says why.
 */
export function turnAway(event: RequestEvent, refusal: DomainError): Response | undefined {
	const { locals, request, url } = event;
	const to = (location: string) => new Response(null, { status: 303, headers: { location } });
	if (refusal.code === 'person.required') return to(`/${locals.locale}/resume`);
	if (refusal.code === 'account.required') return to(`/${locals.locale}/sign-in?next=${encodeURIComponent(url.pathname)}`);
	const told = tellable(refusal, locals);
	if (told === undefined) throw refusal;
	const isReading = request.method === 'GET' || request.method === 'HEAD';
	if (isReading && !isFile(event)) return undefined;
	if (!isReading && refusal.code === 'right.missing') return to(url.pathname);
	// The form was not read, so its page is shown anew, with the reason above (`problemOfAddress`).
	if (!isReading && !isFile(event) && unreadForms.has(refusal.code)) return to(`${url.pathname}?${problemParameter}=${refusal.code}`);
	return new Response(`${told.problem.title}. ${told.problem.detail}`, {
		status: told.status,
		headers: { 'content-type': 'text/plain; charset=utf-8', 'content-language': locals.locale }
	});
}

/** For actions: an expected failure becomes the form's problem, together with what was typed. */
export async function orProblem<Result, Typed extends Record<string, unknown>>(locals: App.Locals, typed: Typed, work: Promise<Result>) {
	try {
		return { done: await work };
	} catch (thrown) {
		const told = tellable(thrown, locals);
		if (told === undefined) throw thrown;
		return { failure: fail(told.status, { problem: told.problem, typed }) };
	}
}
