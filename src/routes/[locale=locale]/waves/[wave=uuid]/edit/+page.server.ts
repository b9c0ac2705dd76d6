import { redirect } from '@sveltejs/kit';
import { changeWave, isDimension, viewDraft } from '#contexts/insight/index.ts';
import { viewOrganisation } from '#contexts/people/index.ts';
import { findInstrumentVersion } from '#contexts/self-assessment/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../../pages.ts';
import { typedWave } from '../../../../../typed-wave.ts';
import { wavePlaces } from '../../../../../wave-places.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { wave, fields } = await orErrorPage(locals, viewDraft(locals.actor, params.wave));
	const [instrument, view] = await orErrorPage(
		locals,
		Promise.all([
			findInstrumentVersion(wave.instrumentId, wave.instrumentVersion),
			viewOrganisation(locals.actor, wave.organisationId, { locale: locals.locale })
		])
	);
	return {
		wave: { id: wave.id, title: wave.title },
		fields,
		organisation: view.organisation,
		places: await wavePlaces(locals, view),
		dimensions: instrument.context.filter(isDimension).map(({ id, text }) => ({ id, text })),
		instrument: { title: instrument.title, version: instrument.version }
	};
};

export const actions: Actions = {
	default: async ({ request, locals, params }) => {
		const form = await request.formData();
		const fields = typedWave(form, formText(form, 'organisation'));
		const { failure } = await orProblem(locals, { fields }, changeWave(locals.actor, params.wave, fields));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/waves/${params.wave}?done=changed`);
	}
};
