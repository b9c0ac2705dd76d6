import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { chooseHighlights } from './highlights.ts';
import { instrumentSchema } from './instrument.ts';
import { type AnswerValue, type LevelOrBelow, levels } from './level.ts';
import { nextStepsSchema } from './next-step.ts';
import { planRows } from './plan.ts';
import { buildReport, type Report, type ReportSource } from './report.ts';
import { type AttemptScore, areaOf, scoreAttempt } from './score.ts';
import { compareSelfRating } from './self-rating-gap.ts';

const readContent = (file: string): unknown => JSON.parse(readFileSync(path.join(projectRoot, 'content', file), 'utf8'));
const instrument = instrumentSchema.parse(readContent('instruments/selfie-kz@1.0.0.json'));
const nextSteps = nextStepsSchema.parse(readContent('next-steps/selfie-kz@1.0.0.json'));
const { items } = instrument;

/** All items answered with one value, apart from those named; undefined leaves an item unanswered. */
function scoreOf(common: AnswerValue | undefined, others: Readonly<Record<string, AnswerValue | undefined>> = {}): AttemptScore {
	const answers = items.map((item) => [item.code, item.code in others ? others[item.code] : common] as const);
	return scoreAttempt(items, new Map(answers.filter((entry): entry is readonly [string, AnswerValue] => entry[1] !== undefined)));
}

function reportOf(score: AttemptScore, more: Partial<ReportSource> = {}): Report {
	return buildReport({
		instrument,
		nextSteps,
		score,
		selfRatings: {},
		startedAt: new Date('2026-11-22T08:00:00Z'),
		submittedAt: new Date('2026-11-22T08:25:00Z'),
		ruleVersion: '1.0.0',
		earlier: [],
		...more
	});
}

const values = fc.array(fc.option(fc.integer({ min: 0, max: 6 }) as fc.Arbitrary<AnswerValue>), { minLength: items.length, maxLength: items.length });
const scores = values.map((given) => scoreOf(undefined, Object.fromEntries(items.map((item, index) => [item.code, given[index] ?? undefined]))));

describe('strongest and to grow', () => {
	it('finds the competences half a level above and the items half a level below the own mean', () => {
		const { strongest, toGrow } = chooseHighlights(items, scoreOf(3, { '3.1.1': 6, '2.1.1': 5, '4.1.1': 1, '1.1.1': 2 }));
		expect(strongest).toEqual(['3.1', '2.1']);
		expect(toGrow).toEqual(['4.1.1', '1.1.1']);
	});

	it('does not call a competence strong when one of its items is below the mean', () => {
		const { strongest, toGrow } = chooseHighlights(items, scoreOf(3, { '1.1.1': 6, '1.1.2': 2 }));
		expect(strongest).toEqual([]);
		expect(toGrow).toEqual(['1.1.2']);
	});

	it('puts the competence of the stronger area first among equals, then follows the framework', () => {
		const { strongest } = chooseHighlights(items, scoreOf(3, { '2.1.1': 5, '3.1.1': 5, '3.2.1': 5, '3.3.1': 5 }));
		expect(strongest).toEqual(['3.1', '3.2', '3.3']);
	});

	it('leaves "don\'t know" to its own list and C2 out of what is to grow', () => {
		const score = scoreOf(4, { '1.2.1': 0, '1.3.1': 1 });
		expect(chooseHighlights(items, score).toGrow).toEqual(['1.3.1']);
		expect(reportOf(score).dontKnow).toEqual(['1.2.1']);
	});

	it('draws the line at exactly half a level', () => {
		const half = Object.fromEntries(items.slice(0, 16).map((item) => [item.code, 2 as const]));
		expect(chooseHighlights(items, scoreOf(3, half)).toGrow).toHaveLength(3);
		expect(chooseHighlights(items, scoreOf(3, { ...half, [items[16]?.code ?? '']: 2 }))).toMatchObject({ toGrow: [] });
	});

	it('says nothing when all answers are alike or too few', () => {
		expect(chooseHighlights(items, scoreOf(4))).toEqual({ strongest: [], toGrow: [] });
		expect(chooseHighlights(items, scoreOf(undefined, { '1.1.1': 1, '1.1.2': 1, '2.1.1': 6 }))).toEqual({ strongest: [], toGrow: [] });
	});

	it('never praises and prompts the same competence, and never lists more than three', () => {
		fc.assert(
			fc.property(scores, (score) => {
				const { strongest, toGrow } = chooseHighlights(items, score);
				const competenceOf = (code: string): string | undefined => items.find((item) => item.code === code)?.competence;
				expect(toGrow.map(competenceOf).filter((competence) => strongest.includes(competence as string))).toEqual([]);
				expect(Math.max(strongest.length, toGrow.length)).toBeLessThanOrEqual(3);
				for (const code of toGrow) expect(score.items[code]?.value).toBeLessThan(score.overall.score as number);
				for (const code of strongest) expect(score.competences[code]?.score).toBeGreaterThan(score.overall.score as number);
			}),
			{ numRuns: 60 }
		);
	});
});

describe('self-rating against the result', () => {
	it.each([
		['B1', 'B1', 0, 'close'],
		['B2', 'B1', 1, 'close'],
		['A2', 'B1', -1, 'close'],
		['C1', 'B1', 2, 'over'],
		['A1', 'B1', -2, 'under'],
		['A1', 'below', 1, 'close'],
		['C2', 'below', 6, 'over']
	] as const)('%s against %s: %i levels, %s', (rating, computed, difference, kind) => {
		expect(compareSelfRating(rating, computed)).toEqual({ rating, difference, kind });
	});

	it('compares nothing without a rating or without a level', () => {
		expect(compareSelfRating(null, 'B1')).toBeNull();
		expect(compareSelfRating('B1', null)).toEqual({ rating: 'B1', difference: null, kind: null });
	});
});

describe('the report', () => {
	it('gives every item its statement and the next step from there', () => {
		const report = reportOf(scoreOf(3, { '1.1.1': 0, '1.1.2': undefined }));
		const [first, second, third] = report.items;
		expect(first).toMatchObject({ code: '1.1.1', unknown: true, level: 'below', nextStep: { from: 'DK' } });
		expect(first?.chosen?.en).toBe('I don’t know about this yet');
		expect(second).toMatchObject({ code: '1.1.2', value: null, level: null, chosen: null, nextStep: null });
		expect(third?.nextStep?.from).toBe('B1');
		expect(third?.chosen).toEqual(items[2]?.answers.find((answer) => answer.value === 'B1')?.text);
	});

	it('explains a number by the values that it came from', () => {
		const report = reportOf(scoreOf(3, { '1.4.1': 1, '1.4.2': 2, '1.4.3': 0, '1.4.4': undefined }));
		const competence = report.competences.find((unit) => unit.code === '1.4');
		expect(competence?.explanation).toEqual({
			ruleVersion: '1.0.0',
			framework: instrument.framework,
			values: [
				{ item: '1.4.1', value: 1 },
				{ item: '1.4.2', value: 2 },
				{ item: '1.4.3', value: 0 },
				{ item: '1.4.4', value: null }
			],
			sum: 3,
			count: 3,
			mean: 1,
			rounded: 1,
			required: 3,
			isEnough: true,
			level: 'A1'
		});
	});

	it('names what unanswered questions leave without a level', () => {
		const report = reportOf(scoreOf(3, { '4.1.1': undefined, '4.2.1': undefined }));
		expect(report.missing).toEqual({
			answered: 30,
			items: 32,
			unanswered: ['4.1.1', '4.2.1'],
			areasWithoutLevel: ['4'],
			competencesWithoutLevel: ['4.1', '4.2']
		});
		expect(report.areas.find((area) => area.code === '4')).toMatchObject({ score: 3, level: null, sentence: null });
		expect(reportOf(scoreOf(3)).missing).toBeNull();
	});

	it('compares with the latest attempt before this one, where both have a score', () => {
		const area4 = { '4.1.1': undefined, '4.2.1': undefined, '4.3.1': undefined };
		const report = reportOf(scoreOf(4), {
			earlier: [
				{ submittedAt: new Date('2026-02-01T00:00:00Z'), score: scoreOf(3, area4) },
				{ submittedAt: new Date('2025-02-01T00:00:00Z'), score: scoreOf(1) },
				{ submittedAt: new Date('2027-02-01T00:00:00Z'), score: scoreOf(6) }
			]
		});
		expect(report.previous).toEqual({ submittedAt: '2026-02-01T00:00:00.000Z' });
		expect(report.overall.change).toEqual({ from: 3, difference: 1 });
		expect(report.areas.map((area) => area.change?.difference ?? null)).toEqual([1, 1, 1, null, 1, 1]);
		expect(reportOf(scoreOf(4)).areas.map((area) => area.change)).toEqual(Array(6).fill(null));
	});

	it('agrees with its own explanations and survives JSON, whatever was answered', () => {
		fc.assert(
			fc.property(scores, (score) => {
				const report = reportOf(score, { selfRatings: { before: 'A2', after: 'C1' } });
				expect(JSON.parse(JSON.stringify(report))).toEqual(report);
				for (const unit of [report.overall, ...report.areas, ...report.competences]) {
					const given = unit.explanation.values.map((entry) => entry.value).filter((value) => value !== null);
					expect(unit.explanation).toMatchObject({ count: given.length, sum: given.reduce((sum: number, value) => sum + value, 0) });
					expect(unit.explanation.isEnough).toBe(given.length > 0 && given.length >= unit.explanation.required);
					const scale: LevelOrBelow[] = ['below', ...levels];
					expect(unit.level).toBe(unit.explanation.isEnough ? scale[unit.explanation.rounded as number] : null);
				}
				expect(report.areas.reduce((sum, area) => sum + area.explanation.sum, 0)).toBe(report.overall.explanation.sum);
			}),
			{ numRuns: 40 }
		);
	});
});

describe('rows of the plan', () => {
	it('puts the goal next to what the report knows of its item, and leaves foreign items out', () => {
		const goal = { item: '1.1.1', target: 'B2', dueOn: '2027-01-15', note: 'x', doneAt: null } as const;
		const rows = planRows(reportOf(scoreOf(2)), [goal, { ...goal, item: '9.9.9' }]);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({ now: 'A2', target: 'B2', dueOn: '2027-01-15', competence: { code: '1.1' }, nextStep: { from: 'A2' } });
		expect(areaOf('1.1')).toBe('1');
	});
});
