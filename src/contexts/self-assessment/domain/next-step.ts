import { z } from 'zod';
import { answerCodes, type AnswerCode } from './level.ts';

const localText = z.object({ kk: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });

/** Advice to a teacher who stands at `from`: the step towards the next statement, a practice for this week, and what would show that it was done. */
const nextStepSchema = z.object({ from: z.enum(answerCodes), suggestion: localText, practice: localText, evidence: localText });

/** The shape of `content/next-steps/<instrument>@<version>.json`. */
export const nextStepsSchema = z.object({
	instrument: z.object({ id: z.string(), version: z.string() }),
	items: z.array(z.object({ item: z.string(), steps: z.array(nextStepSchema).length(answerCodes.length) }))
});

export type NextStep = z.infer<typeof nextStepSchema>;
export type NextSteps = z.infer<typeof nextStepsSchema>;

/** The next step for one item at one answer. Content is checked to be complete, so a missing step is a defect and throws. */
export function nextStepFor(steps: NextSteps, item: string, from: AnswerCode): NextStep {
	const found = steps.items.find((entry) => entry.item === item)?.steps.find((step) => step.from === from);
	if (found === undefined) throw new Error(`No next step for item ${item} at ${from}`);
	return found;
}
