import {
	changeOfShares,
	compareWithControl,
	type ItemComparison,
	pairedTests,
	pairsOf,
	type Refusal,
	type Responses
} from './responses.ts';
import { hedgesG, hedgesGPaired } from './statistics/differences.ts';
import { mannWhitney, signedRank } from './statistics/rank-tests.ts';
import type { Interval, StatisticalResult } from './statistics/result.ts';
import type { LeastShare, Unit } from './measures.ts';

export const studySides = ['trained', 'control'] as const;
export type StudySide = (typeof studySides)[number];

/** What one person shared in a round, as far as a study looks at it. */
export interface StudyAnswers {
	readonly side: StudySide;
	/** Links the two rounds of a person; null where the person did not agree to that. */
	readonly pseudonym: string | null;
	/** One byte for each item: 0 = unanswered, 1 = don't know, 2..7 = A1..C2. */
	readonly answers: Uint8Array;
}

/** What the design or the data lack, so that something can't be said. */
export type StudyLack = 'trained_few' | 'control_few' | 'no_control' | 'not_linked' | 'control_not_linked' | 'partly_linked';

/** How many took part on a side; null where they are fewer than the smallest group. */
export interface StudySideSize {
	readonly side: StudySide;
	readonly before: number | null;
	readonly after: number | null;
	/** Whose two rounds are linked. */
	readonly linked: number | null;
}

/** What a study found. Items are the units of the instrument: '' is the whole, else the code of an area. */
export interface StudyResults {
	readonly minimum: number;
	readonly sides: readonly StudySideSize[];
	/** How the trained changed, and the control group. */
	readonly changes: readonly { readonly side: StudySide; readonly design: 'paired' | 'groups'; readonly items: readonly ItemComparison[] }[];
	/** How much more the trained changed than the control group. */
	readonly effect: readonly ItemComparison[];
	readonly refused: readonly Refusal[];
	readonly lacks: readonly StudyLack[];
}

/** Mean of the answered items of a unit, 0 to 6; null when too few are answered. */
function scoreOf(answers: Uint8Array, { items }: Unit, leastShare: LeastShare): number | null {
	const given = items.flatMap((item) => ((answers[item] ?? 0) > 0 ? [(answers[item] ?? 0) - 1] : []));
	if (given.length === 0 || given.length * leastShare.denominator < items.length * leastShare.numerator) return null;
	return given.reduce((sum, value) => sum + value, 0) / given.length;
}

/** The band of a score: below A1, A, B, C. */
const bandOf = (score: number): number => Math.ceil(Math.floor(score + 0.5) / 2);

const shorten = (value: number, decimals: number) => Number(value.toFixed(decimals));
const shortenInterval = (range: Interval | null): Interval | null =>
	range && { ...range, lower: shorten(range.lower, 2), upper: shorten(range.upper, 2) };

/** Numbers as papers print them: with more digits they would tell more than was asked. */
function shortened(result: StatisticalResult): StatisticalResult {
	const { statistic, p, effect, interval, degreesOfFreedom } = result;
	return {
		...result,
		statistic: { ...statistic, value: statistic.value === null ? null : shorten(statistic.value, 1) },
		p: p === null ? null : shorten(p, 4),
		degreesOfFreedom: degreesOfFreedom === null ? null : shorten(degreesOfFreedom, 1),
		effect: effect && { ...effect, value: shorten(effect.value, 2), interval: shortenInterval(effect.interval) },
		interval: shortenInterval(interval)
	};
}

/** The rounds of a side as answers to units; who is not linked gets a name that no other round has. */
function roundOf(
	people: readonly StudyAnswers[],
	side: StudySide,
	{ units, round, leastShare }: { readonly units: readonly Unit[]; readonly round: string; readonly leastShare: LeastShare }
): Responses {
	const own = people.filter((person) => person.side === side);
	return {
		items: units.map(({ code }) => code),
		people: own.map(({ pseudonym, answers }, index) => ({
			id: pseudonym ?? `${round} ${index}`,
			values: units.map((unit) => scoreOf(answers, unit, leastShare))
		}))
	};
}

const linkedOf = (before: Responses, after: Responses): number => {
	const ids = new Set(before.people.map(({ id }) => id));
	return after.people.filter(({ id }) => ids.has(id)).length;
};

interface Rounds {
	readonly before: Responses;
	readonly after: Responses;
	readonly linked: number;
}

const answersTo = ({ people }: Responses, index: number) => people.flatMap(({ values }) => values[index] ?? []);

const bandsOf = ({ before, after }: { before: readonly number[]; after: readonly number[] }) => changeOfShares(before.map(bandOf), after.map(bandOf));

/** How one side changed: by each person's two answers where enough are linked, else as groups of different people. */
function changesOf({ before, after, linked }: Rounds, minimum: number): { design: 'paired' | 'groups'; items: ItemComparison[] } {
	const isPaired = linked >= minimum;
	const items = before.items.map((item, index): ItemComparison => {
		const pairs = pairsOf(before, after, item);
		const [x, y] = [answersTo(before, index), answersTo(after, index)];
		const enough = isPaired ? pairs.before.length >= minimum : Math.min(x.length, y.length) >= minimum;
		if (!enough) return { item, results: [] };
		const results = isPaired
			? [signedRank(pairs.before, pairs.after), ...bandsOf(pairs), hedgesGPaired(pairs.before, pairs.after)]
			: [mannWhitney(y, x), hedgesG(y, x)];
		return { item, results: results.map(shortened) };
	});
	return { design: isPaired ? 'paired' : 'groups', items: items.filter(({ results }) => results.length > 0) };
}

/**
 * What can be said of a study from what was shared in its two rounds. Nothing is told of a side with fewer people than `minimum` in a
 * round, and no pair
 * is looked at where fewer are linked; what is missing for more is named.
 */
export function analyseStudy(given: {
	readonly before: readonly StudyAnswers[];
	readonly after: readonly StudyAnswers[];
	readonly units: readonly Unit[];
	readonly leastShareAnswered: LeastShare;
	readonly minimum: number;
	readonly hasControl: boolean;
}): StudyResults {
	const { minimum, hasControl, leastShareAnswered: leastShare } = given;
	const units = given.units.filter(({ kind }) => kind !== 'competence');
	const roundsOf = (side: StudySide): Rounds => {
		const before = roundOf(given.before, side, { units, round: 'before', leastShare });
		const after = roundOf(given.after, side, { units, round: 'after', leastShare });
		return { before, after, linked: linkedOf(before, after) };
	};
	const sides = (hasControl ? studySides : studySides.slice(0, 1)).map((side) => ({ side, ...roundsOf(side) }));
	const isEnough = ({ before, after }: Rounds) => Math.min(before.people.length, after.people.length) >= minimum;
	const told = (count: number) => (count >= minimum ? count : null);
	const [trained, control] = sides;
	const lacks: StudyLack[] = [];
	if (!hasControl) lacks.push('no_control');
	if (trained === undefined || !isEnough(trained)) lacks.push('trained_few');
	else if (trained.linked < minimum) lacks.push('not_linked');
	else if (trained.linked * 2 < Math.min(trained.before.people.length, trained.after.people.length)) lacks.push('partly_linked');
	if (control !== undefined) {
		if (!isEnough(control)) lacks.push('control_few');
		else if (control.linked < minimum) lacks.push('control_not_linked');
	}
	const looked = sides.filter(isEnough);
	const isCompared = trained !== undefined && control !== undefined && looked.length === 2;
	const areLinked = isCompared && trained.linked >= minimum && control.linked >= minimum;
	const unlinked = ({ before, after }: Rounds): [Responses, Responses] => [
		before,
		{ ...after, people: after.people.map((person, index) => ({ ...person, id: `after ${index}` })) }
	];
	const linkedOnly = ({ before, after }: Rounds): [Responses, Responses] => [before, after];
	const rounds = areLinked ? linkedOnly : unlinked;
	const effect = isCompared ? compareWithControl(rounds(trained), rounds(control)) : [];
	return {
		minimum,
		sides: sides.map(({ side, before, after, linked }) => ({
			side,
			before: told(before.people.length),
			after: told(after.people.length),
			linked: told(linked)
		})),
		changes: looked.map(({ side, ...one }) => ({ side, ...changesOf(one, minimum) })),
		effect: effect
			.map(({ item, results }) => ({ item, results: results.filter(({ n }) => n >= 2 * minimum).map(shortened) }))
			.filter(({ results }) => results.length > 0),
		refused: lacks.includes('not_linked') ? pairedTests.map((test) => ({ test, reason: 'unmatched' })) : [],
		lacks
	};
}
