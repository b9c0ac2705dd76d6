import { checkPublishedTable, largestStudyFile, readPeople } from '#contexts/insight/index.ts';
import { orProblem } from '../../../../pages.ts';
import { kindOf, sentFiles, typedText } from '../../../../study-pages.ts';
import type { Actions, PageServerLoad } from './$types';

/** Longest table that is given back into the field: what is pasted, not what is uploaded. */
const longestText = 60_000;

export const load: PageServerLoad = ({ url }) => ({ largestStudyFile, isExample: url.searchParams.has('example') });

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await request.formData();
		const typed = {
			table: typedText(form, 'table-text', longestText),
			kind: kindOf(form),
			n: typedText(form, 'n', 12),
			claims: typedText(form, 'claims', 20_000)
		};
		const check = async () => {
			const [file = { name: '', bytes: new Uint8Array() }] = await sentFiles(form, ['table']);
			return checkPublishedTable({ file, kind: typed.kind, n: readPeople(typed.n), claims: typed.claims }, locals.locale);
		};
		const { done, failure } = await orProblem(locals, typed, check());
		return failure ?? { checked: done, typed };
	}
};
