/**
 * How long a report takes to become a PDF: 20 reports with different answers in three languages, after a warm-up. Prints JSON.
 * Aim: median <= 60 ms on 2 cores.
 */
import { locales, type Locale } from '../src/platform/locale.ts';
import { makeReport } from '../src/contexts/self-assessment/report-fixture.ts';
import { renderReportPdf } from '../src/contexts/self-assessment/report-pdf.ts';

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
