import { answerValues, itemStart, type MeasureLayout, type Tally, type Unit, unitStart } from './measures.ts';

/**
 * What is told of a group. Two things are never mixed: shares of teachers (`counts` over a number of persons) and means of scores (`mean`).
 * A share is always a share of persons who answered.
 */

/** How many persons, by answer or level. */
export interface Distribution {
	/** Seven numbers: 0 = don't know (of an item) or below A1 (of a unit), 1..6 = A1..C2. */
	readonly counts: readonly number[];
	/** Persons counted in `counts`: who answered the item, or has a level in the unit. */
	readonly persons: number;
	/** Persons by band: A (A1, A2), B (B1, B2), C (C1, C2); don't know and below A1 are in none. */
	readonly bands: { readonly A: number; readonly B: number; readonly C: number };
}

export interface Mean {
	/** On the scale 0 to 6. */
	readonly mean: number;
	/** Standard deviation of persons (n - 1); null for one person. */
	readonly deviation: number | null;
	/** Persons whose scores the mean is of. */
	readonly persons: number;
}

export interface ItemSummary {
	readonly code: string;
	readonly distribution: Distribution;
	/** Of the values, don't know as 0, as the score of a person has it; null when nobody answered. */
	readonly value: Mean | null;
}

export interface UnitSummary {
	readonly code: string;
	readonly kind: Unit['kind'];
	readonly distribution: Distribution;
	/** Of the persons' scores; null when nobody has one. */
	readonly score: Mean | null;
}

export interface Summary {
	readonly persons: number;
	readonly overall: UnitSummary;
	readonly areas: readonly UnitSummary[];
	readonly competences: readonly UnitSummary[];
	readonly items: readonly ItemSummary[];
	/** For each local question, how many chose each choice. */
	readonly localAnswers: readonly (readonly number[])[];
}

function distributionOf(counts: readonly number[]): Distribution {
	const band = (from: number): number => (counts[from] as number) + (counts[from + 1] as number);
	return { counts, persons: counts.reduce((sum, count) => sum + count, 0), bands: { A: band(1), B: band(3), C: band(5) } };
}

function meanOf(persons: number, sum: number, squares: number): Mean | null {
	if (persons === 0) return null;
	// Rounding may leave a trace under zero where all are equal.
	const deviation = persons === 1 ? null : Math.sqrt(Math.max(0, (squares - (sum * sum) / persons) / (persons - 1)));
	return { mean: sum / persons, deviation, persons };
}

/** Everything that is told of a group, from its tally. */
export function summarise(layout: MeasureLayout, tally: Tally): Summary {
	const numbers = (start: number, length: number): number[] => [...tally.counts.subarray(start, start + length)];
	const items = layout.items.map((code, item): ItemSummary => {
		const distribution = distributionOf(numbers(itemStart(item), answerValues));
		const sum = distribution.counts.reduce((total, count, value) => total + count * value, 0);
		const squares = distribution.counts.reduce((total, count, value) => total + count * value * value, 0);
		return { code, distribution, value: meanOf(distribution.persons, sum, squares) };
	});
	const units = layout.units.map(({ code, kind }, unit): UnitSummary => {
		const start = unitStart(layout, unit);
		const score = meanOf(tally.counts[start + answerValues] as number, tally.sums[2 * unit] as number, tally.sums[2 * unit + 1] as number);
		return { code, kind, distribution: distributionOf(numbers(start, answerValues)), score };
	});
	return {
		persons: tally.persons,
		overall: units.find(({ kind }) => kind === 'overall') as UnitSummary,
		areas: units.filter(({ kind }) => kind === 'area'),
		competences: units.filter(({ kind }) => kind === 'competence'),
		items,
		localAnswers: layout.localChoices.map((choices, question) => numbers(layout.localStarts[question] as number, choices))
	};
}
