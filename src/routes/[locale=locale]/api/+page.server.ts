import { describeApi } from '../../../api-reference.ts';
import { openApiDocument } from '../../../api.ts';
import { problemCodes, sampleWords, statusOf } from '../../../problems.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => ({
	operations: describeApi(openApiDocument(url.origin)),
	problems: problemCodes
		.map((code) => ({ code, status: statusOf(code), ...sampleWords(code, locals.locale) }))
		.toSorted((a, b) => a.code.localeCompare(b.code)),
	origin: url.origin
});
