import { validate } from 'uuid';
import { isRole, listMembers, roles, viewOrganisation } from '#contexts/people/index.ts';
import { orErrorPage } from '../../../../../../pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { searchParams } = url;
	const role = searchParams.get('role');
	const [name, membershipId] = [searchParams.get('after'), searchParams.get('id') ?? ''];
	const filter = {
		sought: searchParams.get('query') ?? '',
		withBelow: searchParams.get('below') === 'yes',
		isFormer: searchParams.get('former') === 'yes',
		...(isRole(role) ? { role } : {})
	};
	const after = name !== null && validate(membershipId) ? { after: { name, membershipId } } : {};
	const [page, { below }] = await Promise.all([
		orErrorPage(locals, listMembers(locals.actor, params.organisation, { ...filter, ...after })),
		orErrorPage(locals, viewOrganisation(locals.actor, params.organisation, { locale: locals.locale }))
	]);
	return {
		...page,
		filter: { role: '', ...filter },
		isContinued: 'after' in after,
		roles,
		hasBelow: below.length > 0
	};
};
