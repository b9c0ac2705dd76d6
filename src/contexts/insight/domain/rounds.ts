import { addDays, daysBetween } from './wave.ts';

export const phases = ['assess', 'plan', 'train', 'reassess'] as const;
export type Phase = (typeof phases)[number];

/** From a first to a last day. */
export interface Period {
	readonly phase: Phase;
	readonly from: string;
	readonly until: string;
}

/** For drawing up plans from the results; from the last day of a wave to the next round. */
const planningDays = 14;
export const roundDays = 182;

/**
 * The round that a wave begins: assessing, two weeks for plans, learning, and assessing again half a year after the last day, as long as the first
 * time. A suggestion: only the first period is fixed.
 */
export function periodsOf({ opensOn, closesOn }: { readonly opensOn: string; readonly closesOn: string }): readonly Period[] {
	const again = addDays(closesOn, roundDays);
	return [
		{ phase: 'assess', from: opensOn, until: closesOn },
		{ phase: 'plan', from: addDays(closesOn, 1), until: addDays(closesOn, planningDays) },
		{ phase: 'train', from: addDays(closesOn, planningDays + 1), until: addDays(again, -1) },
		{ phase: 'reassess', from: again, until: addDays(again, daysBetween(opensOn, closesOn)) }
	];
}
