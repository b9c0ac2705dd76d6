import type { Range, Verdict } from './difference.ts';

/** A share of persons: whole percent as printed, with its interval in percent. */
export interface ToldShare {
	readonly count: number;
	readonly persons: number;
	readonly percent: number;
	readonly range: Range;
}

/** A competence with its mean score. */
export interface RankedCompetence {
	readonly competence: string;
	readonly mean: number;
}

/** Two means of different people and their difference, as printed: the difference is the one that a reader finds by subtracting. */
export interface ToldDifference {
	/** Code of the area; empty: the whole. */
	readonly area: string;
	readonly now: number;
	readonly then: number;
	readonly persons: number;
	readonly personsThen: number;
	readonly difference: number;
	readonly range: Range | null;
	readonly verdict: Verdict;
}

/**
 * One sentence of the report, with all numbers that make it true. Scores are on the scale 0 to 6 and rounded to two decimals, levels are 0 (below A1)
 * to 6 (C2); competences, areas, items and nodes are named by code or id. Words in three languages: `report-words.ts`.
 */
export type Statement =
	/** Nothing may be told of the place. */
	| { readonly kind: 'hidden'; readonly minimum: number }
	| { readonly kind: 'participation'; readonly persons: number }
	/** The mean score; its level is that of the printed number. */
	| { readonly kind: 'mean'; readonly mean: number; readonly level: number; readonly persons: number; readonly range: Range | null }
	/** How many persons are in which band by their level in the whole. */
	| { readonly kind: 'bands'; readonly below: number; readonly A: number; readonly B: number; readonly C: number; readonly persons: number }
	| { readonly kind: 'highest'; readonly ranked: readonly RankedCompetence[] }
	| { readonly kind: 'lowest'; readonly ranked: readonly RankedCompetence[] }
	/** All competences have the same mean. */
	| { readonly kind: 'even'; readonly mean: number }
	/** A share of persons is at `level` or lower in a competence. */
	| { readonly kind: 'problem-zone'; readonly competence: string; readonly level: number; readonly share: ToldShare }
	/** In no competence are `percent` or more at `level` or lower. */
	| { readonly kind: 'no-problem-zone'; readonly level: number; readonly percent: number }
	/** A share of those who answered an item chose "don't know". */
	| { readonly kind: 'dont-know'; readonly item: string; readonly share: ToldShare }
	| { readonly kind: 'no-dont-know'; readonly percent: number }
	/** The place against all others of a place above it. */
	| ({ readonly kind: 'against'; readonly node: string } & ToldDifference)
	/** In none of the areas does the place differ from the others by more than chance. */
	| { readonly kind: 'against-alike'; readonly node: string; readonly areas: number }
	| ({ readonly kind: 'change' } & ToldDifference)
	| { readonly kind: 'change-alike'; readonly areas: number }
	/** There was a round before, of which nothing may be told here. */
	| { readonly kind: 'change-hidden' }
	/** The places below: of how many of them something may be told, and between which means they lie. */
	| { readonly kind: 'below'; readonly shown: number; readonly all: number; readonly lowest: number; readonly highest: number }
	/** A competence is a problem zone in `nodes` of the `shown` places below. */
	| { readonly kind: 'common-zone'; readonly competence: string; readonly nodes: number; readonly shown: number; readonly level: number }
	| { readonly kind: 'advise-theme'; readonly competence: string; readonly level: number; readonly share: ToldShare }
	| { readonly kind: 'advise-showing'; readonly item: string; readonly share: ToldShare }
	/** Persons at `level` or higher could help the others in this problem zone. */
	| { readonly kind: 'advise-peers'; readonly competence: string; readonly level: number; readonly count: number; readonly persons: number }
	| { readonly kind: 'advise-next-round'; readonly months: number };

export type StatementKind = Statement['kind'];
