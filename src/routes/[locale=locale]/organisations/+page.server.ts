import { findOrganisations, listMyOrganisations, listRights, longestOrganisationQuery } from '#contexts/people/index.ts';
import { orErrorPage } from '../../../pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { actor, locale } = locals;
	const query = (url.searchParams.get('q') ?? '').trim().slice(0, longestOrganisationQuery);
	const page = Number(url.searchParams.get('page') ?? 1);
	const [mine, found, rights] = await orErrorPage(
		locals,
		Promise.all([
			listMyOrganisations(actor),
			findOrganisations(actor, { locale, query, page, ...(query === '' ? { parentId: null } : {}) }),
			listRights(actor, null)
		])
	);
	return { query, mine, found, longestQuery: longestOrganisationQuery, mayAdd: rights.includes('organisation.manage') };
};
