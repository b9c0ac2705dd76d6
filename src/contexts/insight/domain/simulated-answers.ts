import { normalFrom, randomFrom } from './simulated-nation.ts';

/** Shares of A1 to C2 and of don't know, in percent, as published of 200 teachers for areas 1 to 3. */
const published: readonly (readonly [item: string, a1: number, a2: number, b1: number, b2: number, c1: number, c2: number, unknown: number])[] = [
	['1.1.1', 25, 11.5, 26, 16, 15.5, 4.5, 1.5], ['1.1.2', 37, 12.5, 16.5, 13, 9.5, 4.5, 7], ['1.2.1', 35, 15.5, 30, 9, 4.5, 3, 3],
	['1.2.2', 30, 14.5, 32.5, 9, 8.5, 3.5, 2], ['1.3.1', 37, 13, 30, 6.5, 5, 4, 4.5], ['1.4.1', 30, 13.5, 23, 15, 12, 2.5, 4],
	['1.4.2', 37.5, 11.5, 30, 10.5, 6.5, 2.5, 1.5], ['1.4.3', 37.5, 19.5, 22, 10.5, 5.5, 2, 3], ['1.4.4', 44.5, 8.5, 24.5, 5.5, 4, 4.5, 8.5],
	['2.1.1', 31, 17, 31.5, 12, 2, 3, 3.5], ['2.2.1', 32, 17, 30, 13.5, 3.5, 2, 2], ['2.2.2', 45.5, 17, 20, 7, 2.5, 4, 4],
	['2.3.1', 51, 12, 17, 8, 4, 4, 4], ['2.3.2', 54, 12.5, 19, 2.5, 4.5, 3, 4.5], ['3.1.1', 43, 14, 26, 9, 4.5, 2, 1.5],
	['3.2.1', 43.5, 16.5, 23, 8.5, 2.5, 2.5, 3.5], ['3.3.1', 45, 14.5, 19, 13, 2, 3, 3.5], ['3.4.1', 43, 15.5, 23.5, 6, 5.5, 3, 3.5],
	['3.4.2', 43, 14, 21.5, 8, 4.5, 5, 4]
];

/** Nothing was published of areas 4 to 6: in between, with more who do not know. */
const unpublished = [42, 15.5, 22, 9.5, 4, 2, 5] as const;

/** The standard normal distribution up to a value (Abramowitz & Stegun 26.2.17): exact to 1e-7, which is plenty here. */
function normalBelow(value: number): number {
	const t = 1 / (1 + 0.2316419 * Math.abs(value));
	const tail =
		0.3989422804 * Math.exp((-value * value) / 2) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
	return value > 0 ? 1 - tail : tail;
}

/** Bands that a simulated teacher may be in, with their shares. What there is in the instrument under other names is not simulated. */
const bandShares: Readonly<Record<string, readonly (readonly [band: string, share: number, shift: number])[]>> = {
	gender: [['female', 0.81, 0], ['male', 0.18, 0.05], ['not_told', 0.01, 0]],
	age_band: [
		['under_25', 0.07, 0.35], ['25_34', 0.27, 0.3], ['35_44', 0.26, 0.1], ['45_54', 0.22, -0.15], ['55_62', 0.14, -0.4], ['63_plus', 0.03, -0.7],
		['not_told', 0.01, 0]
	],
	experience_years: [
		['lt_1', 0.05, 0], ['1_5', 0.2, 0], ['6_15', 0.31, 0], ['16_25', 0.22, 0], ['26_35', 0.16, 0], ['36_plus', 0.05, 0], ['not_told', 0.01, 0]
	],
	qualification_category: [
		['none', 0.06, -0.2], ['trainee', 0.05, -0.1], ['teacher', 0.28, -0.1], ['moderator', 0.22, 0], ['expert', 0.2, 0.1], ['researcher', 0.13, 0.25],
		['master', 0.03, 0.4], ['other', 0.02, 0], ['not_told', 0.01, 0]
	]
};

/** Dimensions that simulated teachers can be told apart by. */
export const simulatedDimensions = Object.keys(bandShares);

export interface SimulatedTeacher {
	readonly bands: readonly string[];
	/** One byte for each item, as in `SharedAnswers`. */
	readonly answers: Uint8Array;
}

/** How far items go together: the correlation of an item with what a teacher is like in all. */
const loading = 0.8;
const unique = Math.sqrt(1 - loading ** 2);

/**
 * Makes teachers one after the other. `items` in the order of the instrument; `shift` moves everybody, in standard deviations, as from one round to
 * the next. A teacher is placed by `place`, the standing of the own school.
 */
export function simulateTeachers(items: readonly string[], seed: number, shift = 0): (place: number) => SimulatedTeacher {
	const random = randomFrom(seed);
	const known = new Map(published.map(([item, ...shares]) => [item, shares]));
	const thresholds = items.map((item) => {
		const shares = known.get(item) ?? unpublished;
		const told = shares.slice(0, 6).reduce((sum, share) => sum + share, 0);
		let sum = 0;
		return { unknown: shares[6] / 100, upTo: shares.slice(0, 5).map((share) => (sum += share / told)) };
	});
	const chosen = (shares: readonly (readonly [string, number, number])[]): readonly [string, number, number] => {
		let left = random();
		return shares.find(([, share]) => (left -= share) < 0) ?? (shares[0] as readonly [string, number, number]);
	};
	return (place) => {
		const picks = simulatedDimensions.map((dimension) => chosen(bandShares[dimension] ?? []));
		const ability = shift + place + picks.reduce((sum, [, , own]) => sum + own, 0) + 0.85 * normalFrom(random);
		const answers = new Uint8Array(items.length);
		for (let item = 0; item < items.length; item++) {
			const { unknown, upTo } = thresholds[item] as (typeof thresholds)[number];
			// Whoever is weaker says more often not to know.
			if (random() < unknown * (ability < 0 ? 1.6 : 0.4)) answers[item] = 1;
			else if (random() < 0.006) answers[item] = 0;
			else {
				const at = normalBelow(loading * ability + unique * normalFrom(random));
				answers[item] = 2 + upTo.filter((limit) => at > limit).length;
			}
		}
		return { bands: picks.map(([band]) => band), answers };
	};
}
