import { redirect } from '@sveltejs/kit';
import { createStudy, listStudyChoices, longestStudyQuestion, longestStudyTitle, type StudySide } from '#contexts/insight/index.ts';
import { orErrorPage, orProblem } from '../../../../../../../pages.ts';
import { typedText } from '../../../../../../../study-pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
	...(await orErrorPage(locals, listStudyChoices(locals.actor, params.organisation, locals.locale))),
	longestStudyQuestion,
	longestStudyTitle
});

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const form = await request.formData();
		const typed = {
			title: typedText(form, 'title', 400),
			question: typedText(form, 'question', 2000),
			beforeId: typedText(form, 'before', 36),
			afterId: typedText(form, 'after', 36),
			groups: [...form.entries()].flatMap(([name, value]): { organisationId: string; side: StudySide }[] => {
				const organisationId = /^side-([\da-f-]{36})$/.exec(name)?.[1];
				return organisationId !== undefined && (value === 'trained' || value === 'control') ? [{ organisationId, side: value }] : [];
			})
		};
		const { done, failure } = await orProblem(locals, typed, createStudy(locals.actor, { ...typed, organisationId: params.organisation }));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/studies/${done}`);
	}
};
