import path from 'node:path';
import { parseArgs } from 'node:util';
import { describedLines, describeStudy, readStudyData } from '#contexts/insight/files.ts';
import { commonOptions, type ExitCode, type Output, readLocale, readNamedFile, toJson, UsageError } from './command.ts';
import { readKind, readSize } from './study-check.ts';

/** Describes the files of a study: answers, published tables, or a summary. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const options = { ...commonOptions, kind: { type: 'string', default: 'percent' }, n: { type: 'string' } } as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const locale = readLocale(values.locale);
	const kind = readKind(values.kind);
	const n = readSize(values.n, '--n');
	if (positionals.length === 0) throw new UsageError('FILE is missing.');
	const files = [];
	for (const file of positionals) {
		const data = readStudyData(path.basename(file), await readNamedFile(file));
		files.push({ file, description: describeStudy(data, { kind, n }, locale) });
	}
	if (values.json) await output.print(toJson({ files: files.map(({ file, description }) => ({ file, ...description })) }));
	else for (const { file, description } of files) await output.print(`${[file, ...describedLines(description, locale)].join('\n  ')}\n`);
	return 0;
}
