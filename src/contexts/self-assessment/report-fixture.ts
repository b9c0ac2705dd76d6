import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { instrumentSchema } from './domain/instrument.ts';
import type { AnswerValue } from './domain/level.ts';
import { nextStepsSchema } from './domain/next-step.ts';
import type { Goal } from './domain/plan.ts';
import { buildReport, type Report } from './domain/report.ts';
import { scoreAttempt, scoringRule } from './domain/score.ts';

const readContent = (file: string): unknown => JSON.parse(readFileSync(path.join(projectRoot, 'content', file), 'utf8'));
const instrument = instrumentSchema.parse(readContent('instruments/selfie-kz@1.0.0.json'));
const nextSteps = nextStepsSchema.parse(readContent('next-steps/selfie-kz@1.0.0.json'));

/** A believable report for tests and benchmarks: the answers follow from the number, the same ones each time. */
export function makeReport(number: number): Report {
	let state = number + 1;
	const answers = new Map(
		instrument.items.map((item) => {
			state = (state * 48_271) % 2_147_483_647;
			return [item.code, (state % 7) as AnswerValue];
		})
	);
	const submittedAt = new Date(Date.UTC(2026, 0, 1 + number));
	return buildReport({
		instrument,
		nextSteps,
		score: scoreAttempt(instrument.items, answers),
		selfRatings: { before: 'B1', after: 'B2' },
		startedAt: submittedAt,
		submittedAt,
		ruleVersion: scoringRule.version,
		earlier: []
	});
}

/** Everything that Typst or XML would take for markup, and a sign that no text font has. */
export const hostileNote = '#panic("x") *x* $y$ <b>&amp; \\ @ref `raw` #{1+1} 😀';

export const goals: readonly Goal[] = [
	{ item: '1.1.1', target: 'B2', dueOn: '2027-01-15', note: hostileNote, doneAt: null },
	{ item: '3.1.1', target: 'C1', dueOn: null, note: '', doneAt: new Date('2026-11-30T06:00:00Z') }
];
