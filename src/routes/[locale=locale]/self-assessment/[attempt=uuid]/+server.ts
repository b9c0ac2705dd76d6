import { redirect } from '@sveltejs/kit';
import { nextUnanswered, viewAttempt } from '#contexts/self-assessment/index.ts';
import { orErrorPage } from '../../../../pages.ts';
import type { RequestHandler } from './$types';

/** Leads to the place where the person goes on: the report when submitted, else the next item without an answer, else the end. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { attempt, instrument, answers, selfRatings } = await orErrorPage(locals, viewAttempt(locals.actor, params.attempt));
	const here = `/${locals.locale}/self-assessment/${attempt.id}`;
	if (attempt.submittedAt !== null) redirect(303, `${here}/report`);
	if (answers.length === 0 && selfRatings.before === undefined) redirect(303, `${here}/about-you`);
	const next = nextUnanswered(instrument, new Set(answers.map(({ item }) => item)));
	redirect(303, next === undefined ? `${here}/${selfRatings.after === undefined ? 'after' : 'finish'}` : `${here}/items/${next}`);
};
