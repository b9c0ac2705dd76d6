import { viewAudit } from '#contexts/people/index.ts';
import { auditActions, tellAction } from '../../../../audit-words.ts';
import { orProblem } from '../../../../pages.ts';
import type { PageServerLoad } from './$types';

const fields = ['action', 'id', 'from', 'to', 'before'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const typed = Object.fromEntries(fields.map((field) => [field, url.searchParams.get(field) ?? ''])) as Record<(typeof fields)[number], string>;
	const { done, failure } = await orProblem(locals, typed, viewAudit(locals.actor, typed));
	const collator = new Intl.Collator(locals.locale);
	const kept = new URLSearchParams(fields.filter((field) => field !== 'before' && typed[field] !== '').map((field) => [field, typed[field]]));
	return {
		typed,
		problem: failure?.data.problem,
		actions: auditActions
			.map((action) => ({ action, words: tellAction(action, locals.locale) }))
			.sort((one, other) => collator.compare(one.words, other.words)),
		events: (done?.events ?? []).map((event) => ({ ...event, what: tellAction(event.action, locals.locale) })),
		/** The filter as a query, for the file and the next page. */
		query: kept.toString(),
		older: done?.older
	};
};
