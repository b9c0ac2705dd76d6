import { redirect } from '@sveltejs/kit';
import { parseResumeCode, recogniseTyped } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orProblem } from '../../../../pages.ts';
import { rememberCode, visitOf } from '../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

/** A link with the code fills it in; opening needs a press, so that nobody is led into somebody else's place by a link alone. */
export const load: PageServerLoad = ({ params }) => ({ code: params.code === undefined ? '' : (parseResumeCode(params.code) ?? params.code) });

export const actions: Actions = {
	default: async (event) => {
		const { request, locals, cookies, url } = event;
		const code = formText(await request.formData(), 'code');
		const { failure } = await orProblem(locals, { code }, recogniseTyped(visitOf(event), code));
		if (failure !== undefined) return failure;
		rememberCode(cookies, parseResumeCode(code) ?? code, url);
		redirect(303, `/${locals.locale}/my-place`);
	}
};
