import { parseArgs } from 'node:util';
import { instrumentName, instrumentTables, loadInstrumentFile } from '#contexts/self-assessment/files.ts';
import { writeSpreadsheet } from '#platform/spreadsheet.ts';
import { commonOptions, type ExitCode, onlyArgument, type Output, readLocale, required, toJson, writeNewFile } from './command.ts';
import { namedInstrumentFile } from './instruments.ts';

/** Exports the texts of an instrument to a workbook. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const { values, positionals } = parseArgs({ args, options: { ...commonOptions, xlsx: { type: 'string' } }, allowPositionals: true });
	readLocale(values.locale);
	const instrument = await loadInstrumentFile(await namedInstrumentFile(onlyArgument(positionals, 'INSTRUMENT')));
	const file = required(values.xlsx, '--xlsx');
	const tables = instrumentTables(instrument);
	await writeNewFile(file, await writeSpreadsheet(tables));
	const texts = tables.reduce((sum, { rows }) => sum + rows.length - 1, 0);
	if (values.json) await output.print(toJson({ instrument: { id: instrument.id, version: instrument.version }, file, texts }));
	else await output.print(`${instrumentName(instrument)}: ${texts} texts written to ${file}\n`);
	return 0;
}
