import { closeStudy, type StudyView, viewStudy, wordedResult } from '#contexts/insight/index.ts';
import type { Locale } from '#platform/locale.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

function worded({ study: { results } }: StudyView, locale: Locale) {
	if (results === null) return null;
	const items = (all: (typeof results)['effect']) =>
		all.map(({ item, results: own }) => ({ item, results: own.map((one) => wordedResult(one, locale)) }));
	return { ...results, changes: results.changes.map((change) => ({ ...change, items: items(change.items) })), effect: items(results.effect) };
}

export const load: PageServerLoad = async ({ locals, params }) => {
	const view = await orErrorPage(locals, viewStudy(locals.actor, params.study));
	const { title, question, organisationId, closedAt, analysedAt } = view.study;
	const round = ({ title: name, opensOn, closesOn }: StudyView['before']) => ({ title: name, opensOn, closesOn });
	return {
		study: { title, question, organisationId, closedAt, analysedAt },
		before: { id: view.before.id, ...round(view.before) },
		after: { id: view.after.id, ...round(view.after) },
		mayManage: view.mayManage,
		results: worded(view, locals.locale)
	};
};

export const actions: Actions = {
	close: async ({ locals, params }) => {
		const { failure } = await orProblem(locals, {}, closeStudy(locals.actor, params.study));
		return failure ?? { isClosed: true };
	}
};
