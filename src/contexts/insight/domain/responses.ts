import { describeSample, type SampleDescription } from './statistics/describe-sample.ts';
import { differenceInDifferences, differenceOfChanges, hedgesG, hedgesGPaired } from './statistics/differences.ts';
import { kruskalWallis, mannWhitney, type PairComparison, signedRank } from './statistics/rank-tests.ts';
import { completeCases, cronbachAlpha, mcDonaldOmega } from './statistics/reliability.ts';
import type { StatisticalResult, TestName } from './statistics/result.ts';
import type { Sample } from './statistics/sample.ts';
import { mcNemar, stuartMaxwell } from './statistics/shares.ts';

/** Answers of people to items: numbers, or levels as numbers (don't know 0, A1 to C2 1 to 6). */
export interface Responses {
	readonly items: readonly string[];
	readonly people: readonly { readonly id: string; readonly values: readonly (number | null)[] }[];
}

/** What is asked for but can't be computed from these data, and why. */
export interface Refusal {
	readonly test: TestName;
	readonly reason: 'marginal' | 'unmatched';
}

/** The tests that need each person's two answers. */
export const pairedTests = ['signed-rank-exact', 'mcnemar-corrected', 'stuart-maxwell', 'hedges-g-paired'] as const satisfies readonly TestName[];

const isPresent = (value: number | null): value is number => value !== null;
const column = ({ people }: Responses, index: number) => people.map(({ values }) => values[index] ?? null);

/** The scale of an item: what stands before the first dot of its code, or the one scale of all items. */
const scaleOf = (item: string) => /^(\d+)\.\d/.exec(item)?.[1] ?? 'all';

export interface ScaleDescription {
	readonly scale: string;
	readonly items: readonly string[];
	/** People left out because an answer of theirs is missing. */
	readonly excluded: number;
	readonly alpha: StatisticalResult;
	readonly omega: StatisticalResult;
}

/** Items one by one, and how far those of a scale agree. */
export function describeResponses(responses: Responses) {
	const items = responses.items.map((item, index): SampleDescription & { readonly item: string } => ({
		item,
		...describeSample(column(responses, index))
	}));
	const scales = [...Map.groupBy(responses.items, scaleOf)].filter(([, members]) => members.length > 1);
	return {
		items,
		scales: scales.map(([scale, members]): ScaleDescription => {
			const { items: complete, excluded } = completeCases(members.map((item) => column(responses, responses.items.indexOf(item))));
			return { scale, items: members, excluded, alpha: cronbachAlpha(complete), omega: mcDonaldOmega(complete) };
		})
	};
}

export interface ItemComparison {
	readonly item: string;
	readonly results: readonly StatisticalResult[];
	/** Of three groups and more. */
	readonly pairs?: readonly PairComparison[];
}

export interface Comparison {
	readonly design: 'paired' | 'groups';
	readonly items: readonly ItemComparison[];
	readonly refused: readonly Refusal[];
}

/** Categories that occur, from low to high, and how many went from each to each. */
function transitions(before: Sample, after: Sample): number[][] {
	const categories = [...new Set([...before, ...after])].sort((a, b) => a - b);
	return categories.map((from) => categories.map((to) => before.filter((value, index) => value === from && after[index] === to).length));
}

/** Whether the shares of the answers changed: of two answers by McNemar's test (exact where few changed theirs), of more by Stuart and Maxwell's. */
function shareTests(moves: readonly (readonly number[])[]): StatisticalResult[] {
	if (moves.length !== 2) return [stuartMaxwell(moves)];
	const n = moves.flat().reduce((sum, count) => sum + count, 0);
	const { corrected, exact } = mcNemar({ gained: moves[0]?.[1] ?? 0, lost: moves[1]?.[0] ?? 0, n });
	return [exact ?? corrected];
}

/** Whether the shares of the answers of the same people changed, from each person's two answers. */
export const changeOfShares = (before: Sample, after: Sample): StatisticalResult[] => shareTests(transitions(before, after));

/** The answers of the same people to an item in two rounds; who did not answer both times is left out. */
export function pairsOf(first: Responses, second: Responses, item: string): { readonly before: Sample; readonly after: Sample } {
	const [from, to] = [first.items.indexOf(item), second.items.indexOf(item)];
	const later = new Map(second.people.map(({ id, values }) => [id, values[to] ?? null]));
	const both = first.people.flatMap(({ id, values }) => {
		const [before, after] = [values[from] ?? null, later.get(id) ?? null];
		return before === null || after === null ? [] : [{ before, after }];
	});
	return { before: both.map(({ before }) => before), after: both.map(({ after }) => after) };
}

const answersTo = (responses: Responses, item: string): Sample => column(responses, responses.items.indexOf(item)).filter(isPresent);

const itemsInCommon = (rounds: readonly Responses[]) => (rounds[0]?.items ?? []).filter((item) => rounds.every(({ items }) => items.includes(item)));

/**
 * Compares rounds or groups item by item. Two files that share identifiers are the same people before and after; else the files are groups of
 * different people. More than two are always groups.
 */
export function compareResponses(rounds: readonly Responses[]): Comparison {
	const [first, second] = rounds;
	const items = itemsInCommon(rounds);
	if (first === undefined || second === undefined) return { design: 'groups', items: [], refused: [] };
	const ids = new Set(first.people.map(({ id }) => id));
	if (rounds.length === 2 && second.people.some(({ id }) => ids.has(id))) {
		const compared = items.map((item): ItemComparison => {
			const { before, after } = pairsOf(first, second, item);
			return { item, results: [signedRank(before, after), ...shareTests(transitions(before, after)), hedgesGPaired(before, after)] };
		});
		return { design: 'paired', items: compared, refused: [] };
	}
	const compared = items.map((item): ItemComparison => {
		const groups = rounds.map((round) => answersTo(round, item));
		const [x = [], y = []] = groups;
		if (groups.length === 2) return { item, results: [mannWhitney(y, x), hedgesG(y, x)] };
		const { overall, pairs } = kruskalWallis(groups);
		return { item, results: [overall], pairs };
	});
	return { design: 'groups', items: compared, refused: rounds.length === 2 ? pairedTests.map((test) => ({ test, reason: 'unmatched' })) : [] };
}

/**
 * How much more the trained changed than the control group, item by item: by each person's change where both have identifiers in common, else by
 * groups.
 */
export function compareWithControl(trained: readonly [Responses, Responses], control: readonly [Responses, Responses]): ItemComparison[] {
	return itemsInCommon([...trained, ...control]).map((item) => {
		const [own, other] = [pairsOf(...trained, item), pairsOf(...control, item)];
		const changes = ({ before, after }: typeof own) => after.map((value, index) => value - (before[index] ?? NaN));
		const isPaired = own.before.length > 0 && other.before.length > 0;
		const groups = ([before, after]: readonly [Responses, Responses]) => ({ before: answersTo(before, item), after: answersTo(after, item) });
		const result = isPaired ? differenceOfChanges(changes(own), changes(other)) : differenceInDifferences(groups(trained), groups(control));
		return { item, results: [result] };
	});
}
