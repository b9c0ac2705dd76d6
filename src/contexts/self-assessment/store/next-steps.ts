import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { type NextSteps, nextStepsSchema } from '../domain/next-step.ts';

const directory = path.join(projectRoot, 'content', 'next-steps');
const read = new Map<string, Promise<NextSteps>>();

async function readNewest(instrumentId: string): Promise<NextSteps> {
	const files = (await readdir(directory))
		.filter((name) => name.startsWith(`${instrumentId}@`))
		.sort(new Intl.Collator('en', { numeric: true }).compare);
	const newest = files.at(-1);
	if (newest === undefined) throw new Error(`content/next-steps has no file for the instrument ${instrumentId}`);
	return nextStepsSchema.parse(JSON.parse(await readFile(path.join(directory, newest), 'utf8')));
}

/** The newest advice for an instrument: it may be bettered after an attempt was made, unlike the numbers. Read once per process. */
export function findNextSteps(instrumentId: string): Promise<NextSteps> {
	const known = read.get(instrumentId) ?? readNewest(instrumentId);
	read.set(instrumentId, known);
	return known;
}
