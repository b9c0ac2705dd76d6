import { DomainError } from '#platform/errors.ts';
import type { ContextQuestion } from './instrument.ts';

/** Answers to context questions by question id: a value, several values, a value per row of a grid, or a text. */
export type ContextAnswers = Readonly<Record<string, string | readonly string[] | Readonly<Record<string, string>>>>;

const noAnswer = 'prefer_not_to_say';

function refuse(question: string): never {
	throw new DomainError('context.invalid', { question });
}

function readOne(question: ContextQuestion, given: unknown): ContextAnswers[string] | undefined {
	const values = question.type === 'text' ? [] : question.options.map((option) => option.value);
	switch (question.type) {
		case 'text': {
			if (typeof given !== 'string') refuse(question.id);
			const text = given.trim();
			if (text.length > question.maxLength) throw new DomainError('context.too_long', { question: question.id, limit: question.maxLength });
			return text === '' ? undefined : text;
		}
		case 'single':
			if (typeof given !== 'string' || !values.includes(given)) refuse(question.id);
			return given;
		case 'multiple': {
			if (!Array.isArray(given) || given.some((value) => !values.includes(value as string))) refuse(question.id);
			const chosen = [...new Set(given as string[])];
			// Whoever prefers not to say has said nothing else.
			return chosen.length === 0 ? undefined : chosen.includes(noAnswer) ? [noAnswer] : chosen;
		}
		case 'grid': {
			if (typeof given !== 'object' || given === null || Array.isArray(given)) refuse(question.id);
			const rows = question.rows.map((row) => row.value);
			const entries = Object.entries(given as Record<string, unknown>);
			if (entries.some(([row, value]) => !rows.includes(row) || !values.includes(value as string))) refuse(question.id);
			return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Record<string, string>);
		}
	}
}

/**
 * Checks answers to the context questions of an instrument; every question may be left out.
 * Throws `context.unknown` (no such question), `context.invalid` (not one of the options, or the wrong kind), `context.too_long`.
 */
export function readContextAnswers(questions: readonly ContextQuestion[], given: Readonly<Record<string, unknown>>): ContextAnswers {
	const known = new Map(questions.map((question) => [question.id, question]));
	const answers: Record<string, ContextAnswers[string]> = {};
	for (const [id, value] of Object.entries(given)) {
		const question = known.get(id);
		if (question === undefined) throw new DomainError('context.unknown', { question: id });
		if (value === null || value === undefined || value === '') continue;
		const answer = readOne(question, value);
		if (answer !== undefined) answers[id] = answer;
	}
	return answers;
}
