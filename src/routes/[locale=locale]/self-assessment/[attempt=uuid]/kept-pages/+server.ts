import { viewAttempt } from '#contexts/self-assessment/index.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

/** All pages that a teacher needs to go on without a line, in one answer: many alike pages compress to little more than one. */
export const GET: RequestHandler = async ({ locals, params, fetch }) => {
	const { instrument } = await orErrorPage(locals, viewAttempt(locals.actor, params.attempt));
	const here = `/${locals.locale}/self-assessment/${params.attempt}`;
	const addresses = [
		...instrument.items.map((item) => `${here}/items/${item.code}`),
		`${here}/before`,
		`${here}/after`,
		`${here}/finish`,
		`/${locals.locale}/offline`
	];
	const pages: { url: string; html: string }[] = [];
	let policy = '';
	for (const url of addresses) {
		const response = await fetch(url);
		policy = response.headers.get('content-security-policy') ?? policy;
		pages.push({ url, html: await response.text() });
	}
	return Response.json({ pages, policy }, { headers: { 'cache-control': 'no-store' } });
};
