import { redirect } from '@sveltejs/kit';
import { fieldName, largestImport, listOwnImports, organisationColumns, previewImport } from '#contexts/people/index.ts';
import { orErrorPage, orProblem } from '../../../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
	imports: await orErrorPage(locals, listOwnImports(locals.actor, 'organisations', params.organisation)),
	largestImport,
	columns: organisationColumns.map(({ field }) => fieldName(field, locals.locale))
});

export const actions: Actions = {
	default: async ({ request, locals, params }) => {
		const sent = (await request.formData()).get('file');
		const file = sent instanceof File ? { name: sent.name, bytes: new Uint8Array(await sent.arrayBuffer()) } : { name: '', bytes: new Uint8Array() };
		const { done, failure } = await orProblem(locals, {}, previewImport(locals.actor, 'organisations', params.organisation, file));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/organisations/${params.organisation}/import/${done}`);
	}
};
