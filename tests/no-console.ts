import { afterEach, expect } from 'vitest';

/**
 * Output that nobody expects is a failure: it is a warning of a library that nobody would read otherwise. A test that expects some replaces the
 * method.
 */
const said: string[] = [];
for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
	const write = console[level].bind(console);
	console[level] = (...values: unknown[]) => {
		said.push(`${level}: ${values.map(String).join(' ')}`);
		write(...values);
	};
}

afterEach(() => {
	expect(said.splice(0), 'unexpected output on the console').toEqual([]);
});
