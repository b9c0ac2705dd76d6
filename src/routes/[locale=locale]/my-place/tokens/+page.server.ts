import { listTokens, makeToken, revokeToken, tokenDays, tokenScopes } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	tokens: await orErrorPage(locals, listTokens(locals.actor)),
	scopes: tokenScopes,
	days: tokenDays()
});

export const actions: Actions = {
	make: async ({ request, locals }) => {
		const form = await request.formData();
		const typed = { name: formText(form, 'name'), scopes: form.getAll('scope').map(String), days: Number(formText(form, 'days')) };
		const { done, failure } = await orProblem(locals, typed, makeToken(locals.actor, typed));
		return failure ?? { token: done.token };
	},
	revoke: async ({ request, locals }) => {
		const id = formText(await request.formData(), 'id');
		const { failure } = await orProblem(locals, {}, revokeToken(locals.actor, id));
		return failure ?? { isRevoked: true };
	}
};
