import { redirect } from '@sveltejs/kit';
import { addOrganisation, kindsWithin } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../../pages.ts';
import { typedFacts } from '../../../../typed-organisation.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ kinds: kindsWithin(null) });

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const form = await request.formData();
		const typed = { ...typedFacts(form), kind: formText(form, 'kind') };
		const isOther = form.get('isOther') === 'yes';
		const { done, failure } = await orProblem(locals, typed, addOrganisation(locals.actor, { ...typed, parentId: null, isOther }));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/organisations/${done}?done=added`);
	}
};
