/**
 * What is counted of shared answers: for a group of teachers, how many gave which answer to each item, how many reached which level in each area and
 * competence and in all, and the sums that means and their intervals need. Groups are added up; nothing of one person is kept.
 */

/** The values of an answer: 0 = don't know, 1..6 = A1..C2. The same numbers stand for levels: 0 = below A1. */
export const answerValues = 7;

/** Counters of a unit: its seven levels, and how many have a score at all. */
const unitCounters = answerValues + 1;

/** A competence, an area, or the whole (`''`), with the positions of its items in the instrument. */
export interface Unit {
	readonly code: string;
	readonly kind: 'overall' | 'area' | 'competence';
	readonly items: readonly number[];
}

/** An item as counting knows it. */
export interface CountedItem {
	readonly code: string;
	readonly competence: string;
	readonly area: string;
}

/** A unit has a level from this share of its items answered on: the rule of self-assessment. */
export interface LeastShare {
	readonly numerator: number;
	readonly denominator: number;
}

/** Where each number of a tally stands. The same for all groups of a wave, and stored with none: it follows from instrument and local questions. */
export interface MeasureLayout {
	/** Codes of the items, in the order of the instrument. */
	readonly items: readonly string[];
	readonly units: readonly Unit[];
	/** For each local question the number of its choices. */
	readonly localChoices: readonly number[];
	/** For each local question the place of its first counter. */
	readonly localStarts: readonly number[];
	/** Number of counters in all. */
	readonly counters: number;
	readonly leastShareAnswered: LeastShare;
}

/** What is counted of a group. */
export interface Tally {
	/** Number of persons. */
	persons: number;
	/** By the layout: seven counters for each item, eight for each unit, then the choices of the local questions. */
	readonly counts: Int32Array<ArrayBuffer>;
	/** For each unit the sum of the scores and the sum of their squares. */
	readonly sums: Float64Array<ArrayBuffer>;
}

/** What one person shared, one byte each: see `encodeAnswers`. */
export interface SharedAnswers {
	/** 0 = unanswered, 1 = don't know, 2..7 = A1..C2; in the order of the items. */
	readonly answers: Uint8Array;
	/** 0 = unanswered, n = the n-th choice; in the order of the local questions. */
	readonly localAnswers: Uint8Array;
}

export function layoutOf(counted: readonly CountedItem[], leastShareAnswered: LeastShare, localChoices: readonly number[] = []): MeasureLayout {
	const group = (kind: Unit['kind'], keyOf: (item: CountedItem) => string): Unit[] =>
		[...Map.groupBy(counted.keys(), (position) => keyOf(counted[position] as CountedItem))].map(([code, items]) => ({ code, kind, items }));
	const units = [...group('overall', () => ''), ...group('area', ({ area }) => area), ...group('competence', ({ competence }) => competence)];
	const localStart = counted.length * answerValues + units.length * unitCounters;
	const localStarts = localChoices.map((_, index) => localStart + localChoices.slice(0, index).reduce((sum, count) => sum + count, 0));
	const counters = localStart + localChoices.reduce((sum, count) => sum + count, 0);
	return { items: counted.map(({ code }) => code), units, localChoices, localStarts, counters, leastShareAnswered };
}

export function emptyTally(layout: MeasureLayout): Tally {
	return { persons: 0, counts: new Int32Array(layout.counters), sums: new Float64Array(layout.units.length * 2) };
}

/** Answers by item code (0..6) as bytes in the order of the instrument. */
export function encodeAnswers(layout: Pick<MeasureLayout, 'items'>, answers: ReadonlyMap<string, number>): Uint8Array {
	return Uint8Array.from(layout.items, (code) => {
		const value = answers.get(code);
		return value === undefined ? 0 : value + 1;
	});
}

/** Where the counters of an item, of a unit and the choices of a local question begin. */
export const itemStart = (item: number): number => item * answerValues;
export const unitStart = (layout: MeasureLayout, unit: number): number => layout.items.length * answerValues + unit * unitCounters;

/** Adds what one person shared. Throws a RangeError for bytes that the layout has no place for. */
export function addPerson(layout: MeasureLayout, tally: Tally, { answers, localAnswers }: SharedAnswers): void {
	const { items, units, localChoices } = layout;
	if (answers.length !== items.length || localAnswers.length !== localChoices.length) throw new RangeError('The answers do not fit the layout');
	if (answers.some((byte) => byte > answerValues) || localAnswers.some((byte, index) => byte > (localChoices[index] as number))) {
		throw new RangeError('An answer that the wave does not know');
	}
	const { counts, sums } = tally;
	const count = (place: number): void => {
		counts[place] = (counts[place] as number) + 1;
	};
	tally.persons += 1;
	for (let item = 0; item < answers.length; item++) {
		const byte = answers[item] as number;
		if (byte > 0) count(itemStart(item) + byte - 1);
	}
	const { numerator, denominator } = layout.leastShareAnswered;
	for (let unit = 0; unit < units.length; unit++) {
		const members = (units[unit] as Unit).items;
		let answered = 0;
		let sum = 0;
		for (const item of members) {
			const byte = answers[item] as number;
			if (byte === 0) continue;
			answered += 1;
			sum += byte - 1;
		}
		if (answered === 0) continue;
		const start = unitStart(layout, unit);
		count(start + answerValues);
		// The nearest whole number, halves up, as `roundHalfUp` of self-assessment.
		if (answered * denominator >= members.length * numerator) count(start + Math.floor((2 * sum + answered) / (2 * answered)));
		const score = sum / answered;
		sums[2 * unit] = (sums[2 * unit] as number) + score;
		sums[2 * unit + 1] = (sums[2 * unit + 1] as number) + score * score;
	}
	for (let question = 0; question < localAnswers.length; question++) {
		const choice = localAnswers[question] as number;
		if (choice > 0) count((layout.localStarts[question] as number) + choice - 1);
	}
}

/** Adds a group to a group. */
export function addTally(into: Tally, other: Tally): void {
	into.persons += other.persons;
	for (let place = 0; place < into.counts.length; place++) into.counts[place] = (into.counts[place] as number) + (other.counts[place] as number);
	for (let place = 0; place < into.sums.length; place++) into.sums[place] = (into.sums[place] as number) + (other.sums[place] as number);
}

/** The numbers of a tally as they are stored: little-endian, as on every machine that Qadam runs on. */
export function packTally({ counts, sums }: Tally): { counts: Buffer; sums: Buffer } {
	return { counts: Buffer.from(counts.buffer), sums: Buffer.from(sums.buffer) };
}

/** Reads what `packTally` wrote. Throws a RangeError for another layout. */
export function unpackTally(
	layout: MeasureLayout,
	stored: { readonly persons: number; readonly counts: Uint8Array; readonly sums: Uint8Array }
): Tally {
	const counts = new Int32Array(Uint8Array.from(stored.counts).buffer);
	const sums = new Float64Array(Uint8Array.from(stored.sums).buffer);
	if (counts.length !== layout.counters || sums.length !== layout.units.length * 2) throw new RangeError('Cells of another layout');
	return { persons: stored.persons, counts, sums };
}
