import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { anyGroup, anySource, smallLayout, tallyOf } from '../../../../../tests/wave-reports.ts';
import { summarise } from '../summary.ts';
import { differenceRange, restOf, shareRange } from './difference.ts';
import { holds } from './holds.ts';
import { reportRulesSchema } from './rules.ts';
import type { ReportSource } from './source.ts';
import type { Statement } from './statement.ts';
import { writeReport } from './write-report.ts';

const rules = reportRulesSchema.parse(JSON.parse(readFileSync(`${projectRoot}/content/reports/wave-report@1.json`, 'utf8')));

/** So many persons who give each item this answer (1 = don't know, 2..7 = A1..C2). */
const alike = (count: number, ...answers: number[]) => Array.from({ length: count }, () => answers);

function sourceOf(own: readonly (readonly number[])[], more: Partial<ReportSource> = {}): ReportSource {
	return {
		wave: { minimumSize: 10 },
		node: { id: 'here' },
		whole: summarise(smallLayout, tallyOf(own)),
		above: [],
		children: [],
		before: null,
		...more
	};
}

const kinds = (statements: readonly Statement[]) => statements.map(({ kind }) => kind);
const find = <Kind extends Statement['kind']>(statements: readonly Statement[], kind: Kind) =>
	statements.find((statement): statement is Extract<Statement, { kind: Kind }> => statement.kind === kind);

describe('the report of a wave', () => {
	test('tells of a hidden place nothing else', () => {
		expect(writeReport(sourceOf([], { whole: null }), rules)).toEqual([{ kind: 'hidden', minimum: 10 }]);
	});

	test('names problem zones by low levels, worst first, with a theme for each', () => {
		const own = [...alike(15, 2, 2, 6, 6, 6, 6), ...alike(5, 6, 6, 6, 6, 6, 6)];
		const statements = writeReport(sourceOf(own), rules);
		expect(find(statements, 'problem-zone')).toMatchObject({ competence: '1.1', level: 2, share: { count: 15, persons: 20, percent: 75 } });
		expect(find(statements, 'advise-theme')).toMatchObject({ competence: '1.1' });
		expect(find(statements, 'advise-peers')).toMatchObject({ competence: '1.1', count: 5, persons: 20 });
		expect(kinds(statements).filter((kind) => kind === 'problem-zone')).toHaveLength(1);
		expect(find(statements, 'lowest')?.ranked).toEqual([{ competence: '1.1', mean: 2 }]);
	});

	test('tells “don’t know” apart from low levels', () => {
		const own = [...alike(4, 1, 6, 6, 6, 6, 6), ...alike(16, 6, 6, 6, 6, 6, 6)];
		const statements = writeReport(sourceOf(own), rules);
		expect(find(statements, 'dont-know')).toMatchObject({ item: '1.1.1', share: { count: 4, persons: 20, percent: 20 } });
		expect(kinds(statements)).toContain('no-problem-zone');
		expect(kinds(statements)).toContain('advise-showing');
	});

	test('says so when nothing stands out', () => {
		const statements = writeReport(sourceOf(alike(12, 4, 4, 4, 4, 4, 4)), rules);
		expect(kinds(statements)).toEqual(['participation', 'mean', 'bands', 'even', 'no-problem-zone', 'no-dont-know', 'advise-next-round']);
		expect(find(statements, 'mean')).toEqual({ kind: 'mean', mean: 3, level: 3, persons: 12, range: [3, 3] });
	});

	test('says of few answers to an area nothing', () => {
		const own = [...alike(9, 2, 2, 2, 2, 2, 2), ...alike(9, 0, 0, 0, 5, 5, 5)];
		const statements = writeReport(sourceOf(own), rules);
		expect(statements.some((statement) => 'competence' in statement && statement.competence.startsWith('1.'))).toBe(false);
	});

	test('compares with all others of the district, not with the district that one is part of', () => {
		const own = [...alike(20, 6, 6, 6, 6, 6, 6), ...alike(20, 5, 5, 5, 5, 5, 5)];
		const others = [...alike(20, 3, 3, 3, 3, 3, 3), ...alike(20, 4, 4, 4, 4, 4, 4)];
		const district = summarise(smallLayout, tallyOf([...own, ...others]));
		const statements = writeReport(sourceOf(own, { above: [{ node: { id: 'district' }, summary: district }] }), rules);
		expect(find(statements, 'against')).toMatchObject({ area: '', now: 4.5, then: 2.5, difference: 2, personsThen: 40, verdict: 'higher' });
	});

	test('does not take a small change for more than chance', () => {
		const now = [...alike(6, 5, 5, 5, 5, 5, 5), ...alike(6, 3, 3, 3, 3, 3, 3)];
		const before = summarise(smallLayout, tallyOf([...alike(5, 5, 5, 5, 5, 5, 5), ...alike(7, 3, 3, 3, 3, 3, 3)]));
		const statements = writeReport(sourceOf(now, { before: { whole: before } }), rules);
		expect(find(statements, 'change')).toMatchObject({ area: '', verdict: 'chance' });
		expect(kinds(statements)).toContain('change-alike');
		expect(kinds(writeReport(sourceOf(now, { before: { whole: null } }), rules))).toContain('change-hidden');
	});

	test('says nothing that the numbers do not say', () => {
		fc.assert(
			fc.property(anySource, (source) => {
				for (const statement of writeReport(source, rules)) expect(holds(statement, source, rules), JSON.stringify(statement)).toBe(true);
			}),
			{ numRuns: 400 }
		);
	});

	test('its check finds a claim that is false', () => {
		fc.assert(
			fc.property(anySource, (source) => {
				for (const statement of writeReport(source, rules)) {
					for (const [key, value] of Object.entries(statement)) {
						if (typeof value !== 'number' || key === 'level') continue;
						expect(holds({ ...statement, [key]: value + 0.02 }, source, rules), `${statement.kind} ${key}`).toBe(false);
					}
				}
			}),
			{ numRuns: 100 }
		);
	});
});

describe('intervals of the report', () => {
	test('a difference agrees with R', () => {
		// R: a <- c(2,3,3,4,4,5,3,2,4,5); b <- c(1,2,2,3,3,2,1,2,3,4,2,2); t.test(a, b)$conf.int
		const a = [2, 3, 3, 4, 4, 5, 3, 2, 4, 5];
		const b = [1, 2, 2, 3, 3, 2, 1, 2, 3, 4, 2, 2];
		const meanOf = (values: number[]) => {
			const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
			const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
			return { mean, deviation, persons: values.length };
		};
		expect(differenceRange(meanOf(a), meanOf(b))).toEqual([0.35, 2.15]);
		expect(differenceRange(meanOf(a), meanOf(b), 6)).toEqual([-0.02, 2.52]);
		expect(shareRange(15, 20)).toEqual([53, 89]);
	});

	test('the others of a district are found from its numbers as from their answers', () => {
		fc.assert(
			fc.property(anyGroup(), anyGroup(), (own, others) => {
				const score = (persons: typeof own) => summarise(smallLayout, tallyOf(persons)).overall.score;
				const [part, rest, whole] = [score(own), score(others), score([...own, ...others])];
				if (part === null || rest === null || whole === null) return;
				const found = restOf(whole, part);
				expect(found?.persons).toBe(rest.persons);
				expect(found?.mean).toBeCloseTo(rest.mean, 8);
				expect(found?.deviation ?? 0).toBeCloseTo(rest.deviation ?? 0, 5);
			})
		);
	});
});
