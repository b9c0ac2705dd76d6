import { type Locale, type LocalText, locales } from '#platform/locale.ts';
import type { SpreadsheetCell, SpreadsheetTable } from '#platform/spreadsheet.ts';
import { type Path, placeOf } from './finding.ts';
import type { Instrument } from './instrument.ts';
import { addText, type Addition, dropIncomplete } from './instrument-additions.ts';
import { putText, rowKey, type SheetName, sheetKeys, sheetNames, textAt, textSlots } from './instrument-texts.ts';

/** What can be wrong in a workbook of an instrument, with the values that the message names. */
export interface WorkbookErrors {
	/** Not one of the sheets of an instrument. */
	'workbook.no_sheet': { readonly sheets: string };
	/** The header of a sheet lacks a column, or has it twice. */
	'workbook.column': { readonly sheet: string; readonly column: string };
	/** The row names a text that the instrument does not have and that can't be added. */
	'workbook.unknown_row': { readonly sheet: string; readonly row: number; readonly name: string };
	'workbook.duplicate_row': { readonly sheet: string; readonly row: number; readonly otherRow: number; readonly name: string };
	'workbook.empty_text': { readonly sheet: string; readonly row: number; readonly name: string; readonly locale: string };
	/** A spreadsheet turned what was typed into a date. */
	'workbook.date': { readonly sheet: string; readonly row: number; readonly column: string };
	/** A new glossary entry has a term without a meaning, or the reverse. */
	'workbook.incomplete': { readonly sheet: string; readonly row: number; readonly name: string };
}

export type WorkbookProblem = {
	readonly [Code in keyof WorkbookErrors]: { readonly code: Code; readonly parameters: WorkbookErrors[Code] };
}[keyof WorkbookErrors];

/** A text that an import changes or adds. */
export interface TextChange {
	readonly place: string;
	readonly sheet: string;
	readonly row: number;
	/** The languages whose text differs. */
	readonly locales: readonly Locale[];
	/** Null for a text that the instrument did not have. */
	readonly before: LocalText | null;
	readonly after: LocalText;
}

/** What an import would do, before it is done. */
export interface WorkbookChanges {
	readonly new: readonly TextChange[];
	readonly changed: readonly TextChange[];
	/** Number of texts that the workbook has as they are. */
	readonly unchanged: number;
	/** Number of texts for which the workbook has no row that can be read; they stay as they are. */
	readonly absent: number;
	readonly wrong: readonly WorkbookProblem[];
}

/** The sheets of an instrument: one row per text, a column per language. */
export function instrumentTables(instrument: Instrument): SpreadsheetTable[] {
	const slots = textSlots(instrument);
	return sheetNames.map((name) => ({
		name,
		rows: [
			[...sheetKeys[name], ...locales],
			...slots
				.filter((slot) => slot.sheet === name)
				.map((slot) => {
					const text = textAt(instrument, slot);
					return [...slot.keys, ...locales.map((locale) => text[locale])].map((cell) => (cell === '' ? null : cell));
				})
		]
	}));
}

/** A row of a sheet whose cells could be read. */
interface TextRow {
	readonly sheet: SheetName;
	readonly row: number;
	readonly keys: readonly string[];
	readonly text: LocalText;
}

const nameOf = (keys: readonly string[]) => keys.filter((key) => key !== '').join(', ');

/** Finds the columns of a sheet by their names, in whatever order they stand. */
function findColumns(table: SpreadsheetTable, sheet: SheetName, wrong: WorkbookProblem[]): ReadonlyMap<string, number> | undefined {
	const header = (table.rows[0] ?? []).map((cell) => (typeof cell === 'string' ? cell.trim().toLowerCase() : ''));
	const columns = new Map<string, number>();
	for (const column of [...sheetKeys[sheet], ...locales]) {
		const position = header.indexOf(column);
		if (position === -1 || position !== header.lastIndexOf(column)) wrong.push({ code: 'workbook.column', parameters: { sheet, column } });
		else columns.set(column, position);
	}
	return columns.size === sheetKeys[sheet].length + locales.length ? columns : undefined;
}

function readRows(table: SpreadsheetTable, sheet: SheetName, wrong: WorkbookProblem[]): TextRow[] {
	const columns = findColumns(table, sheet, wrong);
	if (columns === undefined) return [];
	const rows: TextRow[] = [];
	const seen = new Map<string, number>();
	for (const [index, cells] of table.rows.entries()) {
		const row = index + 1;
		const cellOf = (column: string): SpreadsheetCell => cells[columns.get(column) as number] ?? null;
		const used = [...columns.keys()].filter((column) => cellOf(column) !== null && String(cellOf(column)).trim() !== '');
		if (index === 0 || used.length === 0) continue;
		const date = used.find((column) => cellOf(column) instanceof Date);
		if (date !== undefined) {
			wrong.push({ code: 'workbook.date', parameters: { sheet, row, column: date } });
			continue;
		}
		const textOf = (column: string) => String(cellOf(column) ?? '').trim();
		const keys = sheetKeys[sheet].map(textOf);
		const name = nameOf(keys);
		const otherRow = seen.get(rowKey(keys));
		seen.set(rowKey(keys), otherRow ?? row);
		const empty = locales.filter((locale) => textOf(locale) === '');
		if (otherRow !== undefined) wrong.push({ code: 'workbook.duplicate_row', parameters: { sheet, row, otherRow, name } });
		else if (empty.length > 0) wrong.push({ code: 'workbook.empty_text', parameters: { sheet, row, name, locale: empty.join(', ') } });
		else rows.push({ sheet, row, keys, text: { kk: textOf('kk'), ru: textOf('ru'), en: textOf('en') } });
	}
	return rows;
}

const differing = (before: LocalText, after: LocalText) => locales.filter((locale) => before[locale].trim() !== after[locale]);

/**
 * Applies a workbook to an instrument and says what changes; neither the base nor any file is touched, so this is the preview and the import
 * in one. A row is found by its key columns, in any order of rows and columns; a sheet or row that is absent leaves its texts as they are.
 * What may be added: an answer that the base lacks, a next example, a next glossary entry, the help of a context question. Codes, options and
 * the structure come from the base. Spaces around a text don't count. With anything in `wrong` the result must not be used.
 */
export function applyWorkbook(
	base: Instrument,
	tables: readonly SpreadsheetTable[],
	version: string
): { instrument: Instrument; changes: WorkbookChanges } {
	const instrument: Instrument = { ...structuredClone(base), version };
	const wrong: WorkbookProblem[] = [];
	const added: Addition[] = [];
	const changed: TextChange[] = [];
	let unchanged = 0;
	const known = tables.flatMap((table) => sheetNames.filter((name) => name === table.name.trim().toLowerCase()).map((name) => ({ name, table })));
	if (known.length === 0) wrong.push({ code: 'workbook.no_sheet', parameters: { sheets: sheetNames.join(', ') } });
	const slots = textSlots(base);
	const slotOf = new Map(slots.map((slot) => [`${slot.sheet} ${rowKey(slot.keys)}`, slot]));
	const rows = known.flatMap(({ name, table }) => readRows(table, name, wrong));
	// Additions come last: an inserted answer moves the paths of those after it.
	for (const { sheet, row, keys, text } of rows) {
		const slot = slotOf.get(`${sheet} ${rowKey(keys)}`);
		if (slot === undefined) continue;
		const before = textAt(base, slot);
		const different = differing(before, text);
		if (different.length === 0) unchanged++;
		else {
			const after: Record<Locale, string> = { ...before };
			for (const locale of different) after[locale] = text[locale];
			putText(instrument, slot.path, after);
			changed.push({ place: placeOf(base, slot.path), sheet, row, locales: different, before, after });
		}
	}
	for (const { sheet, row, keys, text } of rows) {
		if (slotOf.has(`${sheet} ${rowKey(keys)}`)) continue;
		const path: Path | undefined = addText(instrument, sheet, keys, text);
		if (path === undefined) wrong.push({ code: 'workbook.unknown_row', parameters: { sheet, row, name: nameOf(keys) } });
		else added.push({ sheet, row, keys, text, place: placeOf(instrument, path) });
	}
	const incomplete = dropIncomplete(instrument, added);
	for (const { sheet, row, keys } of incomplete) wrong.push({ code: 'workbook.incomplete', parameters: { sheet, row, name: nameOf(keys) } });
	const news = added
		.filter((addition) => !incomplete.includes(addition))
		.map(({ place, sheet, row, text }): TextChange => ({ place, sheet, row, locales, before: null, after: text }));
	return { instrument, changes: { new: news, changed, unchanged, absent: slots.length - unchanged - changed.length, wrong } };
}
