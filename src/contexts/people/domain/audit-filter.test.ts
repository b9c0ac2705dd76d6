import { describe, expect, test } from 'vitest';
import { readAuditFilter } from './audit-filter.ts';

describe('the filter of the log', () => {
	test('nothing typed narrows nothing', () => expect(readAuditFilter({ action: '', id: ' ', from: '', to: '' })).toEqual({}));

	test('a day is a day of Kazakhstan, the last one included', () => {
		const { from, until } = readAuditFilter({ from: '2026-11-22', to: '2026-11-22' });
		expect(from?.toISOString()).toBe('2026-11-21T19:00:00.000Z');
		expect(until?.toISOString()).toBe('2026-11-22T19:00:00.000Z');
	});

	test.each([{ id: 'Aigul' }, { from: '22.11.2026' }, { to: '2026-02-30' }, { action: "x' or 1=1" }, { before: '1' }])('%j is refused', (typed) => {
		expect(() => readAuditFilter(typed)).toThrow('audit.filter');
	});
});
