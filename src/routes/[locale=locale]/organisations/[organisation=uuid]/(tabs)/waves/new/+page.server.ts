import { redirect } from '@sveltejs/kit';
import { addDays, createWave, dayOf, isDimension, suggestNextRound, usualGroup, type WaveFields } from '#contexts/insight/index.ts';
import { currentInstrument } from '#contexts/self-assessment/index.ts';
import { viewOrganisation } from '#contexts/people/index.ts';
import { typedWave } from '../../../../../../../typed-wave.ts';
import { orErrorPage, orProblem } from '../../../../../../../pages.ts';
import { wavePlaces } from '../../../../../../../wave-places.ts';
import type { Actions, PageServerLoad } from './$types';

const instrumentId = 'selfie-kz';

/** What a new wave usually is: two weeks from tomorrow, the whole organisation. */
function usualFields(organisationId: string): WaveFields {
	const opensOn = addDays(dayOf(new Date()), 1);
	return {
		title: '',
		message: '',
		audience: 'teachers',
		opensOn,
		closesOn: addDays(opensOn, 13),
		minimumSize: usualGroup,
		dimensions: [],
		questions: [],
		scope: [organisationId]
	};
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const after = url.searchParams.get('after');
	const [instrument, view, previous] = await orErrorPage(
		locals,
		Promise.all([
			currentInstrument(instrumentId),
			viewOrganisation(locals.actor, params.organisation, { locale: locals.locale }),
			after === null ? undefined : suggestNextRound(locals.actor, after)
		])
	);
	return {
		places: await wavePlaces(locals, view),
		dimensions: instrument.context.filter(isDimension).map(({ id, text }) => ({ id, text })),
		instrument: { title: instrument.title, version: instrument.version },
		previous: previous && { id: previous.previous.id, title: previous.previous.title },
		fields: previous?.fields ?? usualFields(params.organisation)
	};
};

export const actions: Actions = {
	default: async ({ request, locals, params, url }) => {
		const fields = typedWave(await request.formData(), params.organisation);
		const previousId = url.searchParams.get('after') ?? undefined;
		const work = createWave(locals.actor, { ...fields, organisationId: params.organisation, instrumentId, previousId });
		const { done, failure } = await orProblem(locals, { fields }, work);
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/waves/${done}`);
	}
};
