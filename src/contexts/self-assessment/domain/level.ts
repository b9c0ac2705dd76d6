/** The six levels of the scale, lowest first. "below" is the level of a score under 0.5: not yet A1. */
export const levels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;
export type Level = (typeof levels)[number];
export type LevelOrBelow = Level | 'below';

/** What a teacher may choose for an item: one of six statements, or "I don't know about this yet". */
export const answerCodes = ['DK', ...levels] as const;
export type AnswerCode = (typeof answerCodes)[number];

/** An answer as a number: don't know = 0, A1..C2 = 1..6. */
export type AnswerValue = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export function isAnswerCode(text: unknown): text is AnswerCode {
	return typeof text === 'string' && (answerCodes as readonly string[]).includes(text);
}

export function isLevel(text: unknown): text is Level {
	return typeof text === 'string' && (levels as readonly string[]).includes(text);
}

export function valueOf(code: AnswerCode): AnswerValue {
	return answerCodes.indexOf(code) as AnswerValue;
}

export function codeOf(value: number): AnswerCode {
	const code = answerCodes[value];
	if (code === undefined) throw new RangeError(`An answer is 0 to 6, not ${value}`);
	return code;
}

/** The level at a whole number of the scale: 0 = below A1, 1..6 = A1..C2. */
export function levelAt(value: number): LevelOrBelow {
	return value === 0 ? 'below' : (codeOf(value) as Level);
}
