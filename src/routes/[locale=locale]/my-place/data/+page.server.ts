import { redirect } from '@sveltejs/kit';
import { cancelErasure, eraseGuest, listExports, privacyPeriods, requestErasure, requestExport, viewErasure } from '#contexts/people/index.ts';
import { dataHolders } from '../../../../my-data.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import { forgetCode } from '../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const [exports, erasure] = await orErrorPage(locals, Promise.all([listExports(locals.actor), viewErasure(locals.actor)]));
	return { exports, erasure, periods: privacyPeriods(), hasAccount: locals.actor.kind === 'person' && locals.actor.account !== undefined };
};

export const actions: Actions = {
	export: async ({ locals }) => {
		const { failure } = await orProblem(locals, {}, requestExport(locals.actor, locals.locale));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/my-place/data`);
	},
	/** With an account after a waiting time, a guest at once. */
	erase: async ({ locals, cookies, url }) => {
		const { actor } = locals;
		if (actor.kind === 'person' && actor.account !== undefined) {
			const { failure } = await orProblem(locals, {}, requestErasure(actor, locals.locale, url.origin));
			if (failure !== undefined) return failure;
			redirect(303, `/${locals.locale}/my-place/data`);
		}
		await orErrorPage(locals, eraseGuest(actor, dataHolders));
		forgetCode(cookies);
		redirect(303, `/${locals.locale}/my-place?erased=yes`);
	},
	cancel: async ({ locals }) => {
		const { failure } = await orProblem(locals, {}, cancelErasure(locals.actor));
		return failure ?? { isCancelled: true };
	}
};
