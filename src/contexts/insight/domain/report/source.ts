import type { Summary } from '../summary.ts';

/** A place in the tree of a wave, and what may be told of it; null: hidden. */
export interface PlaceResults {
	readonly node: { readonly id: string };
	readonly summary: Summary | null;
}

/** What the report of a wave is written from: a part of `WaveResults`. */
export interface ReportSource {
	readonly wave: { readonly minimumSize: number };
	readonly node: { readonly id: string };
	readonly whole: Summary | null;
	/** Places above the node: its district, its region, its nation. */
	readonly above: readonly PlaceResults[];
	readonly children: readonly PlaceResults[];
	/** The round before; null when there was none. */
	readonly before: { readonly whole: Summary | null } | null;
}
