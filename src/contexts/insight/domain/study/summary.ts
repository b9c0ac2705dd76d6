import { z } from 'zod';
import { pairedTests, type Refusal } from '../responses.ts';
import { tidy } from './finding.ts';
import { possibleCounts, sharesAround } from './precision.ts';

/** The published summary of a study with a measurement before and after, as JSON: marginal percentages, no answers of people. */
export const summarySchema = z.looseObject({
	n: z.int().positive(),
	sample: z.looseObject({ experience: z.record(z.string(), z.number()).optional() }).optional(),
	competence_percent: z
		.array(z.looseObject({ competence: z.string(), before: z.number(), after: z.number(), printed_gain: z.number().optional() }))
		.min(1),
	satisfaction: z.record(z.string(), z.number()).optional(),
	contradictions_in_print: z.array(z.string()).optional()
});
export type StudySummary = z.infer<typeof summarySchema>;

/** A printed number, what the others make of it, and whether the two agree. */
export interface CheckedNumber {
	readonly name: string;
	readonly printed: number;
	/** Null where the others don't tell it. */
	readonly computed: number | null;
	/** How it is computed. */
	readonly from: string;
	/** The same as data, for words in the reader's language. */
	readonly way: { readonly type: 'sum' | 'experience' | 'gain' } | { readonly type: 'between'; readonly lowest: number; readonly highest: number };
	readonly follows: boolean;
}

const check = (type: 'sum' | 'experience' | 'gain', name: string, printed: number, computed: number, from: string): CheckedNumber => ({
	way: { type },
	name,
	printed,
	computed: tidy(computed),
	from,
	follows: Math.abs(printed - computed) < 1e-9
});

function checkSample({ n, sample }: StudySummary): CheckedNumber[] {
	const entries = Object.entries(sample ?? {});
	const years = entries.flatMap(([name, value]) => (/^year\d+$/.test(name) && typeof value === 'number' ? [{ name, value }] : []));
	const experience = Object.values(sample?.experience ?? {});
	const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
	const age = (name: string) => (typeof sample?.[name] === 'number' ? sample[name] : undefined);
	const [low, mean, high] = [age('age_min'), age('age_mean'), age('age_max')];
	return [
		...(years.length > 1 ? [check('sum', 'n', n, sum(years.map(({ value }) => value)), years.map(({ name }) => name).join(' + '))] : []),
		...(experience.length > 1 ? [check('experience', 'n', n, sum(experience), 'sum of experience')] : []),
		...(low !== undefined && mean !== undefined && high !== undefined
			? [
					{
						way: { type: 'between' as const, lowest: low, highest: high },
						name: 'sample.age_mean',
						printed: mean,
						computed: null,
						from: `between ${low} and ${high}`,
						follows: low <= mean && mean <= high
					}
				]
			: [])
	];
}

/** A printed percentage, read as a share of the people of the study. One that is impossible has another base, or is a mean score. */
export interface CheckedShare {
	readonly name: string;
	readonly printed: number;
	readonly isPossible: boolean;
	/** The nearest share of n that is possible, and its number of people. */
	readonly nearest: number;
	readonly count: number;
}

function checkShare(name: string, printed: number, n: number): CheckedShare {
	const counts = possibleCounts(printed, 0, n);
	const { lower, lowerCount, upper, upperCount } = sharesAround(printed, 0, n);
	const isLower = printed - lower <= upper - printed;
	return { name, printed, isPossible: counts !== undefined, nearest: isLower ? lower : upper, count: isLower ? lowerCount : upperCount };
}

export interface SummaryChange {
	readonly competence: string;
	readonly before: number;
	readonly after: number;
	/** Percentage points. */
	readonly difference: number;
	/** Per cent of the first value. */
	readonly relative: number | null;
	readonly ratio: number | null;
	readonly printed: number | null;
	readonly follows: boolean | null;
}

const round = (value: number) => Number(value.toFixed(4));

function changesOf({ competence_percent: competences }: StudySummary): SummaryChange[] {
	return competences.map(({ competence, before, after, printed_gain: printed = null }) => ({
		competence,
		before,
		after,
		difference: tidy(after - before),
		relative: before === 0 ? null : round(((after - before) / before) * 100),
		ratio: before === 0 ? null : round(after / before),
		printed,
		follows: printed === null ? null : Math.abs(printed - (after - before)) < 1e-9
	}));
}

/** A figure of a text that speaks of changes, and whether the table has such a change. */
export interface TextFigure {
	readonly text: string;
	readonly figure: number;
	readonly follows: boolean;
}

/** The numbers in sentences about changes; numbers of figures and tables are none of them. */
function checkTexts({ contradictions_in_print: texts = [] }: StudySummary, changes: readonly SummaryChange[]): TextFigure[] {
	const differences = changes.map(({ difference }) => difference);
	return texts.flatMap((text) => {
		const rest = text.replaceAll(/(?:figure|fig\.|table|сурет|кесте|рис\p{L}*\.?|табл\p{L}*\.?)\s*\d+/giu, '');
		const figures = [...rest.matchAll(/\d+(?:[.,]\d+)?/g)].map(([found]) => Number(found.replace(',', '.')));
		return figures.map((figure) => ({ text, figure, follows: differences.includes(figure) }));
	});
}

/** Which of the published numbers follow from each other, and which don't. */
export function describeSummary(summary: StudySummary) {
	const changes = changesOf(summary);
	const { n, satisfaction = {} } = summary;
	const numbers = [
		...checkSample(summary),
		...changes.flatMap(({ competence, printed, difference }) => {
			return printed === null ? [] : [check('gain', `gain, ${competence}`, printed, difference, 'after - before')];
		})
	];
	return { n, numbers, textFigures: checkTexts(summary, changes), sharesOfN: sharesOf(summary, satisfaction) };
}

/** The printed percentages as shares of the people of the study. */
function sharesOf({ n, ...summary }: StudySummary, satisfaction: Readonly<Record<string, number>>): CheckedShare[] {
	const changes = changesOf({ n, ...summary });
	const measured = changes.flatMap(({ competence, before, after }) => [
		{ name: `before, ${competence}`, share: before },
		{ name: `after, ${competence}`, share: after }
	]);
	return [
		...measured.map(({ name, share }) => checkShare(name, share, n)),
		...Object.entries(satisfaction).map(([name, share]) => checkShare(`satisfaction.${name}`, share, n))
	];
}

/** The changes of a summary, and what can't be said about them. */
export function compareSummary(summary: StudySummary) {
	const changes = changesOf(summary);
	const differences = changes.map(({ difference }) => difference);
	const average = (values: readonly number[]) => round(values.reduce((sum, value) => sum + value, 0) / values.length);
	const refused: Refusal[] = pairedTests.map((test) => ({ test, reason: 'marginal' }));
	const { numbers, textFigures, sharesOfN } = describeSummary(summary);
	return {
		n: summary.n,
		numbers,
		sharesOfN,
		changes,
		differences: { lowest: Math.min(...differences), highest: Math.max(...differences), mean: average(differences) },
		means: { before: average(changes.map(({ before }) => before)), after: average(changes.map(({ after }) => after)) },
		textFigures,
		refused
	};
}
