import { redirect } from '@sveltejs/kit';
import {
	cancelImport,
	discardImport,
	type ImportOutcome,
	importOutcomes,
	outcomeName,
	planImportAgain,
	startImport,
	viewImport
} from '#contexts/people/index.ts';
import { DomainError } from '#platform/errors.ts';
import { tellRow } from '../../../../../../../import-rows.ts';
import { orErrorPage, orProblem } from '../../../../../../../pages.ts';
import { isProblemCode, wordsOf } from '../../../../../../../problems.ts';
import type { Actions, PageServerLoad } from './$types';

const isOutcome = (text: string | null): text is ImportOutcome => importOutcomes.some((outcome) => outcome === text);

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const wanted = url.searchParams.get('outcome');
	const outcome = isOutcome(wanted) ? wanted : undefined;
	const view = await orErrorPage(locals, viewImport(locals.actor, params.import, { outcome, page: Number(url.searchParams.get('page') ?? 1) }));
	if (view.stored.organisationId !== params.organisation) await orErrorPage(locals, Promise.reject(new DomainError('import.not_found')));
	const code = view.progress?.messageCode ?? '';
	return {
		id: view.stored.id,
		fileName: view.stored.fileName,
		areAlikeOthers: view.stored.options.areAlikeOthers,
		state: view.state,
		done: view.progress?.done ?? 0,
		total: view.progress?.total ?? 0,
		/** Why it could not be carried out. */
		failure: view.state === 'failed' ? wordsOf(isProblemCode(code) ? code : 'internal', { request: locals.requestId }, locals.locale) : undefined,
		counts: view.counts,
		outcomes: importOutcomes.map((one) => ({ outcome: one, name: outcomeName(one, locals.locale), count: view.counts[one] })),
		outcome,
		rows: view.rows.map((row) => tellRow(row, locals.locale)),
		page: view.page,
		pages: view.pages
	};
};

/** Back to the page itself by a request that may be repeated: it is loaded again until the import has ended. */
async function andShow(locals: App.Locals, { organisation, import: id }: { organisation: string; import: string }, work: Promise<void>) {
	const { failure } = await orProblem(locals, {}, work);
	if (failure !== undefined) return failure;
	redirect(303, `/${locals.locale}/organisations/${organisation}/import/${id}`);
}

export const actions: Actions = {
	start: ({ locals, params }) => andShow(locals, params, startImport(locals.actor, params.import)),
	cancel: ({ locals, params }) => andShow(locals, params, cancelImport(locals.actor, params.import)),
	again: async ({ request, locals, params }) => {
		const areAlikeOthers = (await request.formData()).get('others') === 'yes';
		return andShow(locals, params, planImportAgain(locals.actor, params.import, { areAlikeOthers }));
	},
	discard: async ({ locals, params }) => {
		const { failure } = await orProblem(locals, {}, discardImport(locals.actor, params.import));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/organisations/${params.organisation}/import`);
	}
};
