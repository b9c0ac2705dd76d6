import {
	changeOrganisation,
	closeOrganisation,
	findOrganisations,
	longestOrganisationQuery,
	mayLieIn,
	moveOrganisation,
	previewClosing,
	reopenOrganisation
} from '#contexts/people/index.ts';
import { orErrorPage, orProblem } from '../../../../../../pages.ts';
import { typedFacts, typedId } from '../../../../../../typed-organisation.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
	const { organisation } = await parent();
	const closing = await orErrorPage(locals, previewClosing(locals.actor, params.organisation));
	const place = (url.searchParams.get('place') ?? '').trim().slice(0, longestOrganisationQuery);
	const found = place === '' ? undefined : await orErrorPage(locals, findOrganisations(locals.actor, { locale: locals.locale, query: place }));
	return {
		closing,
		place,
		places:
			found?.organisations.filter(
				({ id, kind, ancestors, closedAt }) =>
					mayLieIn(organisation.kind, kind) && closedAt === null && id !== organisation.parentId && !ancestors.includes(organisation.id)
			) ?? [],
		longestQuery: longestOrganisationQuery
	};
};

export const actions: Actions = {
	save: async ({ request, locals, params }) => {
		const typed = typedFacts(await request.formData());
		const { failure } = await orProblem(locals, { facts: typed }, changeOrganisation(locals.actor, params.organisation, { facts: typed }));
		return failure ?? { done: 'saved' as const };
	},
	move: async ({ request, locals, params }) => {
		const parentId = typedId(await request.formData(), 'parent');
		const { failure } = await orProblem(locals, {}, moveOrganisation(locals.actor, params.organisation, parentId));
		return failure ?? { done: 'moved' as const };
	},
	close: async ({ locals, params }) => {
		const { failure } = await orProblem(locals, {}, closeOrganisation(locals.actor, params.organisation));
		return failure ?? { done: 'closed' as const };
	},
	reopen: async ({ locals, params }) => {
		const { failure } = await orProblem(locals, {}, reopenOrganisation(locals.actor, params.organisation));
		return failure ?? { done: 'reopened' as const };
	}
};
