import path from 'node:path';
import { parseArgs } from 'node:util';
import { comparedLines, compareStudy, readStudyData } from '#contexts/insight/files.ts';
import { commonOptions, type ExitCode, type Output, readLocale, readNamedFile, toJson, UsageError } from './command.ts';
import { readKind } from './study-check.ts';

const read = async (file: string) => readStudyData(path.basename(file), await readNamedFile(file));

/** Compares the files of a study: rounds or groups of answers, tables, or the two moments of a summary. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const options = { ...commonOptions, kind: { type: 'string', default: 'percent' }, control: { type: 'string', multiple: true } } as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const locale = readLocale(values.locale);
	const kind = readKind(values.kind);
	if (positionals.length === 0) throw new UsageError('FILE is missing.');
	const data = await Promise.all(positionals.map(read));
	const control = await Promise.all((values.control ?? []).map(read));
	const comparison = compareStudy(data, { control, kind }, locale);
	if (values.json) await output.print(toJson({ files: positionals, ...comparison }));
	else await output.print(`${comparedLines(comparison, locale).join('\n')}\n`);
	return 0;
}
