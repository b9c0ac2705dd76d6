import { listRights, viewOrganisationHead } from '#contexts/people/index.ts';
import { orErrorPage, tellRefusal } from '../../../../../pages.ts';
import type { LayoutServerLoad } from './$types';

/** What stands above every page about one organisation. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	tellRefusal(locals);
	const { organisation: id } = params;
	const [head, rights] = await orErrorPage(locals, Promise.all([viewOrganisationHead(locals.actor, id), listRights(locals.actor, id)]));
	return { ...head, rights };
};
