import { type AnswerValue, type LevelOrBelow, levelAt } from './level.ts';

/**
 * The version of the rule below. It is frozen with every result; a changed rule gets a new version and old results stay as they were.
 * The rule is explained to the teacher on the page "How was this computed?" and in docs/adr/0005-scoring.md.
 */
export const scoringRule = { version: '1.0.0', leastShareAnswered: { numerator: 2, denominator: 3 } } as const;

/** What scoring needs to know of an instrument. */
export interface ScoredItem {
	/** Identifier of the item, for example "6.3.2". */
	readonly code: string;
	/** The framework's competence that the item belongs to, for example "6.4"; its area is the part before the dot. */
	readonly competence: string;
}

/** Answers by item code; an item without an entry is unanswered. */
export type Answers = ReadonlyMap<string, AnswerValue>;

/** The score of a competence, an area or the whole. */
export interface UnitScore {
	/** Mean of the values of the answered items, 0 to 6, as the nearest double; null when nothing is answered. */
	readonly score: number | null;
	/** The score rounded half up; null when fewer than two thirds of the unit's items are answered. */
	readonly level: LevelOrBelow | null;
	/** Number of items answered, "don't know" included. */
	readonly answered: number;
	/** Number of items answered with "don't know". */
	readonly unknown: number;
	/** Number of items of the unit. */
	readonly items: number;
	/** Sum of the values of the answered items: score = sum / answered. */
	readonly sum: number;
}

export interface ItemScore {
	/** 0 = don't know, 1..6 = A1..C2, null = unanswered. */
	readonly value: AnswerValue | null;
	readonly level: LevelOrBelow | null;
	readonly unknown: boolean;
}

/** Everything that follows from the answers, by code. */
export interface AttemptScore {
	readonly overall: UnitScore;
	readonly areas: Readonly<Record<string, UnitScore>>;
	readonly competences: Readonly<Record<string, UnitScore>>;
	readonly items: Readonly<Record<string, ItemScore>>;
}

export function areaOf(competence: string): string {
	return competence.split('.')[0] as string;
}

/** `sum / count` rounded to a whole number, halves up, in whole-number arithmetic: no rounding error can move a level. */
export function roundHalfUp(sum: number, count: number): number {
	return Math.floor((2 * sum + count) / (2 * count));
}

function scoreUnit(items: readonly ScoredItem[], answers: Answers): UnitScore {
	const values = items.map((item) => answers.get(item.code)).filter((value) => value !== undefined);
	const sum = values.reduce<number>((total, value) => total + value, 0);
	const answered = values.length;
	const { numerator, denominator } = scoringRule.leastShareAnswered;
	const hasLevel = answered > 0 && answered * denominator >= items.length * numerator;
	return {
		score: answered === 0 ? null : sum / answered,
		level: hasLevel ? levelAt(roundHalfUp(sum, answered)) : null,
		answered,
		unknown: values.filter((value) => value === 0).length,
		items: items.length,
		sum
	};
}

function scoreGroups(items: readonly ScoredItem[], answers: Answers, keyOf: (item: ScoredItem) => string): Record<string, UnitScore> {
	return Object.fromEntries([...Map.groupBy(items, keyOf)].map(([key, members]) => [key, scoreUnit(members, answers)]));
}

/**
 * Computes the score of an attempt: the one function that turns answers into numbers.
 *
 * The value of an item is 0 for "don't know" and 1 to 6 for A1 to C2; an unanswered item has no value. The score of a competence, of an area and
 * of the whole is the mean of the values of its items (not a mean of means). Its level is the score rounded half up, 0 being "below A1". A unit with
 * fewer than two thirds of its items answered has no level.
 */
export function scoreAttempt(items: readonly ScoredItem[], answers: Answers): AttemptScore {
	return {
		overall: scoreUnit(items, answers),
		areas: scoreGroups(items, answers, (item) => areaOf(item.competence)),
		competences: scoreGroups(items, answers, (item) => item.competence),
		items: Object.fromEntries(
			items.map((item) => {
				const value = answers.get(item.code) ?? null;
				return [item.code, { value, level: value === null ? null : levelAt(value), unknown: value === 0 }];
			})
		)
	};
}
