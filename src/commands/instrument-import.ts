import { parseArgs } from 'node:util';
import {
	applyWorkbook,
	checkInstrument,
	compareVersions,
	type Finding,
	instrumentFileText,
	instrumentName,
	loadInstrumentFile,
	wordsFor,
	type WorkbookChanges
} from '#contexts/self-assessment/files.ts';
import type { Locale } from '#platform/locale.ts';
import { readSpreadsheet } from '#platform/spreadsheet.ts';
import {
	commonOptions,
	type ExitCode,
	onlyArgument,
	type Output,
	readLocale,
	readNamedFile,
	required,
	toJson,
	UsageError,
	writeNewFile
} from './command.ts';
import { findingLines } from './instrument-check.ts';
import { namedInstrumentFile } from './instruments.ts';

function wrongRows(changes: WorkbookChanges, locale: Locale) {
	return changes.wrong.map(({ code, parameters }) => ({ code, ...parameters, message: wordsFor(code, parameters as never, locale) }));
}

function preview(changes: WorkbookChanges, findings: readonly Finding[], locale: Locale): string {
	const lines = [...changes.changed, ...changes.new].flatMap(({ place, before, after, locales: different }) => [
		place,
		...different.flatMap((language) => [...(before === null ? [] : [`  - ${language}: ${before[language]}`]), `  + ${language}: ${after[language]}`])
	]);
	const { changed, unchanged, absent, wrong } = changes;
	return [
		...lines,
		...wrongRows(changes, locale).map(({ code, message }) => `${code}  ${message}`),
		`new: ${changes.new.length}, changed: ${changed.length}, unchanged: ${unchanged}, not in the workbook: ${absent}, wrong: ${wrong.length}`,
		findingLines(findings)
	].join('\n');
}

/** Shows what a workbook changes in an instrument; with --commit writes the new version, unless anything is wrong. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const { values, positionals } = parseArgs({
		args,
		options: {
			...commonOptions,
			xlsx: { type: 'string' },
			version: { type: 'string' },
			out: { type: 'string' },
			commit: { type: 'boolean', default: false }
		},
		allowPositionals: true
	});
	const locale = readLocale(values.locale);
	const baseFile = await namedInstrumentFile(onlyArgument(positionals, 'INSTRUMENT'));
	const version = required(values.version, '--version');
	const out = required(values.out, '--out');
	if (!/^\d+\.\d+\.\d+$/.test(version)) throw new UsageError(`--version has three numbers, for example 1.1.0, not ${version}.`);
	const workbook = await readNamedFile(required(values.xlsx, '--xlsx'));
	const base = await loadInstrumentFile(baseFile);
	if (compareVersions(version, base.version) <= 0) throw new UsageError(`--version must be higher than ${base.version}, the version of the base.`);
	const { instrument, changes } = applyWorkbook(base, await readSpreadsheet(workbook), version);
	const findings = checkInstrument(instrument);
	const isFine = changes.wrong.length === 0 && findings.length === 0;
	const committed = isFine && values.commit;
	if (committed) await writeNewFile(out, instrumentFileText(instrument));
	if (values.json) {
		const names = { base: { id: base.id, version: base.version }, instrument: { id: base.id, version } };
		const shown = { ...changes, wrong: wrongRows(changes, locale) };
		await output.print(toJson({ ...names, changes: shown, findings, committed, file: committed ? out : null }));
	} else {
		const notWritten = isFine ? 'Nothing is written yet: add --commit.' : 'Nothing is written: correct what is wrong first.';
		const outcome = committed ? `${instrumentName(instrument)} written to ${out}` : notWritten;
		await output.print(`${preview(changes, findings, locale)}${outcome}\n`);
	}
	return isFine ? 0 : 1;
}
