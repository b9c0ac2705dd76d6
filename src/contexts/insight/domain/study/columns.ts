import {
	type ChangeUnit,
	isDoubtfulName,
	isFoldName,
	isMeanName,
	isSampleSizeName,
	isStatisticName,
	isTotalName,
	normalise,
	readDifferenceName,
	readPhase
} from './words.ts';

/** What a column of numbers is, as far as its name tells. */
export type ColumnUse = 'category' | 'sample-size' | 'total' | 'mean' | 'statistic' | 'change' | 'fold';

/** The same category before and after. */
export interface PhasePair {
	/** What the two columns have in common; "" when they are called only before and after. */
	readonly name: string;
	readonly before: number;
	readonly after: number;
}

/** A printed change, and the pair that it was computed from. */
export interface ChangeColumn {
	readonly column: number;
	readonly pair: PhasePair;
	readonly unit: ChangeUnit;
}

export interface NamedColumns {
	readonly uses: readonly ColumnUse[];
	/** Whether the name leaves doubt, so that the numbers have to tell. */
	readonly doubtful: readonly boolean[];
	readonly pairs: readonly PhasePair[];
	readonly changes: readonly ChangeColumn[];
	readonly folds: readonly ChangeColumn[];
}

function findPairs(names: readonly string[]): PhasePair[] {
	const phases = names.map((name, index) => ({ index, ...(readPhase(name) ?? { phase: undefined, rest: '' }) }));
	return phases.flatMap(({ index, phase, rest }) => {
		if (phase !== 'before') return [];
		const after = phases.filter((other) => other.phase === 'after' && other.rest === rest);
		const isOnly = phases.filter((other) => other.phase === 'before' && other.rest === rest).length === 1;
		return isOnly && after.length === 1 ? [{ name: rest, before: index, after: after[0]?.index ?? 0 }] : [];
	});
}

/** The pair that a column of changes belongs to: the one whose name it carries, or the only one. */
function pairOf(name: string, pairs: readonly PhasePair[]): PhasePair | undefined {
	const text = normalise(name);
	const named = pairs.filter((pair) => pair.name !== '' && text.split(/[\s:;,()/]+/u).join(' ').includes(pair.name));
	const [longest] = named.toSorted((a, b) => b.name.length - a.name.length);
	return longest ?? (pairs.length === 1 ? pairs[0] : pairs.find((pair) => pair.name === ''));
}

/** Reads from the names what each column is. Changes are looked for only where the table has two moments. */
export function nameColumns(names: readonly string[], kind: 'percent' | 'count'): NamedColumns {
	const kept = columnsOfKind(names, kind);
	const pairs = findPairs(names.map((name, column) => (kept.includes(column) ? name : '')));
	const paired = new Set(pairs.flatMap(({ before, after }) => [before, after]));
	const changes: ChangeColumn[] = [];
	const folds: ChangeColumn[] = [];
	const uses = names.map((name, column): ColumnUse => {
		if (!kept.includes(column)) return 'statistic';
		if (paired.has(column)) return 'category';
		const pair = pairs.length === 0 ? undefined : pairOf(name, pairs);
		if (pair !== undefined && isFoldName(name)) {
			folds.push({ column, pair, unit: 'unsaid' });
			return 'fold';
		}
		const unit = pair === undefined ? undefined : readDifferenceName(name);
		if (pair !== undefined && unit !== undefined) {
			changes.push({ column, pair, unit });
			return 'change';
		}
		if (isTotalName(name)) return 'total';
		if (isSampleSizeName(name)) return 'sample-size';
		if (isMeanName(name)) return 'mean';
		return isStatisticName(name) ? 'statistic' : 'category';
	});
	return { uses, doubtful: names.map(isDoubtfulName), pairs, changes, folds };
}

const saysPercent = (name: string) => /%|percent|per cent|процент|пайыз|доля|үлес/iu.test(name);
const saysCount = (name: string) => /(?:^|[^\p{L}])(?:n|f|abs|абс\p{L}*|чел\p{L}*|кол-во|количество|саны|адам|count|number|freq\p{L}*|частота)(?:[^\p{L}]|$)/iu.test(name);

/** Where a table prints counts and shares side by side, the columns of the wanted kind; otherwise all. */
function columnsOfKind(names: readonly string[], kind: 'percent' | 'count'): number[] {
	const isOther = (name: string) => isTotalName(name) || readDifferenceName(name) !== undefined;
	const columns = names.map((_, column) => column).filter((column) => !isOther(names[column] ?? ''));
	const percents = columns.filter((column) => saysPercent(names[column] ?? ''));
	const counts = columns.filter((column) => !percents.includes(column) && saysCount(names[column] ?? ''));
	const all = names.map((_, column) => column);
	const areMixed = percents.length > 0 && counts.length > 0 && percents.length + counts.length === columns.length;
	const other = kind === 'percent' ? counts : percents;
	return areMixed ? all.filter((column) => !other.includes(column)) : all;
}
