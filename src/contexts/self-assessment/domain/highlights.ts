import type { AttemptScore, UnitScore } from './score.ts';
import { areaOf } from './score.ts';

/** Codes of the units that the report puts first. */
export interface Highlights {
	/** Up to three competences, the strongest first. */
	readonly strongest: readonly string[];
	/** Up to three items, the one with most room to grow first. */
	readonly toGrow: readonly string[];
}

interface HighlightedItem {
	readonly code: string;
	readonly competence: string;
}

const most = 3;

/** Compares two means exactly: positive when a's is the higher. Whole numbers only, so that equal means are equal. */
function compareMeans(a: Pick<UnitScore, 'sum' | 'answered'>, b: Pick<UnitScore, 'sum' | 'answered'>): number {
	return a.sum * b.answered - b.sum * a.answered;
}

/**
 * Chooses what the report shows as strongest and as worth growing, both measured against the person's own mean, never against others.
 *
 * Strongest are competences, because a strength is a habit seen over a whole competence and not one answer; to grow are items, because an item has
 * a next step that a teacher can take this week.
 * - A competence is strong when all its items are answered and every one of them lies above the overall score. The highest score comes first.
 * - An item is to grow when it is answered with a level (A1 to C1) below the overall score. The lowest value comes first.
 *   "Don't know" is not among them: such items have a list of their own, and their next step is to get to know the thing at all.
 * - Ties: the competence whose area scores higher (the item whose area scores lower) comes first, then the order of the framework.
 *
 * An item below the mean can't belong to a competence whose items all lie above it, so the two lists never contradict each other. Both are empty
 * when the whole has no level (too few answers) and when all answers are alike: then there is nothing honest to say.
 */
export function chooseHighlights(items: readonly HighlightedItem[], score: AttemptScore): Highlights {
	const { overall } = score;
	if (overall.level === null) return { strongest: [], toGrow: [] };

	const againstOwnMean = (code: string): number | null => {
		const value = score.items[code]?.value ?? null;
		return value === null ? null : compareMeans({ sum: value, answered: 1 }, overall);
	};
	const areaScore = (competence: string): UnitScore => score.areas[areaOf(competence)] as UnitScore;
	const competenceScore = (competence: string): UnitScore => score.competences[competence] as UnitScore;
	const valueOfItem = (item: HighlightedItem): number => score.items[item.code]?.value ?? 0;

	// Array.prototype.sort is stable, so what is still equal stays in the order of the framework.
	const strongest = [...Map.groupBy(items, (item) => item.competence)]
		.filter(([, members]) => members.every((item) => (againstOwnMean(item.code) ?? -1) > 0))
		.map(([competence]) => competence)
		.sort((a, b) => compareMeans(competenceScore(b), competenceScore(a)) || compareMeans(areaScore(b), areaScore(a)));
	const toGrow = items
		.filter((item) => valueOfItem(item) > 0 && valueOfItem(item) < 6 && (againstOwnMean(item.code) ?? 0) < 0)
		.sort((a, b) => valueOfItem(a) - valueOfItem(b) || compareMeans(areaScore(a.competence), areaScore(b.competence)))
		.map((item) => item.code);
	return { strongest: strongest.slice(0, most), toGrow: toGrow.slice(0, most) };
}
