import { redirect } from '@sveltejs/kit';
import { signInByLink } from '#contexts/people/index.ts';
import { orProblem } from '../../../../../pages.ts';
import { goOn, visitOf } from '../../../../../visitor.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	/** A press, not the opening of the link: programs that look through letters open links, too. */
	default: async (event) => {
		const { done, failure } = await orProblem(event.locals, {}, signInByLink(visitOf(event), event.params.token));
		if (failure !== undefined) return failure;
		redirect(303, goOn(event, done));
	}
};
