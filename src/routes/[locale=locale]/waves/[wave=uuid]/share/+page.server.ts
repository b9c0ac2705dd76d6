import { redirect } from '@sveltejs/kit';
import { bandName, declineToShare, dimensionName, leaveWave, notTold, shareAnswers, viewChoice } from '#contexts/insight/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { wave, own, instrument, bands, answered, consent } = await orErrorPage(locals, viewChoice(locals.actor, params.wave));
	const { locale } = locals;
	return {
		wave,
		own,
		answered,
		bands: bands.map(({ dimension, band }) => ({
			dimension,
			question: dimensionName(instrument, dimension, locale),
			answer: bandName(instrument, dimension, band, locale),
			isTold: band !== notTold
		})),
		consent: consent?.text[locale]
	};
};

export const actions: Actions = {
	share: async ({ request, locals, params, url }) => {
		const form = await request.formData();
		const { wave, bands } = await orErrorPage(locals, viewChoice(locals.actor, params.wave));
		const told = new Set(form.getAll('tell'));
		const chosen = wave.questions.flatMap(({ position }) => {
			const choice = formText(form, `local_${position}`);
			return choice === '' || choice === '0' ? [] : [[String(position), Number(choice)] as const];
		});
		const share = shareAnswers(locals.actor, params.wave, {
			withheld: bands.map(({ dimension }) => dimension).filter((dimension) => !told.has(dimension)),
			localAnswers: Object.fromEntries(chosen),
			consent: form.has('consent') || undefined,
			locale: locals.locale
		});
		const typed = { told: [...told].filter((value) => typeof value === 'string'), chosen: Object.fromEntries(chosen) };
		const { failure } = await orProblem(locals, typed, share);
		if (failure !== undefined) return failure;
		redirect(303, url.pathname);
	},
	decline: async ({ locals, params, url }) => {
		const { failure } = await orProblem(locals, {}, declineToShare(locals.actor, params.wave));
		if (failure !== undefined) return failure;
		redirect(303, url.pathname);
	},
	leave: async ({ locals, params }) => {
		const { failure } = await orProblem(locals, {}, leaveWave(locals.actor, params.wave));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/my-place?left=wave`);
	}
};
