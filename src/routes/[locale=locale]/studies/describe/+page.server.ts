import { describeStudyFile, largestStudyFile, readPeople, wayWords } from '#contexts/insight/index.ts';
import { orProblem } from '../../../../pages.ts';
import { kindOf, sentFiles, typedText } from '../../../../study-pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ largestStudyFile });

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await request.formData();
		const typed = { table: typedText(form, 'table-text', 60_000), kind: kindOf(form), n: typedText(form, 'n', 12) };
		const describe = async () => {
			const [file = { name: '', bytes: new Uint8Array() }] = await sentFiles(form, ['table']);
			const description = await describeStudyFile(file, { kind: typed.kind, n: readPeople(typed.n) }, locals.locale);
			const ways = description.type === 'summary' ? description.numbers.map((number) => wayWords(number, locals.locale)) : [];
			return { description, ways };
		};
		const { done, failure } = await orProblem(locals, typed, describe());
		return failure ?? { ...done, typed };
	}
};
