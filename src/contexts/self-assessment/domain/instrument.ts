import { z } from 'zod';
import type { LocalText } from '#platform/locale.ts';
import { answerCodes, levels } from './level.ts';

/** The shape of an instrument file: `content/instruments/<id>@<version>.json`. What the shape can't say is checked by `checkInstrument`. */
const localText = z.object({ kk: z.string(), ru: z.string(), en: z.string() }) satisfies z.ZodType<LocalText>;
const choice = z.object({ value: z.string().min(1), text: localText });

/** What context questions have in common; `group` is the fold of the page they stand in. */
const asked = { id: z.string(), group: z.enum(['place', 'person', 'work', 'technology']), text: localText, help: localText.optional() };

export const contextQuestionSchema = z.discriminatedUnion('type', [
	z.object({ ...asked, type: z.literal('single'), options: z.array(choice).min(2) }),
	z.object({ ...asked, type: z.literal('multiple'), options: z.array(choice).min(2) }),
	z.object({ ...asked, type: z.literal('grid'), options: z.array(choice).min(2), rows: z.array(choice).min(1) }),
	z.object({ ...asked, type: z.literal('text'), maxLength: z.number().int().positive() })
]);

export const itemSchema = z.object({
	/** Identifier; printed together with the competence the item maps to. */
	code: z.string().regex(/^\d\.\d\.\d$/),
	competence: z.string().regex(/^\d\.\d$/),
	name: localText,
	question: localText,
	help: localText,
	/** A ladder of first-person statements, A1 to C2, then "don't know". */
	answers: z.array(z.object({ value: z.enum(answerCodes), text: localText })),
	examples: z.array(localText),
	glossary: z.array(z.object({ term: localText, meaning: localText }))
});

const levelKeys = ['below', ...levels] as const;

export const instrumentSchema = z.object({
	id: z.string().regex(/^[a-z0-9-]+$/),
	version: z.string().regex(/^\d+\.\d+\.\d+$/),
	title: localText,
	/** The framework whose competences the items map to. */
	framework: z.object({ id: z.string(), version: z.string() }),
	minutes: z.number().int().positive(),
	levels: z.array(z.object({ code: z.enum(levelKeys), name: localText, meaning: localText, next: localText })).length(levelKeys.length),
	areas: z.array(z.object({ code: z.string(), name: localText, summary: localText, levels: z.record(z.enum(levelKeys), localText) })),
	competences: z.array(z.object({ code: z.string(), name: localText, summary: localText })),
	context: z.array(contextQuestionSchema),
	selfRating: z.object({
		question: z.object({ before: localText, after: localText }),
		options: z.array(z.object({ value: z.enum(levels), text: localText })).length(levels.length)
	}),
	items: z.array(itemSchema)
});

/** A versioned questionnaire: context questions, items, answers per level, in three languages. */
export type Instrument = z.infer<typeof instrumentSchema>;
export type InstrumentItem = z.infer<typeof itemSchema>;
export type ContextQuestion = z.infer<typeof contextQuestionSchema>;

/** Names an instrument version in files and messages: "selfie-kz@1.0.0". */
export function instrumentName(instrument: { readonly id: string; readonly version: string }): string {
	return `${instrument.id}@${instrument.version}`;
}
