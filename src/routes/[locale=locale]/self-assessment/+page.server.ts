import { redirect } from '@sveltejs/kit';
import { consentToAsk, giveConsent, listOwnMemberships } from '#contexts/people/index.ts';
import { currentInstrument, listOwnAttempts, startAttempt } from '#contexts/self-assessment/index.ts';
import { formatDate, inLocale } from '#platform/locale.ts';
import { orErrorPage, orProblem } from '../../../pages.ts';
import { rememberCode } from '../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

const instrumentId = 'selfie-kz';

export const load: PageServerLoad = async ({ locals }) => {
	const [instrument, attempts, consent, memberships, aggregates] = await Promise.all([
		orErrorPage(locals, currentInstrument(instrumentId)),
		listOwnAttempts(locals.actor),
		consentToAsk(locals.actor, 'keep-results'),
		listOwnMemberships(locals.actor),
		consentToAsk(locals.actor, 'organisation-aggregates')
	]);
	const belongs = memberships.some(({ organisation, until }) => organisation !== null && until === null);
	const open = attempts.find(({ attempt }) => attempt.submittedAt === null);
	return {
		title: inLocale(instrument.title, locals.locale),
		/** Asked only of those who have not agreed yet. */
		consent: consent?.text[locals.locale],
		aggregates: belongs ? aggregates?.text[locals.locale] : undefined,
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
		const start = startAttempt(locals.actor, { instrumentId, locale: locals.locale, consent: form.has('consent') || undefined });
		const { done, failure } = await orProblem(locals, {}, start);
		if (failure !== undefined) return failure;
		if (form.has('aggregates')) await giveConsent(locals.actor, { purpose: 'organisation-aggregates', locale: locals.locale });
		if (done.resumeCode !== undefined) rememberCode(cookies, done.resumeCode, url);
		redirect(303, `/${locals.locale}/self-assessment/${done.attempt.id}/about-you`);
	}
};
