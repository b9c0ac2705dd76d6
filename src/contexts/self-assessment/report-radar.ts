import { type ChartColours, drawRadar } from '#platform/charts.ts';
import { formatNumber, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import { levels } from './domain/level.ts';
import type { Report, ReportArea } from './domain/report.ts';
import { describeNumbers, nameLevel } from './report-words.ts';

function describeArea(report: Report, area: ReportArea, locale: Locale): string {
	const name = area.name[locale];
	if (area.level === null || area.score === null) return m.report_radar_axis_none({ area: name }, { locale });
	const words = { area: name, level: nameLevel(report, area.level, locale), score: formatNumber(area.score, locale) };
	if (area.change === null) return m.report_radar_axis(words, { locale });
	return m.report_radar_axis_previous({ ...words, previous: formatNumber(area.change.from, locale) }, { locale });
}

/** The numbers of the radar in words, for those who don't see the picture. */
export function describeRadar(report: Report, locale: Locale): string {
	return report.areas.map((area) => describeArea(report, area, locale)).join(' ');
}

/** The profile in six areas as an SVG string; an area without a level is a gap that says why. `page` follows the theme, `print` has fixed colours. */
export function drawReportRadar(report: Report, locale: Locale, colours: ChartColours = 'page'): string {
	return drawRadar(
		{
			id: 'report-radar',
			title: m.report_radar_title({}, { locale }),
			description: describeRadar(report, locale),
			rings: levels,
			axes: report.areas.map((area) => ({
				name: area.name[locale],
				note: describeNumbers(area, locale),
				value: area.level === null ? null : area.score,
				previous: area.change?.from ?? null
			}))
		},
		colours
	);
}
