import { viewOwnAudit } from '#contexts/people/index.ts';
import { tellAction } from '../../../../audit-words.ts';
import { orErrorPage } from '../../../../pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const before = url.searchParams.get('before') ?? undefined;
	const { events, older } = await orErrorPage(locals, viewOwnAudit(locals.actor, before));
	return {
		events: events.map(({ action, ...event }) => ({ ...event, what: tellAction(action, locals.locale) })),
		older,
		isNewest: before === undefined
	};
};
