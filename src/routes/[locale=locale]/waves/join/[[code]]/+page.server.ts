import { redirect } from '@sveltejs/kit';
import { findWaveByCode, joinWave, mostPlaces, viewOffer } from '#contexts/insight/index.ts';
import { consentToAsk } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../../pages.ts';
import { rememberCode } from '../../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const query = url.searchParams.get('query') ?? '';
	if (params.code === undefined) return { offer: undefined, query };
	const [offer, consent] = await Promise.all([
		orErrorPage(locals, viewOffer(locals.actor, params.code, query)),
		consentToAsk(locals.actor, 'keep-results')
	]);
	const { instrument, ...rest } = offer;
	return {
		offer: { ...rest, minutes: instrument.minutes },
		query,
		mostPlaces,
		consent: consent?.text[locals.locale],
		hasAccount: locals.actor.kind === 'person' && locals.actor.account !== undefined
	};
};

export const actions: Actions = {
	find: async ({ request, locals }) => {
		const code = formText(await request.formData(), 'code');
		const { done, failure } = await orProblem(locals, { code }, findWaveByCode(code));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/waves/join/${done}`);
	},
	join: async ({ request, locals, params, cookies, url }) => {
		const form = await request.formData();
		const typed = { code: params.code ?? '', place: formText(form, 'place'), way: formText(form, 'way') };
		const join = joinWave(locals.actor, {
			code: typed.code,
			organisationId: typed.place,
			attemptId: typed.way === '' ? undefined : typed.way,
			consent: form.has('consent') || undefined,
			locale: locals.locale
		});
		const { done, failure } = await orProblem(locals, typed, join);
		if (failure !== undefined) return failure;
		if (done.resumeCode !== undefined) rememberCode(cookies, done.resumeCode, url);
		redirect(303, `/${locals.locale}${done.isFinished ? `/waves/${done.waveId}/share` : `/self-assessment/${done.attemptId}`}`);
	}
};
