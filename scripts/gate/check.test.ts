import { describe, expect, it } from 'vitest';
import { commandCheck, countTests } from './check.ts';

const report = (passed: number, failed: number, files: readonly { status: string; assertionResults: readonly unknown[] }[] = []) => ({
	numPassedTests: passed,
	numFailedTests: failed,
	numPendingTests: 0,
	testResults: files
});
const broken = { status: 'failed', assertionResults: [] };
const withFailure = { status: 'failed', assertionResults: [{}] };

describe('the gate counts', () => {
	it.each([
		{ name: 'passed tests', given: report(3, 0), exitCode: 0, expected: [3, 0] },
		{ name: 'failed tests', given: report(3, 2, [withFailure]), exitCode: 1, expected: [3, 2] },
		{ name: 'a file that could not be loaded', given: report(3, 0, [broken]), exitCode: 1, expected: [3, 1] },
		{ name: 'an error outside of the tests', given: report(3, 0), exitCode: 1, expected: [3, 1] },
		{ name: 'a run without tests', given: report(0, 0), exitCode: 0, expected: [0, 1] },
		{ name: 'a run without a report', given: undefined, exitCode: 1, expected: [0, 1] }
	])('$name', ({ given, exitCode, expected }) => {
		const { passed, failed } = countTests(given, exitCode);
		expect([passed, failed]).toEqual(expected);
	});

	it('a script by its exit code, and keeps what it said', async () => {
		const script = (code: number) => commandCheck('x', ['-e', `console.error('said'); process.exit(${code})`]).run();
		expect(await script(0)).toEqual({ passed: 1, failed: 0, output: 'said\n' });
		expect(await script(3)).toEqual({ passed: 0, failed: 1, output: 'said\n' });
	});
});
