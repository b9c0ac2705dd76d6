import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../src/platform/config.ts';

/** The machine and the versions that a figure belongs to. */
export function describeMachine(): object {
	const { version } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string };
	return {
		cores: availableParallelism(),
		processor: cpus()[0]?.model,
		memoryGb: Math.round(totalmem() / 2 ** 30),
		qadam: version,
		node: process.versions.node
	};
}

/** The value below which the given share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** To as many digits as a measurement deserves. */
export function round(value: number, digits = 0): number {
	return Number(value.toFixed(digits));
}

export function tell(line: string): void {
	process.stderr.write(`${line}\n`);
}
