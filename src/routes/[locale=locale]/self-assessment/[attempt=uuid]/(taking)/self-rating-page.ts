import { redirect } from '@sveltejs/kit';
import { isLevel, rateSelf } from '#contexts/self-assessment/index.ts';
import { m } from '#paraglide/messages.js';
import { DomainError } from '#platform/errors.ts';
import { inLocale } from '#platform/locale.ts';
import { orProblem } from '../../../../../pages.ts';
import { nextAddress } from './next-address.ts';
import type { Actions as BeforeActions, PageServerLoad as BeforeLoad } from './before/$types';

/** The page on which a person chooses one of six role statements; it stands before the items and after them. */
export function selfRatingPage(moment: 'before' | 'after') {
	const load = (async ({ parent, locals }) => {
		const { view, here } = await parent();
		const { selfRating, items } = view.instrument;
		const title = moment === 'before' ? m.take_before_title({}, { locale: locals.locale }) : m.take_after_title({}, { locale: locals.locale });
		const next = moment === 'before' ? `items/${items[0]?.code}` : 'finish';
		return {
			question: inLocale(selfRating.question[moment], locals.locale),
			options: selfRating.options.map(({ value, text }) => ({ value, text: inLocale(text, locals.locale) })),
			chosen: view.selfRatings[moment],
			next,
			place: { title, next: `${here}/${next}` }
		};
	}) satisfies BeforeLoad;

	const actions = {
		default: async ({ request, locals, params }) => {
			const form = await request.formData();
			const level = form.get('level');
			if (level !== null) {
				const rate = isLevel(level)
					? rateSelf(locals.actor, params.attempt, moment, level)
					: Promise.reject(new DomainError('self_rating.outside_scale'));
				const { failure } = await orProblem(locals, {}, rate);
				if (failure !== undefined) return failure;
			}
			redirect(303, nextAddress(form, locals.locale, params.attempt));
		}
	} satisfies BeforeActions;

	return { load, actions };
}
