import { isLevel, longestNote, markGoalDone, removeGoal, setGoal, viewPlan } from '#contexts/self-assessment/index.ts';
import { DomainError } from '#platform/errors.ts';
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
			item: String(form.get('item') ?? ''),
			target: String(form.get('target') ?? ''),
			dueOn: String(form.get('dueOn') ?? ''),
			note: String(form.get('note') ?? '')
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
		const item = String(form.get('item') ?? '');
		const { failure } = await orProblem(locals, {}, markGoalDone(locals.actor, params.attempt, item, form.get('done') === 'yes'));
		return failure ?? { saved: item };
	},
	remove: async ({ request, locals, params }) => {
		const item = String((await request.formData()).get('item') ?? '');
		const { failure } = await orProblem(locals, {}, removeGoal(locals.actor, params.attempt, item));
		return failure ?? { removed: item };
	}
};
