/**
 * How long a report takes to become a PDF: 20 reports with different answers in three languages, after a warm-up. Prints JSON.
 * Aim: median <= 60 ms on 2 cores.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../src/platform/config.ts';
import { locales, type Locale } from '../src/platform/locale.ts';
import { instrumentSchema } from '../src/contexts/self-assessment/domain/instrument.ts';
import type { AnswerValue } from '../src/contexts/self-assessment/domain/level.ts';
import { nextStepsSchema } from '../src/contexts/self-assessment/domain/next-step.ts';
import { buildReport, type Report } from '../src/contexts/self-assessment/domain/report.ts';
import { scoreAttempt, scoringRule } from '../src/contexts/self-assessment/domain/score.ts';
import { renderReportPdf } from '../src/contexts/self-assessment/report-pdf.ts';

const readContent = (file: string): unknown => JSON.parse(readFileSync(path.join(projectRoot, 'content', file), 'utf8'));
const instrument = instrumentSchema.parse(readContent('instruments/selfie-kz@1.0.0.json'));
const nextSteps = nextStepsSchema.parse(readContent('next-steps/selfie-kz@1.0.0.json'));

/** Different answers for each number, the same ones each time. */
function makeReport(number: number): Report {
	let state = number + 1;
	const answers = new Map(
		instrument.items.map((item) => {
			state = (state * 48_271) % 2_147_483_647;
			return [item.code, (state % 7) as AnswerValue];
		})
	);
	const submittedAt = new Date(Date.UTC(2026, 0, 1 + number));
	const score = scoreAttempt(instrument.items, answers);
	return buildReport({
		instrument,
		nextSteps,
		score,
		selfRatings: { before: 'B1', after: 'B2' },
		startedAt: submittedAt,
		submittedAt,
		ruleVersion: scoringRule.version,
		earlier: []
	});
}

const runs = 20;
const warmUp = 6;
const milliseconds: number[] = [];
let bytes = 0;
for (let number = 0; number < warmUp + runs; number++) {
	const report = makeReport(number);
	const begun = performance.now();
	bytes = renderReportPdf(report, locales[number % locales.length] as Locale).length;
	if (number >= warmUp) milliseconds.push(performance.now() - begun);
}
milliseconds.sort((a, b) => a - b);
const round = (value: number | undefined): number => Math.round((value ?? 0) * 10) / 10;
console.log(
	JSON.stringify({
		bench: 'report-pdf',
		runs,
		medianMs: round(milliseconds[runs / 2]),
		leastMs: round(milliseconds[0]),
		mostMs: round(milliseconds.at(-1)),
		bytes
	})
);
