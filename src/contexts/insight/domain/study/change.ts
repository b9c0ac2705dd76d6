import type { Figure } from './cell.ts';
import { finding, type Place, type StudyFinding, tidy } from './finding.ts';
import { contains, differenceRange, type Range, ratioRange, widen } from './precision.ts';

/** A number that was printed, and between what the true one lies. */
export interface Measured {
	readonly value: number;
	readonly range: Range;
}

/** A change that somebody printed or wrote: what it is compared with. */
export interface StatedChange {
	readonly stated: Figure;
	readonly before: Measured;
	readonly after: Measured;
	readonly place: Partial<Place>;
}

/** Whether the difference of the two numbers can be printed so. A fall may be printed without its sign. */
export function followsAsDifference({ stated, before, after }: StatedChange): boolean {
	const range = widen(differenceRange(before.range, after.range), stated.decimals);
	return contains(range, stated.value) || (stated.sign === '' && contains(range, -stated.value));
}

/** Whether the change relative to the first number, in per cent, can be printed so. */
export function followsAsRelative({ stated, before, after }: StatedChange): boolean {
	const ratio = ratioRange(before.range, after.range);
	const range = widen({ lowest: (ratio.lowest - 1) * 100, highest: (ratio.highest - 1) * 100 }, stated.decimals);
	return contains(range, stated.value) || (stated.sign === '' && contains(range, -stated.value));
}

/** Whether "so many times" can be printed so; a fall to a half is a fall by two times as well. */
export function followsAsRatio({ stated, before, after }: StatedChange): boolean {
	const up = ratioRange(before.range, after.range);
	const down = ratioRange(after.range, before.range);
	return contains(widen(up, stated.decimals), stated.value) || (after.value < before.value && contains(widen(down, stated.decimals), stated.value));
}

const relativeOf = ({ before, after }: StatedChange) => (before.value === 0 ? Infinity : ((after.value - before.value) / before.value) * 100);
const round = (value: number) => Number(value.toFixed(2));

/** The stated change does not follow from the numbers in the unit that it claims; tells whether it would in the other. */
export function tellWrongChange(change: StatedChange, claimed: 'points' | 'relative'): StudyFinding {
	const { stated, place } = change;
	const [before, after] = [change.before.value, change.after.value];
	const difference = tidy(after - before);
	const percent = round(relativeOf(change));
	const shared = { printed: stated.value, before, after };
	if (claimed === 'relative') {
		const numbers = { value: stated.value, expected: Number.isFinite(percent) ? percent : null };
		return followsAsDifference(change)
			? finding('percent-vs-points.points', { ...shared, percent }, place, numbers)
			: finding('difference.relative', { ...shared, percent }, place, numbers);
	}
	const numbers = { value: stated.value, expected: difference };
	return followsAsRelative(change)
		? finding('percent-vs-points.percent', { ...shared, difference }, place, numbers)
		: finding('difference.points', { ...shared, difference }, place, numbers);
}

/** The stated number of times does not follow from the numbers. */
export function tellWrongRatio({ stated, before, after, place }: StatedChange): StudyFinding {
	const ratio = round(before.value === 0 ? Infinity : after.value / before.value);
	const shared = { printed: stated.value, before: before.value, after: after.value, ratio };
	return finding('fold.ratio', shared, place, { value: stated.value, expected: Number.isFinite(ratio) ? ratio : null });
}
