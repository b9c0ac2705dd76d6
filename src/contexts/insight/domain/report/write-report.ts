import type { Distribution, Mean, Summary, UnitSummary } from '../summary.ts';
import { differenceRange, meanRange, restOf, rounded, shareRange, verdictOf } from './difference.ts';
import { levelPlaces, type ReportRules } from './rules.ts';
import type { PlaceResults, ReportSource } from './source.ts';
import type { Statement, ToldDifference, ToldShare } from './statement.ts';

function shareOf(count: number, persons: number): ToldShare {
	return { count, persons, percent: Math.round((count / persons) * 100), range: shareRange(count, persons) };
}

/** Persons whose level is this or lower, and this or higher. */
const atMost = ({ counts }: Distribution, level: number): number => counts.slice(0, level + 1).reduce((sum, count) => sum + count, 0);
const atLeast = ({ counts }: Distribution, level: number): number => counts.slice(level).reduce((sum, count) => sum + count, 0);

const byCode = (a: string, b: string): number => (a < b ? -1 : 1);

function zoneShare(unit: UnitSummary, rules: ReportRules, minimum: number): ToldShare | null {
	const { distribution } = unit;
	if (distribution.persons < minimum) return null;
	const count = atMost(distribution, levelPlaces[rules.problemZone.highestLevel]);
	return count / distribution.persons >= rules.problemZone.leastShare ? shareOf(count, distribution.persons) : null;
}

/** The competences in which many are at low levels, the worst first. */
function zonesOf(summary: Summary, rules: ReportRules, minimum: number): { unit: UnitSummary; share: ToldShare }[] {
	return summary.competences
		.flatMap((unit) => {
			const share = zoneShare(unit, rules, minimum);
			return share === null ? [] : [{ unit, share }];
		})
		.sort((a, b) => b.share.count / b.share.persons - a.share.count / a.share.persons || byCode(a.unit.code, b.unit.code));
}

function tellLevels({ overall: { score, distribution } }: Summary, minimum: number): Statement[] {
	const statements: Statement[] = [];
	if (score !== null && score.persons >= minimum) {
		const mean = rounded(score.mean);
		statements.push({ kind: 'mean', mean, level: Math.floor(mean + 0.5), persons: score.persons, range: meanRange(score) });
	}
	if (distribution.persons >= minimum) {
		statements.push({ kind: 'bands', below: distribution.counts[0] as number, ...distribution.bands, persons: distribution.persons });
	}
	return statements;
}

function tellExtremes(summary: Summary, rules: ReportRules, minimum: number): Statement[] {
	const ranked = summary.competences
		.flatMap(({ code, score }) => (score === null || score.persons < minimum ? [] : [{ competence: code, mean: rounded(score.mean) }]))
		.sort((a, b) => b.mean - a.mean || byCode(a.competence, b.competence));
	const [first, last] = [ranked.at(0), ranked.at(-1)];
	if (first === undefined || last === undefined || ranked.length < 2) return [];
	if (first.mean === last.mean) return [{ kind: 'even', mean: first.mean }];
	// Competences that share the mean of the first one left out are left out, too: what is named is higher than all that is not.
	const cut = (sorted: typeof ranked, wanted: number) => {
		const most = Math.min(wanted, Math.floor(sorted.length / 2));
		const next = sorted.at(most)?.mean;
		const chosen = sorted.slice(0, most).filter(({ mean }) => mean !== next);
		return chosen.length > 0 ? chosen : sorted.filter(({ mean }) => mean === next);
	};
	return [
		{ kind: 'highest', ranked: cut(ranked, rules.highestCompetences) },
		{ kind: 'lowest', ranked: cut(ranked.toReversed(), rules.lowestCompetences) }
	];
}

function tellZones(zones: ReturnType<typeof zonesOf>, summary: Summary, rules: ReportRules, minimum: number): Statement[] {
	const { highestLevel, leastShare, most } = rules.problemZone;
	const level = levelPlaces[highestLevel];
	if (zones.length > 0) return zones.slice(0, most).map(({ unit, share }) => ({ kind: 'problem-zone', competence: unit.code, level, share }));
	const isTellable = summary.competences.some(({ distribution }) => distribution.persons >= minimum);
	return isTellable ? [{ kind: 'no-problem-zone', level, percent: Math.round(leastShare * 100) }] : [];
}

function tellDontKnow(summary: Summary, rules: ReportRules, minimum: number): Extract<Statement, { kind: 'dont-know' | 'no-dont-know' }>[] {
	const tellable = summary.items.filter(({ distribution }) => distribution.persons >= minimum);
	const found = tellable
		.map(({ code, distribution: { counts, persons } }) => ({ code, count: counts[0] as number, persons }))
		.filter(({ count, persons }) => count / persons >= rules.dontKnow.leastShare)
		.sort((a, b) => b.count / b.persons - a.count / a.persons || byCode(a.code, b.code));
	if (found.length === 0) return tellable.length === 0 ? [] : [{ kind: 'no-dont-know', percent: Math.round(rules.dontKnow.leastShare * 100) }];
	return found.slice(0, rules.dontKnow.most).map(({ code, count, persons }) => ({ kind: 'dont-know', item: code, share: shareOf(count, persons) }));
}

function compare(area: string, now: Mean, then: Mean, comparisons: number): ToldDifference {
	const range = differenceRange(now, then, comparisons);
	const printed = { now: rounded(now.mean), then: rounded(then.mean) };
	return {
		area,
		...printed,
		persons: now.persons,
		personsThen: then.persons,
		difference: rounded(printed.now - printed.then),
		range,
		verdict: verdictOf(range)
	};
}

/** The whole, and those areas that differ by more than chance. `other` finds what a unit is compared with. */
function compareAll(summary: Summary, other: (unit: UnitSummary) => Mean | null, minimum: number): { told: ToldDifference[]; areas: number } {
	const pairs = (units: readonly UnitSummary[]) =>
		units.flatMap((unit) => {
			const then = other(unit);
			return unit.score === null || then === null || unit.score.persons < minimum || then.persons < minimum ? [] : [{ unit, now: unit.score, then }];
		});
	const areas = pairs(summary.areas);
	const ofAreas = areas.map(({ unit, now, then }) => compare(unit.code, now, then, areas.length));
	return {
		told: [
			...pairs([summary.overall]).map(({ now, then }) => compare('', now, then, 1)),
			...ofAreas.filter(({ verdict }) => verdict === 'higher' || verdict === 'lower')
		],
		areas: areas.length
	};
}

function unitIn(summary: Summary, { kind, code }: UnitSummary): UnitSummary | undefined {
	return kind === 'overall' ? summary.overall : summary.areas.find((area) => area.code === code);
}

function tellAgainst(summary: Summary, { node, summary: above }: PlaceResults, minimum: number): Statement[] {
	if (above === null) return [];
	const { told, areas } = compareAll(
		summary,
		(unit) => {
			const whole = unitIn(above, unit)?.score ?? null;
			return whole === null || unit.score === null ? null : restOf(whole, unit.score);
		},
		minimum
	);
	const isAlike = areas > 0 && told.every(({ area }) => area === '');
	return [
		...told.map((difference) => ({ kind: 'against', node: node.id, ...difference }) as const),
		...(isAlike ? [{ kind: 'against-alike', node: node.id, areas } as const] : [])
	];
}

function tellChange(summary: Summary, before: ReportSource['before'], minimum: number): Statement[] {
	if (before === null) return [];
	const { whole } = before;
	if (whole === null) return [{ kind: 'change-hidden' }];
	const { told, areas } = compareAll(summary, (unit) => unitIn(whole, unit)?.score ?? null, minimum);
	const isAlike = areas > 0 && told.every(({ area }) => area === '');
	return [
		...told.map((difference) => ({ kind: 'change', ...difference }) as const),
		...(isAlike ? [{ kind: 'change-alike', areas } as const] : [])
	];
}

function tellBelow(children: readonly PlaceResults[], rules: ReportRules, minimum: number): Statement[] {
	const summaries = children.flatMap(({ summary }) => summary ?? []);
	const means = summaries.flatMap(({ overall: { score } }) => (score === null || score.persons < minimum ? [] : [rounded(score.mean)]));
	// One place alone would be told as a range that it is not.
	if (means.length < 2) return [];
	const zones = summaries.flatMap((summary) => zonesOf(summary, rules, minimum).map(({ unit }) => unit.code));
	const common = [...Map.groupBy(zones, (code) => code)]
		.map(([competence, places]) => ({ competence, nodes: places.length }))
		.filter(({ nodes }) => nodes >= rules.commonZone.leastNodes && nodes / summaries.length >= rules.commonZone.leastShareOfNodes)
		.sort((a, b) => b.nodes - a.nodes || byCode(a.competence, b.competence))
		.slice(0, rules.commonZone.most);
	const level = levelPlaces[rules.problemZone.highestLevel];
	return [
		{ kind: 'below', shown: means.length, all: children.length, lowest: Math.min(...means), highest: Math.max(...means) },
		...common.map(({ competence, nodes }) => ({ kind: 'common-zone', competence, nodes, shown: summaries.length, level }) as const)
	];
}

function advise(summary: Summary, statements: readonly Statement[], rules: ReportRules): Statement[] {
	const { lowestLevel, leastPersons } = rules.peers;
	const level = levelPlaces[lowestLevel];
	return [
		...statements.flatMap((statement): Statement[] => {
			if (statement.kind === 'dont-know') return [{ ...statement, kind: 'advise-showing' }];
			if (statement.kind !== 'problem-zone') return [];
			const distribution = summary.competences.find(({ code }) => code === statement.competence)?.distribution;
			const count = distribution === undefined ? 0 : atLeast(distribution, level);
			const peers: Statement = { kind: 'advise-peers', competence: statement.competence, level, count, persons: statement.share.persons };
			return [{ ...statement, kind: 'advise-theme' }, ...(count >= leastPersons ? [peers] : [])];
		}),
		{ kind: 'advise-next-round', months: rules.nextRoundMonths }
	];
}

/**
 * Writes the report of a wave for a place: what can be said, in the order in which it is told. Every statement follows from the numbers (`holds`);
 * nothing is said of units that fewer than the wave's minimum have a score in.
 */
export function writeReport(source: ReportSource, rules: ReportRules): Statement[] {
	const { whole, wave, above, children, before } = source;
	const minimum = wave.minimumSize;
	if (whole === null) return [{ kind: 'hidden', minimum }];
	const zones = zonesOf(whole, rules, minimum);
	const found = [...tellZones(zones, whole, rules, minimum), ...tellDontKnow(whole, rules, minimum)];
	return [
		{ kind: 'participation', persons: whole.persons },
		...tellLevels(whole, minimum),
		...tellExtremes(whole, rules, minimum),
		...found,
		...above.flatMap((place) => tellAgainst(whole, place, minimum)),
		...tellChange(whole, before, minimum),
		...tellBelow(children, rules, minimum),
		...advise(whole, found, rules)
	];
}
