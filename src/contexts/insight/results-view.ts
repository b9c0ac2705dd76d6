import { findInstrumentVersion, type Instrument } from '#contexts/self-assessment/index.ts';
import { formatDate, formatNumber, inLocale, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import { differenceRange, meanRange, type Range, rounded, shareRange, verdictOf } from './domain/report/difference.ts';
import type { GroupSummary, NodeSummary, WaveResults } from './domain/results.ts';
import type { Distribution, ItemSummary, Mean, Summary, UnitSummary } from './domain/summary.ts';
import { bandLabel, dimensionLabel } from './results-words.ts';
import { regionTiles } from './region-tiles.ts';
import { differenceText, levelText, percentText, scoreText } from './report-words.ts';

type PartCode = 'unknown' | 'below' | 'A1' | 'A2' | 'B1' | 'B2' | 'C1' | 'C2';
const levelCodes = ['below', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;

/** A piece of a stacked bar. */
export interface ShownPart {
	readonly code: PartCode;
	readonly name: string;
	readonly count: string;
	/** Of those in the bar, 0 to 1. */
	readonly share: number;
	readonly percent: string;
}

export interface ShownBar {
	/** All seven, also those without anybody, for the table. */
	readonly parts: readonly ShownPart[];
	/** The bar in words. */
	readonly alt: string;
	readonly persons: string;
}

/** A mean with its interval, as text and as places on the scale from 0 to 1. */
export interface ShownMean {
	readonly text: string;
	readonly range: string;
	readonly at: number;
	readonly from: number;
	readonly to: number;
	readonly level: string;
}

export interface ShownRow {
	readonly id: string;
	readonly kind: 'overall' | 'area' | 'competence' | 'item' | 'group';
	readonly name: string;
	readonly bar: ShownBar;
	readonly mean: ShownMean | null;
}

export interface ShownPlace {
	readonly id: string;
	readonly name: string;
	/** Null: hidden. */
	readonly row: ShownRow | null;
}

/** The most places that a heatmap holds: more rows than that nobody compares by eye. */
const mostHeatRows = 40;

/** How dark a value is among others, 0 to 1. */
const shadeAmong = (values: readonly number[]): ((value: number) => number) => {
	const [lowest, highest] = [Math.min(...values), Math.max(...values)];
	return (value) => (highest === lowest ? 0.5 : Math.round(((value - lowest) / (highest - lowest)) * 100) / 100);
};

function shownMean(mean: Mean | null, locale: Locale): ShownMean | null {
	if (mean === null) return null;
	const value = rounded(mean.mean);
	const range = meanRange(mean);
	const [from, to] = range ?? [value, value];
	return {
		text: scoreText(value, locale),
		range: range === null ? '' : m.wave_results_range({ from: scoreText(from, locale), to: scoreText(to, locale) }, { locale }),
		at: value / 6,
		from: from / 6,
		to: to / 6,
		level: levelText(Math.floor(value + 0.5), locale)
	};
}

function shownBar(distribution: Distribution, isItem: boolean, locale: Locale): ShownBar {
	const { counts, persons } = distribution;
	const parts = counts.map((count, place): ShownPart => {
		const code = place === 0 && isItem ? 'unknown' : (levelCodes[place] ?? 'below');
		const share = persons === 0 ? 0 : count / persons;
		return {
			code,
			name: code === 'unknown' ? m.wave_results_unknown({}, { locale }) : levelText(place, locale),
			count: formatNumber(count, locale),
			share,
			percent: percentText(share * 100, locale)
		};
	});
	const told = parts.filter(({ share }) => share > 0).map(({ name, percent }) => `${name} ${percent}`);
	return { parts, persons: formatNumber(persons, locale), alt: told.join(', ') };
}

function unitRow(unit: UnitSummary, name: string, locale: Locale): ShownRow {
	return { id: unit.code, kind: unit.kind, name, bar: shownBar(unit.distribution, false, locale), mean: shownMean(unit.score, locale) };
}

function itemRow(item: ItemSummary, name: string, locale: Locale): ShownRow {
	return { id: item.code, kind: 'item', name, bar: shownBar(item.distribution, true, locale), mean: shownMean(item.value, locale) };
}

const overallRow = (id: string, name: string, summary: Summary, locale: Locale): ShownRow => ({
	...unitRow(summary.overall, name, locale),
	id,
	kind: 'group'
});

function areasOf(summary: Summary, instrument: Instrument, locale: Locale) {
	return summary.areas.map((area) => {
		const name = instrument.areas.find(({ code }) => code === area.code)?.name[locale] ?? '';
		const competences = summary.competences.filter(({ code }) => code.startsWith(`${area.code}.`));
		const items = instrument.items.filter(({ competence }) => competences.some(({ code }) => code === competence));
		return {
			code: area.code,
			name,
			row: unitRow(area, name, locale),
			competences: competences.map((unit) =>
				unitRow(unit, instrument.competences.find(({ code }) => code === unit.code)?.name[locale] ?? unit.code, locale)
			),
			items: items.flatMap((item) => {
				const found = summary.items.find(({ code }) => code === item.code);
				return found === undefined ? [] : [itemRow(found, item.name[locale], locale)];
			})
		};
	});
}

function mapOf({ node, children }: WaveResults, locale: Locale) {
	if (node.kind !== 'nation') return null;
	const placed = children.flatMap(({ node: region, summary }) => {
		const tile = regionTiles[region.code ?? ''];
		return tile === undefined ? [] : [{ region, summary, tile }];
	});
	if (placed.length === 0) return null;
	const means = placed.flatMap(({ summary }) => summary?.overall.score?.mean ?? []);
	const shade = shadeAmong(means);
	return {
		lowest: scoreText(rounded(Math.min(...means)), locale),
		highest: scoreText(rounded(Math.max(...means)), locale),
		tiles: placed.map(({ region, summary, tile }) => {
			const mean = summary?.overall.score?.mean;
			return {
				id: region.id,
				name: inLocale(region.name, locale),
				short: tile.short[locale],
				column: tile.column,
				row: tile.row,
				mean: mean === undefined ? null : scoreText(rounded(mean), locale),
				shade: mean === undefined ? 0 : shade(mean)
			};
		})
	};
}

function heatOf({ children, childCount }: WaveResults, instrument: Instrument, locale: Locale) {
	const shown = children.flatMap(({ node, summary }) => (summary === null ? [] : [{ node, summary }]));
	if (shown.length === 0) return null;
	if (childCount > mostHeatRows) return { isTooMany: true, columns: [], rows: [] };
	const columns = instrument.items.map(({ code, name }) => ({ code, name: name[locale] }));
	// Each item is compared among places: its own lightest and darkest.
	const shades = columns.map((_, index) => shadeAmong(shown.flatMap(({ summary }) => summary.items[index]?.value?.mean ?? [])));
	return {
		isTooMany: false,
		columns,
		rows: shown.map(({ node, summary }) => ({
			id: node.id,
			name: inLocale(node.name, locale),
			cells: summary.items.map(({ value }, index) =>
				value === null
					? null
					: { text: formatNumber(Math.round(value.mean * 10) / 10, locale), shade: shades[index]?.(value.mean) ?? 0 }
			)
		}))
	};
}

function changesOf({ whole, before }: WaveResults, instrument: Instrument, locale: Locale) {
	if (before === null) return null;
	const facts = {
		title: before.wave.title,
		date: before.wave.closedAt === null ? '' : formatDate(before.wave.closedAt, locale),
		isHidden: before.whole === null
	};
	const { whole: then } = before;
	if (whole === null || then === null) return { ...facts, rows: [] };
	const units = [
		{ name: m.wave_report_overall({}, { locale }), now: whole.overall, then: then.overall },
		...whole.areas.flatMap((area) => {
			const earlier = then.areas.find(({ code }) => code === area.code);
			const name = instrument.areas.find(({ code }) => code === area.code)?.name[locale] ?? area.code;
			return earlier === undefined ? [] : [{ name: `${area.code}. ${name}`, now: area, then: earlier }];
		})
	];
	const rows = units.flatMap((unit) => {
		if (unit.now.score === null || unit.then.score === null) return [];
		const range = differenceRange(unit.now.score, unit.then.score, units.length);
		return [
			{
				name: unit.name,
				then: shownMean(unit.then.score, locale),
				now: shownMean(unit.now.score, locale),
				difference: differenceText(rounded(rounded(unit.now.score.mean) - rounded(unit.then.score.mean)), locale),
				range: rangeText(range, locale),
				verdict: verdictOf(range)
			}
		];
	});
	return { ...facts, rows };
}

const rangeText = (range: Range | null, locale: Locale): string =>
	range === null ? '' : m.wave_results_range({ from: differenceText(range[0], locale), to: differenceText(range[1], locale) }, { locale });

/** The three bands of the overall level, with those below A1 apart, each with its interval. */
function bandsOf({ overall }: Summary, locale: Locale) {
	const { counts, persons, bands } = overall.distribution;
	if (persons === 0) return [];
	const all = [
		{ code: 'below' as const, name: levelText(0, locale), count: counts[0] ?? 0 },
		{ code: 'A1' as const, name: m.wave_results_band_a({}, { locale }), count: bands.A },
		{ code: 'B1' as const, name: m.wave_results_band_b({}, { locale }), count: bands.B },
		{ code: 'C1' as const, name: m.wave_results_band_c({}, { locale }), count: bands.C }
	];
	return all.map(({ code, name, count }) => {
		const [from, to] = shareRange(count, persons);
		return {
			code,
			name,
			percent: percentText((count / persons) * 100, locale),
			range: m.wave_results_range({ from: percentText(from, locale), to: percentText(to, locale) }, { locale }),
			count: formatNumber(count, locale)
		};
	});
}

function groupsOf({ groups, wave }: WaveResults, instrument: Instrument, locale: Locale) {
	if (groups === null) return null;
	const names = groups.dimensions.map((id) => dimensionLabel(instrument, id, locale));
	if (groups.cells === null) return { names, isHidden: true, minimum: wave.minimumSize, rows: [] };
	const orderOf = ({ bands }: GroupSummary): number[] =>
		bands.map((band, index) => {
			const question = instrument.context.find(({ id }) => id === groups.dimensions[index]);
			const place = question !== undefined && 'options' in question ? question.options.findIndex(({ value }) => value === band) : -1;
			return place === -1 ? 1_000 : place;
		});
	const rows = groups.cells
		.toSorted((a, b) => {
			const [one, other] = [orderOf(a), orderOf(b)];
			return (one[0] ?? 0) - (other[0] ?? 0) || (one[1] ?? 0) - (other[1] ?? 0);
		})
		.map(({ bands, summary }) => {
			const name = bands.map((band, index) => bandLabel(instrument, groups.dimensions[index] ?? '', band, locale)).join(' · ');
			return overallRow(bands.join(' '), name, summary, locale);
		});
	return { names, isHidden: false, minimum: wave.minimumSize, rows };
}

const placeOf = ({ node, summary }: NodeSummary, locale: Locale): ShownPlace => {
	const name = inLocale(node.name, locale);
	return { id: node.id, name, row: summary === null ? null : overallRow(node.id, name, summary, locale) };
};

/** What a page shows of a place's results, in one language. Numbers are text as the language writes them; shares and places are 0 to 1. */
export async function showResults(results: WaveResults, locale: Locale) {
	const { wave, node, path, whole, above, children, childCount, before } = results;
	const instrument = await findInstrumentVersion(wave.instrumentId, wave.instrumentVersion);
	const name = inLocale(node.name, locale);
	const minimum = formatNumber(wave.minimumSize, locale);
	const compared = [
		...(whole === null ? [] : [{ ...overallRow(node.id, name, whole, locale), isHere: true, isLink: false }]),
		...above.toReversed().flatMap(({ node: higher, summary }) =>
			summary === null ? [] : [{ ...overallRow(higher.id, inLocale(higher.name, locale), summary, locale), isHere: false, isLink: true }]
		),
		...(before?.whole ? [{ ...overallRow('before', before.wave.title, before.whole, locale), isHere: false, isLink: false }] : [])
	];
	const words = (code: PartCode, text: string) => ({ code, name: text });
	return {
		waveId: wave.id,
		title: wave.title,
		node: { id: node.id, name },
		path: path.slice(0, -1).map(({ id, name: text }) => ({ id, name: inLocale(text, locale) })),
		persons: whole === null ? null : formatNumber(whole.persons, locale),
		closed: wave.closedAt === null ? '' : formatDate(wave.closedAt, locale),
		minimum,
		mean: shownMean(whole?.overall.score ?? null, locale),
		bands: whole === null ? [] : bandsOf(whole, locale),
		compared,
		areas: whole === null ? [] : areasOf(whole, instrument, locale),
		legend: [
			words('unknown', m.wave_results_unknown({}, { locale })),
			...levelCodes.map((code, place) => {
				const level = instrument.levels.find((one) => one.code === code)?.name[locale] ?? '';
				return words(code, place === 0 ? levelText(0, locale) : `${code} ${level}`);
			})
		],
		map: mapOf(results, locale),
		heat: heatOf(results, instrument, locale),
		children: children.map((child) => placeOf(child, locale)).toSorted((a, b) => a.name.localeCompare(b.name, locale, { numeric: true })),
		childCount: formatNumber(childCount, locale),
		isCut: childCount > children.length,
		groups: groupsOf(results, instrument, locale),
		dimensions: wave.dimensions.map((id) => ({ id, name: dimensionLabel(instrument, id, locale) })),
		chosen: results.groups?.dimensions ?? [],
		changes: changesOf(results, instrument, locale),
		questions:
			whole === null
				? []
				: wave.questions.map(({ text, options }, index) => {
						const counts = whole.localAnswers[index] ?? [];
						const all = counts.reduce((sum, count) => sum + count, 0);
						return {
							text: inLocale(text, locale),
							persons: formatNumber(all, locale),
							options: options.map((option, choice) => {
								const share = all === 0 ? 0 : (counts[choice] ?? 0) / all;
								return { text: inLocale(option, locale), count: formatNumber(counts[choice] ?? 0, locale), share, percent: percentText(share * 100, locale) };
							})
						};
					}),
		method: [
			m.wave_report_method_scores({}, { locale }),
			m.wave_report_method_intervals({}, { locale }),
			m.wave_report_method_minimum({ minimum }, { locale }),
			m.wave_results_method_changes({}, { locale }),
			m.wave_report_method_claim({}, { locale })
		]
	};
}

export type ResultsView = Awaited<ReturnType<typeof showResults>>;
