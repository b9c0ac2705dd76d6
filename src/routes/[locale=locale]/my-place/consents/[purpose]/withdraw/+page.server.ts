import { error, redirect } from '@sveltejs/kit';
import { listConsents, withdrawConsent } from '#contexts/people/index.ts';
import { listOwnAttempts } from '#contexts/self-assessment/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { dataHolders } from '../../../../../../my-data.ts';
import { orErrorPage } from '../../../../../../pages.ts';
import { forgetCode } from '../../../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const purposes = await orErrorPage(locals, listConsents(locals.actor));
	const view = purposes.find(({ text }) => text.purpose === params.purpose) ?? error(404);
	const subjectId = url.searchParams.get('subject');
	const erasesAttempts = params.purpose === 'keep-results' ? (await listOwnAttempts(locals.actor)).length : 0;
	return { text: view.text, subject: view.consents.find((consent) => consent.subjectId === subjectId)?.subject, erasesAttempts };
};

export const actions: Actions = {
	default: async ({ request, locals, params, cookies }) => {
		const subjectId = formText(await request.formData(), 'subject') || undefined;
		const withdrawal = withdrawConsent(locals.actor, { purpose: params.purpose, subjectId }, dataHolders);
		const { isForgotten } = await orErrorPage(locals, withdrawal);
		if (isForgotten) {
			forgetCode(cookies);
			redirect(303, `/${locals.locale}/my-place?erased=yes`);
		}
		redirect(303, `/${locals.locale}/my-place/consents?withdrawn=${params.purpose}`);
	}
};
