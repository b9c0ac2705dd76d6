/**
 * Bands: what of an answer to a context question goes along with shared answers. A question with one choice has its choices, one with several
 * choices is reduced to the one that was chosen, or to `several`; who did not say, or chose not to, is `notTold`.
 */

/** What context questions look like from here. */
export interface AskedQuestion {
	readonly id: string;
	readonly type: string;
	readonly options?: readonly { readonly value: string }[];
}

export const notTold = 'not_told';
export const several = 'several';

/** Options that are no answer. */
const noAnswer = 'prefer_not_to_say';

/** Groups may be compared by these: questions with choices, except the region, which the tree of organisations has already. */
export function isDimension(question: AskedQuestion): boolean {
	return (question.type === 'single' || question.type === 'multiple') && question.id !== 'region';
}

/** All bands of a question, in the order in which they are shown. */
export function bandsOf(question: AskedQuestion): string[] {
	const choices = (question.options ?? []).map(({ value }) => value).filter((value) => value !== noAnswer);
	return [...choices, ...(question.type === 'multiple' ? [several] : []), notTold];
}

/** The band of what somebody answered to the question. */
export function bandOf(question: AskedQuestion, answer: unknown): string {
	const chosen = (Array.isArray(answer) ? (answer as readonly unknown[]) : [answer]).filter((value) => value !== noAnswer);
	const known = new Set(bandsOf(question));
	const told = chosen.filter((value): value is string => typeof value === 'string' && known.has(value));
	if (told.length > 1) return question.type === 'multiple' ? several : notTold;
	return told[0] ?? notTold;
}
