import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Finding, readInstrumentFile } from '#contexts/self-assessment/files.ts';
import { commonOptions, type ExitCode, onlyArgument, type Output, readLocale, toJson } from './command.ts';
import { namedInstrumentFile } from './instruments.ts';

/** A finding as a person reads it: its code and place, and below what is wrong. */
export function findingLines(findings: readonly Finding[]): string {
	return findings.map(({ code, place, message }) => `${code}  ${place}\n  ${message}\n`).join('');
}

function nameIn(json: unknown): { id: unknown; version: unknown } | null {
	const { id, version } = (json ?? {}) as { id?: unknown; version?: unknown };
	return id === undefined && version === undefined ? null : { id: id ?? null, version: version ?? null };
}

/** Checks an instrument and prints its findings. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const { values, positionals } = parseArgs({ args, options: commonOptions, allowPositionals: true });
	readLocale(values.locale);
	const file = await namedInstrumentFile(onlyArgument(positionals, 'INSTRUMENT'));
	const { json, findings } = await readInstrumentFile(file);
	if (values.json) await output.print(toJson({ instrument: nameIn(json), findings }));
	else {
		const outcome = findings.length === 0 ? 'no defects found' : `defects found: ${findings.length}`;
		await output.print(`${findingLines(findings)}${path.basename(file)}: ${outcome}\n`);
	}
	return findings.length === 0 ? 0 : 1;
}
