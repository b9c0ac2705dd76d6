import { findOrganisations, type OrganisationView } from '#contexts/people/index.ts';
import type { LocalText } from '#platform/locale.ts';

/** More than these are not chosen one by one: whoever leads so many has levels in between. */
const mostPages = 6;

/** What lies directly in an organisation and is open: what a wave may be narrowed to. */
export async function wavePlaces(locals: App.Locals, { organisation, children }: OrganisationView): Promise<{ id: string; name: LocalText }[]> {
	const rest = Array.from({ length: Math.min(children.pages, mostPages) - 1 }, (_, index) =>
		findOrganisations(locals.actor, { locale: locals.locale, parentId: organisation.id, page: index + 2 })
	);
	const all = [children, ...(await Promise.all(rest))].flatMap(({ organisations }) => organisations);
	return all.filter(({ closedAt }) => closedAt === null).map(({ id, name }) => ({ id, name }));
}
