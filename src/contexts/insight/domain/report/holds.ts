import type { ItemSummary, Mean, Summary, UnitSummary } from '../summary.ts';
import { differenceRange, meanRange, restOf, shareRange } from './difference.ts';
import { levelPlaces, type ReportRules } from './rules.ts';
import type { ReportSource } from './source.ts';
import type { Statement, ToldDifference, ToldShare } from './statement.ts';

/** Half of the last printed decimal, and a trace of floating point. */
const printed = (told: number, real: number): boolean => Math.abs(told - real) <= 0.005 + 1e-9;
const printedShare = (percent: number, share: number): boolean => Math.abs(percent - share * 100) < 1e-9;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
const meanOf = (unit: UnitSummary | undefined): number => unit?.score?.mean ?? NaN;

const competence = (summary: Summary, code: string) => summary.competences.find((unit) => unit.code === code);
const areaOrAll = (summary: Summary, code: string) => (code === '' ? summary.overall : summary.areas.find((unit) => unit.code === code));

function shareHolds({ count, persons, percent, range }: ToldShare, counts: readonly number[], low: number): boolean {
	return (
		count === sum(counts.slice(0, low + 1)) &&
		persons === sum(counts) &&
		Math.abs(percent - (100 * count) / persons) <= 0.5 + 1e-9 &&
		same(range, shareRange(count, persons)) &&
		range[0] <= percent &&
		percent <= range[1]
	);
}

function differenceHolds(told: ToldDifference, now: Mean | null, then: Mean | null, comparisons: number): boolean {
	if (now === null || then === null) return false;
	const { range, verdict, difference } = told;
	const [lower, upper] = range ?? [NaN, NaN];
	const verdictHolds = { higher: lower > 0, lower: upper < 0, unknown: range === null, chance: lower <= 0 && upper >= 0 };
	return (
		printed(told.now, now.mean) &&
		printed(told.then, then.mean) &&
		told.persons === now.persons &&
		told.personsThen === then.persons &&
		printed(difference, told.now - told.then) &&
		same(range, differenceRange(now, then, comparisons)) &&
		verdictHolds[verdict]
	);
}

/** Pairs of scores of all areas that can be compared, and whether none of them differs by more than chance. */
function areasOf(whole: Summary, then: (unit: UnitSummary) => Mean | null, minimum: number): { count: number; isAlike: boolean } {
	const pairs = whole.areas.flatMap((unit) => {
		const other = then(unit);
		return unit.score !== null && other !== null && unit.score.persons >= minimum && other.persons >= minimum ? [[unit.score, other] as const] : [];
	});
	const ranges = pairs.map(([a, b]) => differenceRange(a, b, pairs.length));
	return { count: pairs.length, isAlike: ranges.every((range) => range === null || (range[0] <= 0 && range[1] >= 0)) };
}

const lowShare = (unit: UnitSummary, level: number): number => sum(unit.distribution.counts.slice(0, level + 1)) / sum(unit.distribution.counts);
const dontKnowShare = ({ distribution: { counts } }: ItemSummary): number => (counts[0] ?? 0) / sum(counts);

/**
 * Whether a statement says what the numbers say: it is worked out anew from the results, apart from `writeReport`. A report that holds a false
 * statement is a defect.
 */
export function holds(statement: Statement, source: ReportSource, rules: ReportRules): boolean {
	const { whole, wave, above, children, before } = source;
	const minimum = wave.minimumSize;
	if (statement.kind === 'hidden') return whole === null && statement.minimum === minimum;
	if (whole === null) return false;
	const told = whole.competences.filter(({ score }) => (score?.persons ?? 0) >= minimum);
	const others = (named: readonly { competence: string }[]) => told.filter(({ code }) => !named.some((one) => one.competence === code)).map(meanOf);
	const restAbove = (node: string, unit: UnitSummary | undefined): Mean | null => {
		const place = above.find((one) => one.node.id === node)?.summary ?? null;
		const all = place === null || unit === undefined ? null : (areaOrAll(place, unit.code)?.score ?? null);
		return all === null || !unit?.score ? null : restOf(all, unit.score);
	};
	const inBefore = (unit: UnitSummary | undefined): Mean | null =>
		!before?.whole || unit === undefined ? null : (areaOrAll(before.whole, unit.code)?.score ?? null);
	switch (statement.kind) {
		case 'participation':
			return statement.persons === whole.persons;
		case 'mean': {
			const { score } = whole.overall;
			return (
				score !== null &&
				printed(statement.mean, score.mean) &&
				statement.persons === score.persons &&
				same(statement.range, meanRange(score)) &&
				statement.level <= statement.mean + 0.5 &&
				statement.level > statement.mean - 0.5
			);
		}
		case 'bands': {
			const [below = 0, a1 = 0, a2 = 0, b1 = 0, b2 = 0, c1 = 0, c2 = 0] = whole.overall.distribution.counts;
			const { A, B, C, persons } = statement;
			return statement.below === below && A === a1 + a2 && B === b1 + b2 && C === c1 + c2 && persons === below + A + B + C;
		}
		case 'highest':
		case 'lowest': {
			const rest = others(statement.ranked);
			const sign = statement.kind === 'highest' ? 1 : -1;
			return (
				statement.ranked.length > 0 &&
				rest.length > 0 &&
				statement.ranked.every(({ competence: code, mean }) => printed(mean, meanOf(competence(whole, code)))) &&
				statement.ranked.every(({ competence: code }) => rest.every((mean) => sign * (meanOf(competence(whole, code)) - mean) > 0))
			);
		}
		case 'even':
			return told.length > 1 && told.every((unit) => printed(statement.mean, meanOf(unit)));
		case 'problem-zone':
		case 'advise-theme': {
			const unit = competence(whole, statement.competence);
			return (
				unit !== undefined &&
				shareHolds(statement.share, unit.distribution.counts, statement.level) &&
				lowShare(unit, statement.level) >= rules.problemZone.leastShare
			);
		}
		case 'no-problem-zone':
			if (!printedShare(statement.percent, rules.problemZone.leastShare)) return false;
			return whole.competences.every((unit) => unit.distribution.persons < minimum || lowShare(unit, statement.level) * 100 < statement.percent);
		case 'dont-know':
		case 'advise-showing': {
			const item = whole.items.find(({ code }) => code === statement.item);
			return item !== undefined && shareHolds(statement.share, item.distribution.counts, 0) && dontKnowShare(item) >= rules.dontKnow.leastShare;
		}
		case 'no-dont-know':
			if (!printedShare(statement.percent, rules.dontKnow.leastShare)) return false;
			return whole.items.every((item) => item.distribution.persons < minimum || dontKnowShare(item) * 100 < statement.percent);
		case 'against': {
			const unit = areaOrAll(whole, statement.area);
			const { count } = areasOf(whole, (area) => restAbove(statement.node, area), minimum);
			return differenceHolds(statement, unit?.score ?? null, restAbove(statement.node, unit), statement.area === '' ? 1 : count);
		}
		case 'against-alike': {
			const { count, isAlike } = areasOf(whole, (area) => restAbove(statement.node, area), minimum);
			return isAlike && count === statement.areas;
		}
		case 'change': {
			const unit = areaOrAll(whole, statement.area);
			const { count } = areasOf(whole, inBefore, minimum);
			return differenceHolds(statement, unit?.score ?? null, inBefore(unit), statement.area === '' ? 1 : count);
		}
		case 'change-alike': {
			const { count, isAlike } = areasOf(whole, inBefore, minimum);
			return isAlike && count === statement.areas;
		}
		case 'change-hidden':
			return before !== null && before.whole === null;
		case 'below': {
			const means = children.flatMap(({ summary }) => ((summary?.overall.score?.persons ?? 0) >= minimum ? [meanOf(summary?.overall)] : []));
			return (
				means.length === statement.shown &&
				children.length === statement.all &&
				printed(statement.lowest, Math.min(...means)) &&
				printed(statement.highest, Math.max(...means))
			);
		}
		case 'common-zone': {
			const shown = children.flatMap(({ summary }) => summary ?? []);
			const zones = shown.filter((summary) => {
				const unit = competence(summary, statement.competence);
				return unit !== undefined && unit.distribution.persons >= minimum && lowShare(unit, statement.level) >= rules.problemZone.leastShare;
			});
			return zones.length === statement.nodes && shown.length === statement.shown;
		}
		case 'advise-peers': {
			const { level, count, persons } = statement;
			const counts = competence(whole, statement.competence)?.distribution.counts ?? [];
			return level === levelPlaces[rules.peers.lowestLevel] && sum(counts.slice(level)) === count && sum(counts) === persons;
		}
		case 'advise-next-round':
			return statement.months === rules.nextRoundMonths;
	}
}
