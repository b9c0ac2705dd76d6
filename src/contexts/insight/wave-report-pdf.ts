import { m } from '#paraglide/messages.js';
import type { Locale } from '#platform/locale.ts';
import { printPdf } from '#platform/pdf.ts';
import { percentText } from './report-words.ts';
import type { WaveReport } from './usecases/view-wave-report.ts';
import { showWaveReport, type WaveReportView } from './wave-report-view.ts';

/** So many places stand beside each other on a page. */
const placesAcross = 12;

function heatsOf(heat: WaveReportView['heat'], locale: Locale): object[] {
	if (heat === null) return [];
	const starts = Array.from({ length: Math.ceil(heat.places.length / placesAcross) }, (_, index) => index * placesAcross);
	return starts.map((start) => ({
		places: heat.places.slice(start, start + placesAcross).map(({ name, persons }, index) => ({
			number: start + index + 1,
			label: m.wave_report_heat_place({ number: start + index + 1, name, persons }, { locale })
		})),
		rows: heat.rows.map(({ code, name, cells }) => ({ name: `${code} ${name}`, cells: cells.slice(start, start + placesAcross) }))
	}));
}

/** The report of a wave as a tagged PDF of A4 pages, with the words and numbers of the page; it is dated with the day on which the results came. */
export function renderWaveReportPdf(report: WaveReport, locale: Locale): Promise<Uint8Array> {
	const at = { locale };
	const view = showWaveReport(report, locale);
	const data = {
		meta: {
			locale,
			title: `${view.place}. ${view.title}`,
			footer: `${view.place} · ${view.title}`,
			page: m.wave_report_page({ page: '{page}', total: '{total}' }, at)
		},
		words: {
			'kind': m.wave_report_kind({}, at),
			'results': m.wave_report_results({}, at),
			'results-intro': m.wave_report_results_intro({}, at),
			'unit': m.wave_report_column_unit({}, at),
			'by-level': m.wave_report_column_levels({}, at),
			'persons': m.wave_report_column_persons({}, at),
			'mean': m.wave_report_column_mean({}, at),
			'heat': m.wave_report_heat({}, at),
			'heat-intro': m.wave_report_heat_intro({}, at),
			'item': m.wave_report_heat_item({}, at),
			'method': m.wave_report_method({}, at)
		},
		title: view.title,
		place: view.place,
		path: view.path.map(({ name }) => name).join(' › '),
		facts: view.facts,
		brief: view.brief,
		rows: view.rows.map((row) => ({
			...row,
			alt: `${row.name}. ${row.alt}`,
			bar: row.bar.map((part) => ({ ...part, printed: percentText(part.percent, locale) }))
		})),
		levels: view.levels,
		sections: view.sections,
		advice: view.advice,
		heats: heatsOf(view.heat, locale),
		method: view.method
	};
	return printPdf('contexts/insight/pdf/wave-report.typ', data, { createdAt: report.results.wave.publishedAt ?? new Date(0) });
}
