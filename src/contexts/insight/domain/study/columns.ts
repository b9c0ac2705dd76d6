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

/**
 * Reads from the names what each column is. Changes are looked for only where the table has two moments; elsewhere a column that says to be a
 * change and
 * is `signed` (plus or minus before its numbers) holds no shares.
 */
export function nameColumns(names: readonly string[], kind: 'percent' | 'count', signed: readonly boolean[] = []): NamedColumns {
	const kept = columnsOfKind(names, kind);
	const isOnlyCount = kind === 'count' && kept.length < names.length;
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
		if (signed[column] === true && readDifferenceName(name) !== undefined) return 'statistic';
		if (isTotalName(name)) return 'total';
		// Beside percentages, "n" is what was counted.
		if (isOnlyCount && saysCount(name)) return 'category';
		if (isSampleSizeName(name)) return 'sample-size';
		if (isMeanName(name)) return 'mean';
		return isStatisticName(name) ? 'statistic' : 'category';
	});
	return { uses, doubtful: names.map(isDoubtfulName), pairs, changes, folds };
}

const saysPercent = (name: string) => /%|percent|per cent|процент|пайыз|доля|үлес/iu.test(name);
const saysCount = (name: string) => /(?:^|[^\p{L}])(?:n|f|abs|абс\p{L}*|чел\p{L}*|кол-во|количество|саны|адам|count|number|freq\p{L}*|частота)(?:[^\p{L}]|$)/iu.test(name);

/** Numbers of people and, in the column beside, their share. */
export interface CountedShare {
	readonly count: number;
	readonly share: number;
}

/** The columns of a table that prints counts and shares side by side: "n, %", or both for each of several groups. */
export function findCountedShares(names: readonly string[]): CountedShare[] {
	const prefix = (name: string) => (name.includes(':') ? normalise(name.slice(0, name.indexOf(':'))) : '');
	return names.flatMap((name, share) => {
		if (!saysPercent(name)) return [];
		const count = [share - 1, share + 1].find((other) => {
			const beside = names[other];
			return beside !== undefined && saysCount(beside) && !saysPercent(beside) && prefix(beside) === prefix(name);
		});
		return count === undefined ? [] : [{ count, share }];
	});
}

/** Where a table prints counts and shares side by side, the columns of the wanted kind; otherwise all. */
function columnsOfKind(names: readonly string[], kind: 'percent' | 'count'): number[] {
	const isOther = (name: string) => isTotalName(name) || readDifferenceName(name) !== undefined;
	const columns = names.map((_, column) => column).filter((column) => !isOther(names[column] ?? ''));
	const percents = columns.filter((column) => saysPercent(names[column] ?? ''));
	const counts = columns.filter((column) => !percents.includes(column) && saysCount(names[column] ?? ''));
	const all = names.map((_, column) => column);
	if (percents.length + counts.length !== columns.length) return all;
	const areMixed = percents.length > 0 && counts.length > 0;
	const other = kind === 'percent' ? counts : percents;
	return areMixed ? all.filter((column) => !other.includes(column)) : all;
}
