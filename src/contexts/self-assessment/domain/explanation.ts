import type { InstrumentItem } from './instrument.ts';
import type { AnswerValue, LevelOrBelow } from './level.ts';
import { type AttemptScore, areaOf, roundHalfUp, scoringRule, type UnitScore } from './score.ts';

/** What a number was computed with; frozen with the result. */
export interface ComputedWith {
	readonly ruleVersion: string;
	readonly framework: { readonly id: string; readonly version: string };
}

/** The answer to "How was this computed?" for a competence, an area or the whole. */
export interface ScoreExplanation extends ComputedWith {
	/** The items of the unit in the instrument's order; 0 = don't know, 1..6 = A1..C2, null = unanswered. */
	readonly values: readonly { readonly item: string; readonly value: AnswerValue | null }[];
	/** Sum of the values of the answered items. */
	readonly sum: number;
	/** Number of answered items, "don't know" included. */
	readonly count: number;
	/** sum / count, as the nearest double; null when nothing is answered. */
	readonly mean: number | null;
	/** The mean rounded half up, 0 to 6; null when nothing is answered. */
	readonly rounded: number | null;
	/** The least number of answered items with which the unit has a level: two thirds of its items, rounded up. */
	readonly required: number;
	readonly isEnough: boolean;
	/** The rounded mean as a level; null when too few items are answered. */
	readonly level: LevelOrBelow | null;
}

/** The items that a unit's score is the mean of: those of one competence, of one area, or all of them. */
export function itemsOf(items: readonly InstrumentItem[], unit: { readonly area?: string; readonly competence?: string }): readonly InstrumentItem[] {
	return items.filter(
		(item) =>
			(unit.area === undefined || areaOf(item.competence) === unit.area) && (unit.competence === undefined || item.competence === unit.competence)
	);
}

/**
 * Explains the score of a unit by the numbers it was computed from. It computes nothing anew: sum, count, mean and level are those of the score;
 * the rounding and the two-thirds rule are those of `scoreAttempt`.
 */
export function explainNumber(unit: UnitScore, items: readonly InstrumentItem[], score: AttemptScore, computedWith: ComputedWith): ScoreExplanation {
	const { numerator, denominator } = scoringRule.leastShareAnswered;
	return {
		...computedWith,
		values: items.map((item) => ({ item: item.code, value: score.items[item.code]?.value ?? null })),
		sum: unit.sum,
		count: unit.answered,
		mean: unit.score,
		rounded: unit.answered === 0 ? null : roundHalfUp(unit.sum, unit.answered),
		required: Math.ceil((unit.items * numerator) / denominator),
		isEnough: unit.level !== null,
		level: unit.level
	};
}
