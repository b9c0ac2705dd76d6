import { giveConsent, listConsents, listOwnMemberships } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const [purposes, memberships] = await Promise.all([orErrorPage(locals, listConsents(locals.actor)), listOwnMemberships(locals.actor)]);
	const organisations = memberships.flatMap(({ organisation, until }) => (organisation === null || until !== null ? [] : [organisation]));
	return {
		purposes,
		/** Those to whom nothing is released yet. */
		organisations: [...new Map(organisations.map((organisation) => [organisation.id, organisation])).values()].filter(
			({ id }) => !purposes.some(({ consents }) => consents.some((consent) => consent.holds && consent.subjectId === id))
		),
		withdrawn: purposes.find(({ text }) => text.purpose === url.searchParams.get('withdrawn'))?.text
	};
};

export const actions: Actions = {
	give: async ({ request, locals }) => {
		const form = await request.formData();
		const purpose = formText(form, 'purpose');
		const give = giveConsent(locals.actor, { purpose, subjectId: formText(form, 'subject') || undefined, locale: locals.locale });
		const { failure } = await orProblem(locals, { purpose }, give);
		return failure ?? { given: purpose };
	}
};
