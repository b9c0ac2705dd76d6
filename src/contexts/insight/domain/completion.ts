import { addDays, dayOf, daysBetween } from './wave.ts';

/** How many joined and finished. */
export interface Progress {
	readonly joined: number;
	readonly finished: number;
}

/** How far a wave is at a node: in all, by what lies directly below, and by day. */
export interface Completion extends Progress {
	/** What lies directly below the node, each with all below itself, in the order given. */
	readonly places: readonly (Progress & { readonly id: string; readonly name: PlaceName; readonly kind: string })[];
	/** Who joined at the node itself rather than below it. */
	readonly here: Progress;
	/** Every day from the first to the last or today, without gaps; sums up to that day beside. */
	readonly days: readonly (Progress & { readonly day: string; readonly joinedSoFar: number; readonly finishedSoFar: number })[];
	/** Places below in which nobody has joined yet. */
	readonly silent: number;
}

type PlaceName = Readonly<Record<'kk' | 'ru' | 'en', string>>;

interface Place {
	readonly id: string;
	readonly path: readonly string[];
	readonly kind: string;
	readonly name: PlaceName;
}

interface Counted {
	readonly node: Place;
	readonly children: readonly Place[];
	readonly rows: readonly (Progress & { readonly organisationId: string; readonly day: string })[];
	/** Of all organisations that the rows name. */
	readonly paths: readonly Place[];
	readonly wave: { readonly opensOn: string; readonly closesOn: string; readonly closedAt: Date | null };
	readonly today: Date;
}

/** Longest picture by day; of a longer wave the last days are shown. */
const mostDays = 92;

const sum = (rows: readonly Progress[]): Progress => ({
	joined: rows.reduce((total, row) => total + row.joined, 0),
	finished: rows.reduce((total, row) => total + row.finished, 0)
});

/** Adds up counts by organisation and day. */
export function completionOf({ node, children, rows, paths, wave, today }: Counted): Completion {
	const pathOf = new Map(paths.map(({ id, path }) => [id, path]));
	const childIds = new Set(children.map(({ id }) => id));
	// The child under which an organisation lies, or the node itself.
	const branch = (organisationId: string) => (pathOf.get(organisationId) ?? []).find((id) => childIds.has(id)) ?? node.id;
	const byBranch = Map.groupBy(rows, ({ organisationId }) => branch(organisationId));
	const places = children.map(({ id, name, kind }) => ({ id, name, kind, ...sum(byBranch.get(id) ?? []) }));
	const byDay = Map.groupBy(rows, ({ day }) => day);
	const last = wave.closedAt === null ? dayOf(today) : dayOf(wave.closedAt);
	const first = [wave.opensOn, ...byDay.keys()].reduce((a, b) => (a < b ? a : b));
	const count = Math.max(1, daysBetween(first, last < first ? first : last) + 1);
	let [joinedSoFar, finishedSoFar] = [0, 0];
	const days = Array.from({ length: count }, (_, index) => {
		const day = addDays(first, index);
		const { joined, finished } = sum(byDay.get(day) ?? []);
		joinedSoFar += joined;
		finishedSoFar += finished;
		return { day, joined, finished, joinedSoFar, finishedSoFar };
	}).slice(-mostDays);
	return {
		...sum(rows),
		places,
		here: sum(byBranch.get(node.id) ?? []),
		days,
		silent: places.filter(({ joined }) => joined === 0).length
	};
}
