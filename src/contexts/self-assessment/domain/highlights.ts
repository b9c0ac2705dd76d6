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
 * - A competence is strong when all its items are answered and every one of them lies at least half a level above the overall score. The highest
 *   score comes first.
 * - An item is to grow when it is answered with a level (A1 to C1) at least half a level below the overall score. The lowest value comes first.
 *   "Don't know" is not among them: such items have a list of their own, and their next step is to get to know the thing at all.
 * - Ties: the competence whose area scores higher (the item whose area scores lower) comes first, then the order of the framework.
 *
 * Half a level is what moves a rounded score; without it, the many answers a hair below a mean would be picked from at random. An item below the mean
 * can't belong to a competence whose items all lie above it, so the two lists never contradict each other. Both are empty when the whole has no level
 * (too few answers) and when the answers are even: then there is nothing honest to say.
 */
export function chooseHighlights(items: readonly HighlightedItem[], score: AttemptScore): Highlights {
	const { overall } = score;
	if (overall.level === null) return { strongest: [], toGrow: [] };

	/** 1: half a level or more above the own mean, -1: as much below, 0: near it or unanswered. */
	const sideOfMean = (code: string): -1 | 0 | 1 => {
		const value = score.items[code]?.value ?? null;
		if (value === null) return 0;
		const doubledDistance = 2 * (value * overall.answered - overall.sum);
		return doubledDistance >= overall.answered ? 1 : doubledDistance <= -overall.answered ? -1 : 0;
	};
	const areaScore = (competence: string): UnitScore => score.areas[areaOf(competence)] as UnitScore;
	const competenceScore = (competence: string): UnitScore => score.competences[competence] as UnitScore;
	const valueOfItem = (item: HighlightedItem): number => score.items[item.code]?.value ?? 0;

	// Array.prototype.sort is stable, so what is still equal stays in the order of the framework.
	const strongest = [...Map.groupBy(items, (item) => item.competence)]
		.filter(([, members]) => members.every((item) => sideOfMean(item.code) === 1))
		.map(([competence]) => competence)
		.sort((a, b) => compareMeans(competenceScore(b), competenceScore(a)) || compareMeans(areaScore(b), areaScore(a)));
	const toGrow = items
		.filter((item) => valueOfItem(item) > 0 && valueOfItem(item) < 6 && sideOfMean(item.code) === -1)
		.sort((a, b) => valueOfItem(a) - valueOfItem(b) || compareMeans(areaScore(a.competence), areaScore(b.competence)))
		.map((item) => item.code);
	return { strongest: strongest.slice(0, most), toGrow: toGrow.slice(0, most) };
}
