import { isLevel, longestNote, markGoalDone, removeGoal, setGoal, viewPlan } from '#contexts/self-assessment/index.ts';
import { DomainError } from '#platform/errors.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { report, goals } = await orErrorPage(locals, viewPlan(locals.actor, params.attempt));
	return { report, goals, longestNote, wanted: url.searchParams.get('item') ?? '', here: `/${locals.locale}/self-assessment/${params.attempt}` };
};

export const actions: Actions = {
	set: async ({ request, locals, params }) => {
		const form = await request.formData();
		const typed = {
			item: formText(form, 'item'),
			target: formText(form, 'target'),
			dueOn: formText(form, 'dueOn'),
			note: formText(form, 'note')
		};
		const set = isLevel(typed.target)
			? setGoal(locals.actor, params.attempt, {
					item: typed.item,
					target: typed.target,
					dueOn: typed.dueOn === '' ? null : typed.dueOn,
					note: typed.note.trim()
				})
			: Promise.reject(new DomainError('self_rating.outside_scale'));
		const { failure } = await orProblem(locals, typed, set);
		return failure ?? { saved: typed.item };
	},
	mark: async ({ request, locals, params }) => {
		const form = await request.formData();
		const item = formText(form, 'item');
		const { failure } = await orProblem(locals, {}, markGoalDone(locals.actor, params.attempt, item, form.get('done') === 'yes'));
		return failure ?? { saved: item };
	},
	remove: async ({ request, locals, params }) => {
		const item = formText(await request.formData(), 'item');
		const { failure } = await orProblem(locals, {}, removeGoal(locals.actor, params.attempt, item));
		return failure ?? { removed: item };
	}
};
