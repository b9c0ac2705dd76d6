import { formatDate, formatNumber, inLocale, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { Statement } from './domain/report/statement.ts';
import type { Distribution, Mean } from './domain/summary.ts';
import { levelText, type ReportNames, scoreText, tellStatement } from './report-words.ts';
import type { WaveReport } from './usecases/view-wave-report.ts';

/** Codes of the seven places of a distribution of levels. */
export const levelCodes = ['below', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;
type LevelCode = (typeof levelCodes)[number];

/** A piece of a stacked bar. */
export interface BarPart {
	readonly level: LevelCode;
	readonly count: number;
	/** Whole percent, as printed. */
	readonly percent: number;
}

/** A row of the table of results: the whole, an area or a competence. */
export interface ReportRow {
	readonly kind: 'overall' | 'area' | 'competence';
	readonly name: string;
	/** Who has a level here. */
	readonly persons: string;
	readonly mean: string;
	/** Level of the mean; null when nobody has a score. */
	readonly level: LevelCode | null;
	/** Levels with anybody in them; empty when nobody has a level. */
	readonly bar: readonly BarPart[];
	/** The bar in words. */
	readonly alt: string;
}

/** A cell of the heatmap: the mean of a place in an item; null: nobody answered. */
export type HeatCell = { readonly mean: string; readonly level: LevelCode } | null;

export interface ReportSection {
	readonly title: string;
	/** What the section is about; empty where its sentences say it. */
	readonly intro: string;
	readonly sentences: readonly string[];
}

/** The report in one language: everything that page, PDF and DOCX show. */
export interface WaveReportView {
	readonly title: string;
	readonly place: string;
	/** From the root of the wave down to above the place. */
	readonly path: readonly { readonly id: string; readonly name: string }[];
	readonly facts: readonly string[];
	readonly isHidden: boolean;
	readonly brief: ReportSection;
	readonly sections: readonly ReportSection[];
	readonly advice: ReportSection;
	readonly rows: readonly ReportRow[];
	readonly levels: readonly { readonly code: LevelCode; readonly name: string }[];
	/** Items by places directly below whose results are shown; null when there are none. */
	readonly heat: {
		readonly places: readonly { readonly id: string; readonly name: string; readonly persons: string }[];
		readonly rows: readonly { readonly code: string; readonly name: string; readonly cells: readonly HeatCell[] }[];
	} | null;
	/** Places directly below, hidden ones too: the way on. */
	readonly below: readonly { readonly id: string; readonly name: string; readonly isHidden: boolean }[];
	readonly method: readonly string[];
}

const byKind: Readonly<Record<Statement['kind'], 'brief' | 'zones' | 'dontKnow' | 'against' | 'change' | 'below' | 'advice'>> = {
	'hidden': 'brief',
	'participation': 'brief',
	'mean': 'brief',
	'bands': 'brief',
	'highest': 'brief',
	'lowest': 'brief',
	'even': 'brief',
	'problem-zone': 'zones',
	'no-problem-zone': 'zones',
	'dont-know': 'dontKnow',
	'no-dont-know': 'dontKnow',
	'against': 'against',
	'against-alike': 'against',
	'change': 'change',
	'change-alike': 'change',
	'change-hidden': 'change',
	'below': 'below',
	'common-zone': 'below',
	'advise-theme': 'advice',
	'advise-showing': 'advice',
	'advise-peers': 'advice',
	'advise-next-round': 'advice'
};

/** What codes and ids are called in this report. */
export function namesOf({ results, instrument, themes }: WaveReport, locale: Locale): ReportNames {
	const textOf = (list: readonly { code: string; name: Record<Locale, string> }[], code: string) => {
		const found = list.find((one) => one.code === code);
		return found === undefined ? code : `${code} ${found.name[locale]}`;
	};
	const nodes = new Map([...results.path, ...results.children.map(({ node }) => node)].map((node) => [node.id, inLocale(node.name, locale)]));
	return {
		competence: (code) => textOf(instrument.competences, code),
		area: (code) => textOf(instrument.areas, code).replace(' ', '. '),
		item: (code) => textOf(instrument.items, code),
		node: (id) => nodes.get(id) ?? '',
		theme: (code) => themes.themes.find(({ competence }) => competence === code)?.title[locale]
	};
}

const levelOf = (mean: number): LevelCode => levelCodes[Math.floor(mean + 0.5)] ?? 'below';

function rowOf(kind: ReportRow['kind'], name: string, distribution: Distribution, score: Mean | null, locale: Locale): ReportRow {
	const { counts, persons } = distribution;
	const bar = counts.flatMap((count, place) =>
		count === 0 ? [] : [{ level: levelCodes[place] as LevelCode, count, percent: Math.round((count / persons) * 100) }]
	);
	return {
		kind,
		name,
		persons: formatNumber(persons, locale),
		mean: score === null ? '–' : scoreText(Math.round(score.mean * 100) / 100, locale),
		level: score === null ? null : levelOf(Math.round(score.mean * 100) / 100),
		bar,
		alt: bar.map(({ level, count }) => `${levelText(levelCodes.indexOf(level), locale)}: ${formatNumber(count, locale)}`).join('; ')
	};
}

function rowsOf(report: WaveReport, names: ReportNames, locale: Locale): ReportRow[] {
	const { whole } = report.results;
	if (whole === null) return [];
	return [
		rowOf('overall', m.wave_report_overall({}, { locale }), whole.overall.distribution, whole.overall.score, locale),
		...whole.areas.flatMap((area) => [
			rowOf('area', names.area(area.code), area.distribution, area.score, locale),
			...whole.competences
				.filter(({ code }) => code.startsWith(`${area.code}.`))
				.map(({ code, distribution, score }) => rowOf('competence', names.competence(code), distribution, score, locale))
		])
	];
}

function heatOf({ results, instrument }: WaveReport, locale: Locale): WaveReportView['heat'] {
	const shown = results.children.flatMap(({ node, summary }) => (summary === null ? [] : [{ node, summary }]));
	if (shown.length === 0) return null;
	const cellOf = (value: Mean | null): HeatCell => {
		if (value === null) return null;
		const mean = Math.round(value.mean * 10) / 10;
		return { mean: formatNumber(mean, locale), level: levelOf(mean) };
	};
	return {
		places: shown.map(({ node, summary }) => ({ id: node.id, name: inLocale(node.name, locale), persons: formatNumber(summary.persons, locale) })),
		rows: instrument.items.map(({ code, name }) => ({
			code,
			name: name[locale],
			cells: shown.map(({ summary }) => cellOf(summary.items.find((item) => item.code === code)?.value ?? null))
		}))
	};
}

function methodOf({ results, instrument, rulesVersion, themes }: WaveReport, locale: Locale): string[] {
	const at = { locale };
	const { wave, before, whole } = results;
	const versions = { instrument: `${instrument.id} ${instrument.version}`, rules: rulesVersion, themes: themes.version };
	return [
		m.wave_report_method_minimum({ minimum: wave.minimumSize }, at),
		...(whole === null
			? []
			: [
					m.wave_report_method_scores({}, at),
					m.wave_report_method_intervals({}, at),
					...(results.above.length === 0 ? [] : [m.wave_report_method_others({}, at)]),
					...(before === null ? [] : [m.wave_report_method_change({}, at)]),
					m.wave_report_method_claim({}, at)
				]),
		m.wave_report_versions(versions, at)
	];
}

const noon = (day: string): Date => new Date(`${day}T12:00:00+05:00`);

/** The report of a wave in one language. */
export function showWaveReport(report: WaveReport, locale: Locale): WaveReportView {
	const { results, statements, takingPart, instrument } = report;
	const at = { locale };
	const names = namesOf(report, locale);
	const told = Map.groupBy(statements, ({ kind }) => byKind[kind]);
	const section = (key: (typeof byKind)[Statement['kind']], title: string, intro = ''): ReportSection => ({
		title,
		intro,
		sentences: (told.get(key) ?? []).map((statement) => tellStatement(statement, names, locale))
	});
	const { wave, node, path, before } = results;
	const period = { from: formatDate(noon(wave.opensOn), locale), to: formatDate(noon(wave.closesOn), locale) };
	return {
		title: wave.title,
		place: inLocale(node.name, locale),
		path: path.slice(0, -1).map(({ id, name }) => ({ id, name: inLocale(name, locale) })),
		facts: [
			m.wave_report_period(period, at),
			...(takingPart.joined === 0
				? []
				: [m.wave_report_taking_part({ joined: formatNumber(takingPart.joined, locale), finished: formatNumber(takingPart.finished, locale) }, at)]),
			instrument.title[locale]
		],
		isHidden: results.whole === null,
		brief: section('brief', m.wave_report_brief({}, at)),
		sections: [
			section('zones', m.wave_report_zones({}, at), m.wave_report_zones_intro({}, at)),
			section('dontKnow', m.wave_report_unknown({}, at), m.wave_report_unknown_intro({}, at)),
			section('against', m.wave_report_others({}, at)),
			section(
				'change',
				m.wave_report_changes({}, at),
				before === null ? '' : m.wave_report_changes_intro({ title: before.wave.title, date: formatDate(noon(before.wave.closesOn), locale) }, at)
			),
			section('below', m.wave_report_places({}, at))
		].filter(({ sentences }) => sentences.length > 0),
		advice: section('advice', m.wave_report_advice({}, at), m.wave_report_advice_intro({}, at)),
		rows: rowsOf(report, names, locale),
		levels: levelCodes.map((code, place) => ({
			code,
			name: place === 0 ? levelText(0, locale) : `${code} ${instrument.levels[place]?.name[locale] ?? ''}`
		})),
		heat: heatOf(report, locale),
		below: results.children.map(({ node: child, summary }) => ({ id: child.id, name: inLocale(child.name, locale), isHidden: summary === null })),
		method: methodOf(report, locale)
	};
}
