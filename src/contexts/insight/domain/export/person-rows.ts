import type { MeasureLayout } from '../measures.ts';

/** Columns of the file with one row for each person: the group, an item each (`i1_1_1`), a local question each (`q1`). */
export function personColumns(layout: Pick<MeasureLayout, 'items' | 'localChoices'>): string[] {
	return ['group', ...layout.items.map((code) => `i${code.replaceAll('.', '_')}`), ...layout.localChoices.map((_, index) => `q${index + 1}`)];
}

const [comma, zero, carriageReturn, newLine] = [0x2c, 0x30, 0x0d, 0x0a];

/** Bytes before the answers of a record: the number of the group. */
const groupBytes = 2;

/** How long the records of `writePersonRows` are, in bytes: the group, a byte for each item and for each local question. */
export function recordLength(layout: Pick<MeasureLayout, 'items' | 'localChoices'>): number {
	return groupBytes + layout.items.length + layout.localChoices.length;
}

/**
 * Lines of the file from records that lie behind each other: two bytes with the number of the group (0: none), then the answers as they are stored.
 * An item is empty for unanswered, 0 for "don't know", 1 to 6 for A1 to C2; a local question is empty or the number of the choice. `groups`: what is
 * printed for each number, as CSV, the one for 0 first. Throws a RangeError for records of another length.
 */
export function writePersonRows(
	layout: Pick<MeasureLayout, 'items' | 'localChoices'>,
	groups: readonly Uint8Array[],
	records: Uint8Array
): Uint8Array {
	const length = recordLength(layout);
	if (records.length % length !== 0) throw new RangeError('The records do not fit the layout');
	const longestGroup = Math.max(...groups.map((group) => group.length));
	const lines = new Uint8Array((records.length / length) * (longestGroup + 3 * length));
	let end = 0;
	for (let start = 0; start < records.length; start += length) {
		const group = groups[(records[start] as number) * 256 + (records[start + 1] as number)] as Uint8Array;
		lines.set(group, end);
		end += group.length;
		const firstChoice = start + groupBytes + layout.items.length;
		for (let place = start + groupBytes; place < start + length; place++) {
			lines[end++] = comma;
			const byte = records[place] as number;
			if (byte === 0) continue;
			const value = place < firstChoice ? byte - 1 : byte;
			if (value > 9) lines[end++] = zero + Math.floor(value / 10);
			lines[end++] = zero + (value % 10);
		}
		lines[end++] = carriageReturn;
		lines[end++] = newLine;
	}
	return lines.subarray(0, end);
}

/** How many times the smallest group a place must have before rows of single persons are given out. */
export const timesTheMinimum = 10;
