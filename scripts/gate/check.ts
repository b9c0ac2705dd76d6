import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';

export interface Outcome {
	readonly passed: number;
	readonly failed: number;
	/** What is printed when anything failed. */
	readonly output: string;
}

/** One named part of the gate. */
export interface Check {
	readonly name: string;
	readonly run: () => Promise<Outcome>;
}

/** Runs a script on this Node in the root of the checkout. Both its outputs come back as one text. */
export function runScript(args: readonly string[]): Promise<{ exitCode: number; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
			cwd: projectRoot,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }
		});
		const chunks: Buffer[] = [];
		child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
		child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
		child.on('error', reject);
		child.on('close', (code) => resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString() }));
	});
}

/** A check that is one script: it passes with exit code 0. */
export function commandCheck(name: string, args: readonly string[]): Check {
	return {
		name,
		run: async () => {
			const { exitCode, output } = await runScript(args);
			return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, output };
		}
	};
}

/** What is read of Vitest's JSON report. */
interface Report {
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numPendingTests: number;
	readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/**
 * Counts the tests of one run. A file that can't even be loaded counts as one failure; so does a run that ends badly, or without a report, although
 * no test failed (an error outside of the tests), and one without any test.
 */
export function countTests(report: Report | undefined, exitCode: number): { passed: number; failed: number; skipped: number } {
	if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
	const brokenFiles = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
	const failed = report.numFailedTests + brokenFiles;
	const isBad = failed === 0 && (exitCode !== 0 || report.numPassedTests === 0);
	return { passed: report.numPassedTests, failed: isBad ? 1 : failed, skipped: report.numPendingTests };
}

/** The tests of one project of vitest.config.ts. */
export function vitestCheck(project: string): Check {
	return {
		name: project,
		run: async () => {
			const folder = mkdtempSync(path.join(tmpdir(), 'qadam-gate-'));
			const file = path.join(folder, 'report.json');
			try {
				const args = [
					'node_modules/vitest/vitest.mjs',
					'run',
					'--project',
					project,
					'--reporter=default',
					'--reporter=json',
					`--outputFile.json=${file}`
				];
				const { exitCode, output } = await runScript(args);
				const { passed, failed, skipped } = countTests(readReport(file), exitCode);
				if (skipped > 0) process.stdout.write(`  ${project}: ${skipped} tests were skipped\n`);
				return { passed, failed, output };
			} finally {
				rmSync(folder, { recursive: true, force: true });
			}
		}
	};
}

function readReport(file: string): Report | undefined {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Report;
	} catch {
		return undefined; // Vitest ended before it could write one
	}
}
