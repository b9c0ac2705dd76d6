import { expect, test } from 'vitest';
import { personColumns, recordLength, writePersonRows } from './person-rows.ts';

const layout = { items: ['1.1.1', '1.1.2'], localChoices: [10, 2] };
const groups = ['', 'Ұлытау', '"Abai, Region"'].map((group) => new TextEncoder().encode(group));

test('a record becomes a line', () => {
	expect(personColumns(layout)).toEqual(['group', 'i1_1_1', 'i1_1_2', 'q1', 'q2']);
	expect(recordLength(layout)).toBe(6);
	const records = Uint8Array.of(0, 0, 0, 1, 10, 0, 0, 1, 7, 2, 9, 2, 0, 2, 3, 4, 0, 1);
	expect(new TextDecoder().decode(writePersonRows(layout, groups, records))).toBe(',,0,10,\r\nҰлытау,6,1,9,2\r\n"Abai, Region",2,3,,1\r\n');
});

test('records of another length are refused', () => {
	expect(() => writePersonRows(layout, groups, new Uint8Array(7))).toThrow(RangeError);
	expect(writePersonRows(layout, groups, new Uint8Array())).toHaveLength(0);
});
