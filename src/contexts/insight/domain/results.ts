import type { LocalText } from '#platform/locale.ts';
import type { Summary } from './summary.ts';

/** A place in the tree of a wave, as it was when the wave was opened. */
export interface NodeHead {
	readonly id: string;
	/** Null at the root of the wave. */
	readonly parentId: string | null;
	/** Kind of organisation: `nation`, `region`, `district`, `school`… */
	readonly kind: string;
	readonly name: LocalText;
	readonly code: string | null;
}

export type WaveState = 'draft' | 'open' | 'closed' | 'archived';

/** A local question of a wave: one choice out of some. */
export interface WaveQuestion {
	/** 1 to 8. */
	readonly position: number;
	readonly text: LocalText;
	readonly options: readonly LocalText[];
}

export interface WaveHead {
	readonly id: string;
	readonly organisationId: string;
	readonly title: string;
	readonly state: WaveState;
	/** Calendar dates, "2026-11-22". */
	readonly opensOn: string;
	readonly closesOn: string;
	readonly closedAt: Date | null;
	/** When it was found what may be told; null until then. */
	readonly publishedAt: Date | null;
	/** The smallest group that anything is told of, in persons. */
	readonly minimumSize: number;
	/** Ids of the context questions by which groups may be compared, at most four. */
	readonly dimensions: readonly string[];
	readonly instrumentId: string;
	readonly instrumentVersion: string;
	/** The round before this one. */
	readonly previousId: string | null;
	readonly questions: readonly WaveQuestion[];
}

/** A place and what is told of it; null: hidden, because the group is too small or would give away a small one. */
export interface NodeSummary {
	readonly node: NodeHead;
	readonly summary: Summary | null;
}

/** A group within a place: its bands in the order of the dimensions asked for. */
export interface GroupSummary {
	readonly bands: readonly string[];
	readonly summary: Summary;
}

/** What is told of one place in a wave. */
export interface WaveResults {
	readonly wave: WaveHead;
	readonly node: NodeHead;
	/** From the root of the wave down to the node itself. */
	readonly path: readonly NodeHead[];
	/** Null: hidden. */
	readonly whole: Summary | null;
	/** Those above the node, from the root down: for comparison. */
	readonly above: readonly NodeSummary[];
	/** Those directly below, by name; at most `mostChildren`. For whoever only took part all are hidden: they see their own school and those above. */
	readonly children: readonly NodeSummary[];
	/** How many lie directly below in all. */
	readonly childCount: number;
	/** Null: nothing was asked by groups. `cells` null: hidden. Groups without anybody are left out. */
	readonly groups: { readonly dimensions: readonly string[]; readonly cells: readonly GroupSummary[] | null } | null;
	/** The same place in the round before; null: there is none, or its results are not out or not this reader's. */
	readonly before: { readonly wave: WaveHead; readonly whole: Summary | null } | null;
}

/** More children than this are not shown on one page: nobody compares them by eye. */
export const mostChildren = 200;
