import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { DomainError } from '#platform/errors.ts';
import { checkInstrument } from './domain/check-instrument.ts';
import type { Finding } from './domain/finding.ts';
import type { Instrument } from './domain/instrument.ts';

/** What can be wrong with an instrument that a command needs, with the values that the message names. */
export interface InstrumentFileErrors {
	/** The check of the instrument has findings. */
	'instrument.defective': { readonly instrument: string; readonly count: number };
}

export const instrumentsDirectory = path.join(projectRoot, 'content', 'instruments');

/** Numbers of a version, for comparing: "1.10.0" comes after "1.9.0". */
export function compareVersions(first: string, second: string): number {
	const [a, b] = [first.split('.').map(Number), second.split('.').map(Number)];
	return a.map((number, index) => number - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/**
 * The file that a name means: an id ("selfie-kz", its newest version) or an id with a version ("selfie-kz@1.0.0") of the shipped instruments, or
 * else the path of a file. Undefined when there is no such instrument; the file of a path may still be absent.
 */
export async function findInstrumentFile(name: string, directory = instrumentsDirectory): Promise<string | undefined> {
	const named = /^([a-z0-9-]+)(?:@(\d+\.\d+\.\d+))?$/.exec(name);
	if (named === null) return path.resolve(name);
	const [, id, version] = named;
	const found = (await readdir(directory))
		.map((file) => ({ file, parts: /^(.+)@(\d+\.\d+\.\d+)\.json$/.exec(file) }))
		.filter(({ parts }) => parts !== null && parts[1] === id && (version === undefined || parts[2] === version))
		.sort((a, b) => compareVersions(a.parts?.[2] ?? '', b.parts?.[2] ?? ''))
		.at(-1);
	return found === undefined ? undefined : path.join(directory, found.file);
}

/** An instrument file as it was read: its JSON, and everything that is wrong with it. */
export interface InstrumentFile {
	readonly json: unknown;
	readonly findings: readonly Finding[];
}

/** Reads and checks an instrument file. Text that is not UTF-8 or not JSON is a finding like any other. */
export async function readInstrumentFile(file: string): Promise<InstrumentFile> {
	const bytes = await readFile(file);
	const wrong = (reason: string): InstrumentFile => ({
		json: undefined,
		findings: [{ code: 'shape', place: 'file', message: `The file is ${reason}.` }]
	});
	let text: string;
	let json: unknown;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return wrong('not text in UTF-8');
	}
	try {
		json = JSON.parse(text);
	} catch (error) {
		return wrong(`not JSON: ${(error as SyntaxError).message}`);
	}
	return { json, findings: checkInstrument(json) };
}

/** Reads an instrument that has to be in order. Throws `instrument.defective`. */
export async function loadInstrumentFile(file: string): Promise<Instrument> {
	const { json, findings } = await readInstrumentFile(file);
	if (findings.length > 0) throw new DomainError('instrument.defective', { instrument: path.basename(file), count: findings.length });
	return json as Instrument; // the check includes the schema; parsing once more would only change the order of its keys
}

/** The text of an instrument file: the form in which the shipped ones are kept. */
export function instrumentFileText(instrument: Instrument): string {
	return `${JSON.stringify(instrument, null, '\t')}\n`;
}

