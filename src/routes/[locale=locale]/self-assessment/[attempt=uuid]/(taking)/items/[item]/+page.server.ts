import { error, redirect } from '@sveltejs/kit';
import { giveAnswer, isAnswerCode, showItem } from '#contexts/self-assessment/index.ts';
import { orErrorPage } from '../../../../../../../pages.ts';
import { wordsOf } from '../../../../../../../problems.ts';
import { nextAddress } from '../../next-address.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, params, locals }) => {
	const { view, here } = await parent();
	const item = showItem(view.instrument, params.item, locals.locale);
	if (item === undefined) error(404, 'item.unknown', wordsOf('item.unknown', { item: params.item }, locals.locale));
	return {
		item,
		total: view.instrument.items.length,
		place: {
			title: item.name,
			item: item.code,
			next: item.next === undefined ? `${here}/after` : `${here}/items/${item.next}`,
			previous: item.previous === undefined ? `${here}/before` : `${here}/items/${item.previous}`
		}
	};
};

export const actions: Actions = {
	/** The way without script: stores the choice, if there is one, and goes on. */
	default: async ({ request, locals, params }) => {
		const form = await request.formData();
		const answer = form.get('answer');
		if (isAnswerCode(answer)) await orErrorPage(locals, giveAnswer(locals.actor, params.attempt, { item: params.item, answer }));
		redirect(303, nextAddress(form, locals.locale, params.attempt));
	}
};
