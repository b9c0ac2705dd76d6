import { redirect } from '@sveltejs/kit';
import { giveSecondFactor, ownPath } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../../pages.ts';
import { goOn, visitOf } from '../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({
	next: ownPath(url.searchParams.get('next'), ''),
	isRecovery: url.searchParams.get('by') === 'recovery'
});

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const given = { code: formText(form, 'code'), isRecovery: formText(form, 'by') === 'recovery' };
		const { done, failure } = await orProblem(event.locals, {}, giveSecondFactor(visitOf(event), given));
		if (failure !== undefined) return failure;
		redirect(303, goOn(event, done, formText(form, 'next')));
	}
};
