import { compareStudyFiles, largestStudyFile, refusedWords, wayWords } from '#contexts/insight/index.ts';
import { orProblem } from '../../../../pages.ts';
import { kindOf, sentFiles, typedText } from '../../../../study-pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ largestStudyFile });

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await request.formData();
		const typed = { first: typedText(form, 'first-text', 60_000), second: typedText(form, 'second-text', 60_000), kind: kindOf(form) };
		const compare = async () => {
			const files = await sentFiles(form, ['first', 'second']);
			const control = await sentFiles(form, ['control-first', 'control-second']);
			const comparison = await compareStudyFiles({ files, control, kind: typed.kind }, locals.locale);
			const ways = comparison.type === 'summary' ? comparison.numbers.map((number) => wayWords(number, locals.locale)) : [];
			return { comparison, ways, refused: refusedWords(comparison, locals.locale) };
		};
		const { done, failure } = await orProblem(locals, typed, compare());
		return failure ?? { ...done, typed };
	}
};
