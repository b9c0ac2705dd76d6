import { redirect } from '@sveltejs/kit';
import { listMyWaves } from '#contexts/insight/index.ts';
import { blankAttemptId, scoreAttempt, submitAttempt } from '#contexts/self-assessment/index.ts';
import { m } from '#paraglide/messages.js';
import { afterSubmission } from '../../../../../../after-submission.ts';
import { orErrorPage } from '../../../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals }) => {
	const { view, here, areas } = await parent();
	const score = scoreAttempt(view.instrument.items, new Map(view.answers.map(({ item, value }) => [item, value])));
	return {
		answered: view.answers.length,
		total: view.instrument.items.length,
		// On a blank page nothing is answered yet, and saying so would be wrong once it is.
		withoutLevel: view.attempt.id === blankAttemptId ? [] : areas.filter((area) => score.areas[area.code]?.level === null).map((area) => area.name),
		left: areas.flatMap((area) => area.items).filter((item) => !item.isAnswered),
		place: { title: m.finish_title({}, { locale: locals.locale }), next: `${here}/report` }
	};
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		await orErrorPage(locals, submitAttempt(locals.actor, params.attempt, afterSubmission));
		// Whoever takes part in a wave with this attempt decides next whether to share.
		const waiting = (await listMyWaves(locals.actor, params.attempt)).find(({ state, decision }) => state === 'open' && decision === null);
		const next = waiting === undefined ? `self-assessment/${params.attempt}/report` : `waves/${waiting.waveId}/share`;
		redirect(303, `/${locals.locale}/${next}`);
	}
};
