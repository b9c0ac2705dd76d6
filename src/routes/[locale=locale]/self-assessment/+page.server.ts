import { redirect } from '@sveltejs/kit';
import { currentInstrument, listOwnAttempts, startAttempt } from '#contexts/self-assessment/index.ts';
import { formatDate, inLocale } from '#platform/locale.ts';
import { orErrorPage, orProblem, rememberCode } from '../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

const instrumentId = 'selfie-kz';

export const load: PageServerLoad = async ({ locals }) => {
	const [instrument, attempts] = await Promise.all([orErrorPage(locals, currentInstrument(instrumentId)), listOwnAttempts(locals.actor)]);
	const open = attempts.find(({ attempt }) => attempt.submittedAt === null);
	return {
		title: inLocale(instrument.title, locals.locale),
		isKnown: locals.actor.kind === 'person',
		open: open && {
			id: open.attempt.id,
			startedOn: formatDate(open.attempt.startedAt, locals.locale),
			answered: open.answered,
			total: open.instrument.items.length
		}
	};
};

export const actions: Actions = {
	default: async ({ request, locals, cookies, url }) => {
		const form = await request.formData();
		const start = startAttempt(locals.actor, { instrumentId, locale: locals.locale, consent: form.get('consent') === 'yes' });
		const { done, failure } = await orProblem(locals, {}, start);
		if (failure !== undefined) return failure;
		if (done.resumeCode !== undefined) rememberCode(cookies, done.resumeCode, url);
		redirect(303, `/${locals.locale}/self-assessment/${done.attempt.id}/about-you`);
	}
};
