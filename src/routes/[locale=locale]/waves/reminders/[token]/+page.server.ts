import { stopReminders } from '#contexts/insight/index.ts';
import { orProblem } from '../../../../../pages.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const { failure } = await orProblem(locals, {}, stopReminders(locals.actor, params.token));
		return failure ?? { isDone: true };
	}
};
