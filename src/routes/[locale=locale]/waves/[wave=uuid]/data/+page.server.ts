import { redirect } from '@sveltejs/kit';
import { cancelRowExport, codebookOf, requestRowExport, viewWaveData } from '#contexts/insight/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

const nodeIn = (url: URL) => url.searchParams.get('node') ?? undefined;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { locale } = locals;
	const { results, instrument, rows, exports } = await orErrorPage(locals, viewWaveData(locals.actor, params.wave, nodeIn(url)));
	const { wave, node } = results;
	return {
		wave: { id: wave.id, title: wave.title },
		node: { id: node.id, name: node.name[locale] },
		isHidden: results.whole === null,
		dimensions: wave.dimensions.map((id) => ({ id, text: instrument.context.find((question) => question.id === id)?.text[locale] ?? id })),
		rows,
		exports: exports.map(({ id, progress: { state, done, total, finishedAt }, result }) => ({ id, state, done, total, finishedAt, result })),
		codebook: codebookOf(wave, instrument).map(({ file, column, meaning, values }) => ({
			file,
			column,
			meaning: meaning[locale],
			values: values[locale]
		}))
	};
};

export const actions: Actions = {
	rows: async ({ locals, params, url }) => {
		const { failure } = await orProblem(locals, {}, requestRowExport(locals.actor, params.wave, nodeIn(url), locals.locale));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/waves/${params.wave}/data?node=${nodeIn(url) ?? ''}#rows`);
	},
	cancel: async ({ locals, request }) => {
		const { failure } = await orProblem(locals, {}, cancelRowExport(locals.actor, formText(await request.formData(), 'export')));
		return failure ?? {};
	}
};
