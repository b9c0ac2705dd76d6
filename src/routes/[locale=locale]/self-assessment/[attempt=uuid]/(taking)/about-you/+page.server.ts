import { giveContext, viewAttempt } from '#contexts/self-assessment/index.ts';
import { readContextForm } from '#contexts/self-assessment/ui/context-form.ts';
import { m } from '#paraglide/messages.js';
import { redirect } from '@sveltejs/kit';
import { orErrorPage, orProblem } from '../../../../../../pages.ts';
import { nextAddress } from '../next-address.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
	const { view, here } = await parent();
	return {
		questions: view.instrument.context,
		given: view.context,
		isNew: view.answers.length === 0,
		origin: url.origin,
		place: { title: m.take_about_title({}, { locale: locals.locale }), next: `${here}/before` }
	};
};

export const actions: Actions = {
	default: async ({ request, locals, params }) => {
		const form = await request.formData();
		const { instrument } = await orErrorPage(locals, viewAttempt(locals.actor, params.attempt));
		const given = readContextForm(instrument.context, form);
		const { failure } = await orProblem(locals, given, giveContext(locals.actor, params.attempt, given));
		if (failure !== undefined) return failure;
		redirect(303, nextAddress(form, locals.locale, params.attempt));
	}
};
