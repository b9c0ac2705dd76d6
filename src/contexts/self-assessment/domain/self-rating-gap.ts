import { type Level, type LevelOrBelow, valueOf } from './level.ts';

/** How a self-rating lies to the computed level: near it, above it (over) or below it (under). */
export type GapKind = 'close' | 'over' | 'under';

export interface SelfRatingGap {
	readonly rating: Level;
	/** The self-rating minus the computed level, in levels: -5 to 6; null when there is no computed level. */
	readonly difference: number | null;
	readonly kind: GapKind | null;
}

/** How the same person saw the same practice before and after the questions, next to the level that follows from the answers. */
export interface SelfRatingComparison {
	readonly before: SelfRatingGap | null;
	readonly after: SelfRatingGap | null;
}

/** A neighbouring level still counts as close: a level is a rounded mean, so two neighbours may lie a hundredth apart. */
const closeWithin = 1;

/** Compares a self-rating with the computed level of the whole. Returns null when there is no self-rating. */
export function compareSelfRating(rating: Level | null | undefined, computed: LevelOrBelow | null): SelfRatingGap | null {
	if (rating === null || rating === undefined) return null;
	if (computed === null) return { rating, difference: null, kind: null };
	const difference = valueOf(rating) - (computed === 'below' ? 0 : valueOf(computed));
	return { rating, difference, kind: Math.abs(difference) <= closeWithin ? 'close' : difference > 0 ? 'over' : 'under' };
}
