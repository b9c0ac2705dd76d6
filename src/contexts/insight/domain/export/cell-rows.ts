import type { NodeHead, WaveHead } from '../results.ts';
import type { Distribution, Mean, Summary } from '../summary.ts';

/** A cell of a file: a text, a number, or nothing. */
export type ExportCell = string | number | null;

/** Names of the counters of levels, as columns: `dk_or_below` is "don't know" of an item and "below A1" of a competence, an area and the whole. */
const levelColumns = ['dk_or_below', 'a1', 'a2', 'b1', 'b2', 'c1', 'c2'] as const;

/** Columns of the file with groups: one row for each group and each thing that is measured. */
export function cellColumns(wave: WaveHead, dimensions: readonly string[]): string[] {
	const choices = Math.max(0, ...wave.questions.map(({ options }) => options.length));
	return [
		'place_id',
		'place_code',
		'place_kind',
		'place_kk',
		'place_ru',
		'place_en',
		...dimensions,
		'persons',
		'measure',
		'code',
		'answered',
		'mean',
		'sd',
		...levelColumns,
		...Array.from({ length: choices }, (_, index) => `choice_${index + 1}`)
	];
}

/** The rows of one group: the whole, areas, competences, items and local questions. Numbers that nobody's answers give are left empty. */
export function cellRows(wave: WaveHead, node: NodeHead, bands: readonly string[], summary: Summary): ExportCell[][] {
	const choices = Math.max(0, ...wave.questions.map(({ options }) => options.length));
	const noChoices = Array.from({ length: choices }, () => null);
	const head = [node.id, node.code, node.kind, node.name.kk, node.name.ru, node.name.en, ...bands, summary.persons];
	const row = (measure: string, code: string, { counts, persons }: Distribution, mean: Mean | null): ExportCell[] => [
		...head,
		measure,
		code,
		persons,
		mean?.mean ?? null,
		mean?.deviation ?? null,
		...counts,
		...noChoices
	];
	return [
		row('overall', '', summary.overall.distribution, summary.overall.score),
		...summary.areas.map(({ code, distribution, score }) => row('area', code, distribution, score)),
		...summary.competences.map(({ code, distribution, score }) => row('competence', code, distribution, score)),
		...summary.items.map(({ code, distribution, value }) => row('item', code, distribution, value)),
		...summary.localAnswers.map((counts, index) => [
			...head,
			'question',
			`q${index + 1}`,
			counts.reduce((sum, count) => sum + count, 0),
			null,
			null,
			...levelColumns.map(() => null),
			...Array.from({ length: choices }, (_, choice) => counts[choice] ?? null)
		])
	];
}
