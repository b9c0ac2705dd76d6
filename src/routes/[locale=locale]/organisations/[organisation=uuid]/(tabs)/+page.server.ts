import {
	agreeToConsortium,
	findOrganisations,
	joinConsortium,
	kindsWithin,
	leaveConsortium,
	leaveOwnConsortium,
	longestOrganisationQuery,
	memberKinds,
	viewOrganisation
} from '#contexts/people/index.ts';
import { orErrorPage, orProblem } from '../../../../../pages.ts';
import { typedId } from '../../../../../typed-organisation.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { actor, locale } = locals;
	const word = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, longestOrganisationQuery);
	const query = word('q');
	const joining = word('join');
	const page = Number(url.searchParams.get('page') ?? 1);
	const view = await orErrorPage(locals, viewOrganisation(actor, params.organisation, { locale, query, page }));
	const isJoining = view.organisation.kind === 'consortium' && joining !== '';
	const found = isJoining ? await findOrganisations(actor, { locale, query: joining }) : undefined;
	const joined = new Set([...view.members, ...view.proposals].map(({ id }) => id));
	return {
		...view,
		query,
		joining,
		candidates: found?.organisations.filter(({ id, kind, closedAt }) => memberKinds.includes(kind) && closedAt === null && !joined.has(id)) ?? [],
		longestQuery: longestOrganisationQuery,
		canContain: kindsWithin(view.organisation.kind).length > 0,
		done: url.searchParams.get('done')
	};
};

export const actions: Actions = {
	join: async ({ request, locals, params }) => {
		const member = typedId(await request.formData(), 'member');
		const { failure } = await orProblem(locals, {}, joinConsortium(locals.actor, params.organisation, member));
		return failure ?? { saved: true };
	},
	agree: async ({ request, locals, params }) => {
		const consortium = typedId(await request.formData(), 'consortium');
		const { failure } = await orProblem(locals, {}, agreeToConsortium(locals.actor, params.organisation, consortium));
		return failure ?? { saved: true };
	},
	refuse: async ({ request, locals, params }) => {
		const consortium = typedId(await request.formData(), 'consortium');
		const { failure } = await orProblem(locals, {}, leaveOwnConsortium(locals.actor, params.organisation, consortium));
		return failure ?? { saved: true };
	},
	leave: async ({ request, locals, params }) => {
		const member = typedId(await request.formData(), 'member');
		const { failure } = await orProblem(locals, {}, leaveConsortium(locals.actor, params.organisation, member));
		return failure ?? { saved: true };
	}
};
