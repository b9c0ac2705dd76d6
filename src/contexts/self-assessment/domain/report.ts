import type { LocalText } from '#platform/locale.ts';
import { type ComputedWith, explainNumber, itemsOf, type ScoreExplanation } from './explanation.ts';
import { chooseHighlights } from './highlights.ts';
import { type Instrument, type InstrumentItem, instrumentName } from './instrument.ts';
import { type AnswerValue, codeOf, type Level, type LevelOrBelow } from './level.ts';
import { type NextStep, type NextSteps, nextStepFor } from './next-step.ts';
import { type AttemptScore, areaOf, type UnitScore } from './score.ts';
import { compareSelfRating, type SelfRatingComparison } from './self-rating-gap.ts';

export interface ReportLevel {
	readonly code: LevelOrBelow;
	readonly name: LocalText;
	/** What the level says of the whole. */
	readonly meaning: LocalText;
	/** What helps at this level. */
	readonly next: LocalText;
}

/** The numbers of one unit, and how they came about. */
export interface ReportNumbers {
	/** Mean of the answered items, 0 to 6; null when nothing is answered. */
	readonly score: number | null;
	/** null when fewer than two thirds of the items are answered. */
	readonly level: LevelOrBelow | null;
	readonly answered: number;
	/** Number of items answered with "don't know". */
	readonly unknown: number;
	/** Number of items of the unit. */
	readonly items: number;
	readonly explanation: ScoreExplanation;
	/** Against the previous attempt; null when there is none or when one of the two has no score. */
	readonly change: ScoreChange | null;
}

export interface ScoreChange {
	/** Score of the previous attempt, 0 to 6. */
	readonly from: number;
	/** Score now minus score then: -6 to 6. */
	readonly difference: number;
}

export interface ReportUnit extends ReportNumbers {
	readonly code: string;
	readonly name: LocalText;
}

export interface ReportArea extends ReportUnit {
	readonly summary: LocalText;
	/** One sentence on practice in this area at this level; null when the area has no level. */
	readonly sentence: LocalText | null;
}

export interface ReportItem {
	readonly code: string;
	readonly name: LocalText;
	/** The framework's competence that the item maps to, shown with the item's code. */
	readonly competence: string;
	readonly area: string;
	readonly value: AnswerValue | null;
	/** "below" when the answer is "don't know". */
	readonly level: LevelOrBelow | null;
	readonly unknown: boolean;
	/** The statement that the teacher chose. */
	readonly chosen: LocalText | null;
	/** null when the item is unanswered. */
	readonly nextStep: NextStep | null;
}

export interface MissingAnswers {
	readonly answered: number;
	readonly items: number;
	/** Codes of the unanswered items. */
	readonly unanswered: readonly string[];
	/** Codes of the areas and competences that have no level because of it. */
	readonly areasWithoutLevel: readonly string[];
	readonly competencesWithoutLevel: readonly string[];
}

/**
 * Everything that a person sees after an attempt, in no particular language: page, PDF and JSON are drawn from this one object.
 * It is plain data and survives JSON; instants are ISO 8601 strings.
 */
export interface Report {
	readonly instrument: { readonly id: string; readonly version: string; readonly title: LocalText };
	readonly computedWith: ComputedWith;
	readonly startedAt: string;
	readonly submittedAt: string;
	/** The scale, "below" first. */
	readonly levels: readonly ReportLevel[];
	readonly overall: ReportNumbers;
	readonly areas: readonly ReportArea[];
	readonly competences: readonly (ReportUnit & { readonly area: string })[];
	readonly items: readonly ReportItem[];
	/** Codes of up to three competences; see `chooseHighlights`. */
	readonly threeStrongest: readonly string[];
	/** Codes of up to three items; see `chooseHighlights`. */
	readonly threeToGrow: readonly string[];
	/** Codes of the items answered with "don't know". */
	readonly dontKnow: readonly string[];
	readonly selfRating: SelfRatingComparison;
	/** The submitted attempt before this one, against which `change` is computed. */
	readonly previous: { readonly submittedAt: string } | null;
	/** null when every item is answered. */
	readonly missing: MissingAnswers | null;
}

export interface EarlierAttempt {
	readonly submittedAt: Date;
	readonly score: AttemptScore;
}

export interface ReportSource {
	readonly instrument: Instrument;
	readonly nextSteps: NextSteps;
	readonly score: AttemptScore;
	readonly selfRatings: { readonly before?: Level | null; readonly after?: Level | null };
	readonly startedAt: Date;
	readonly submittedAt: Date;
	/** Version of the scoring rule that was frozen with the result. */
	readonly ruleVersion: string;
	/** Submitted attempts of the same person with an instrument of the same framework, in any order. */
	readonly earlier: readonly EarlierAttempt[];
}

function changeSince(now: UnitScore, then: UnitScore | undefined): ScoreChange | null {
	if (now.score === null || then === undefined || then.score === null) return null;
	return { from: then.score, difference: now.score - then.score };
}

function findPrevious(earlier: readonly EarlierAttempt[], submittedAt: Date): EarlierAttempt | null {
	const before = earlier.filter((attempt) => attempt.submittedAt < submittedAt);
	return before.reduce<EarlierAttempt | null>(
		(latest, attempt) => (latest !== null && latest.submittedAt >= attempt.submittedAt ? latest : attempt),
		null
	);
}

function reportItem(item: InstrumentItem, score: AttemptScore, nextSteps: NextSteps): ReportItem {
	const { value, level, unknown } = score.items[item.code] ?? { value: null, level: null, unknown: false };
	const answer = value === null ? null : codeOf(value);
	return {
		code: item.code,
		name: item.name,
		competence: item.competence,
		area: areaOf(item.competence),
		value,
		level,
		unknown,
		chosen: item.answers.find((choice) => choice.value === answer)?.text ?? null,
		nextStep: answer === null ? null : nextStepFor(nextSteps, item.code, answer)
	};
}

function findMissing(score: AttemptScore, items: readonly ReportItem[]): MissingAnswers | null {
	const unanswered = items.filter((item) => item.value === null).map((item) => item.code);
	if (unanswered.length === 0) return null;
	const withoutLevel = (units: Readonly<Record<string, UnitScore>>): string[] =>
		Object.entries(units)
			.filter(([, unit]) => unit.level === null)
			.map(([code]) => code);
	return {
		answered: score.overall.answered,
		items: score.overall.items,
		unanswered,
		areasWithoutLevel: withoutLevel(score.areas),
		competencesWithoutLevel: withoutLevel(score.competences)
	};
}

/**
 * Turns the score of a submitted attempt into its report. Pure: the same source gives the same report.
 *
 * The previous attempt is the latest of `earlier` that was submitted before this one; a change is given only where both have a score.
 * Throws when an area or a competence of the score is unknown to the instrument, or when a next step is missing: both are defects of the content.
 */
export function buildReport(source: ReportSource): Report {
	const { instrument, nextSteps, score } = source;
	const computedWith: ComputedWith = { ruleVersion: source.ruleVersion, framework: instrument.framework };
	const previous = findPrevious(source.earlier, source.submittedAt);

	const numbers = (unit: UnitScore, then: UnitScore | undefined, members: readonly InstrumentItem[]): ReportNumbers => ({
		score: unit.score,
		level: unit.level,
		answered: unit.answered,
		unknown: unit.unknown,
		items: unit.items,
		explanation: explainNumber(unit, members, score, computedWith),
		change: changeSince(unit, then)
	});
	const scoreOf = (units: Readonly<Record<string, UnitScore>>, code: string): UnitScore => {
		const unit = units[code];
		if (unit === undefined) throw new Error(`No score for ${code} of ${instrumentName(instrument)}`);
		return unit;
	};

	const items = instrument.items.map((item) => reportItem(item, score, nextSteps));
	const highlights = chooseHighlights(instrument.items, score);
	return {
		instrument: { id: instrument.id, version: instrument.version, title: instrument.title },
		computedWith,
		startedAt: source.startedAt.toISOString(),
		submittedAt: source.submittedAt.toISOString(),
		levels: instrument.levels,
		overall: numbers(score.overall, previous?.score.overall, instrument.items),
		areas: instrument.areas.map((area) => {
			const unit = scoreOf(score.areas, area.code);
			return {
				code: area.code,
				name: area.name,
				summary: area.summary,
				sentence: unit.level === null ? null : area.levels[unit.level],
				...numbers(unit, previous?.score.areas[area.code], itemsOf(instrument.items, { area: area.code }))
			};
		}),
		competences: instrument.competences.map(({ code, name }) => ({
			code,
			name,
			area: areaOf(code),
			...numbers(scoreOf(score.competences, code), previous?.score.competences[code], itemsOf(instrument.items, { competence: code }))
		})),
		items,
		threeStrongest: highlights.strongest,
		threeToGrow: highlights.toGrow,
		dontKnow: items.filter((item) => item.unknown).map((item) => item.code),
		selfRating: {
			before: compareSelfRating(source.selfRatings.before, score.overall.level),
			after: compareSelfRating(source.selfRatings.after, score.overall.level)
		},
		previous: previous === null ? null : { submittedAt: previous.submittedAt.toISOString() },
		missing: findMissing(score, items)
	};
}
