import type { CsvRow } from '#platform/csv.ts';
import { type Cell, isNumeric, readCell, type TableKind } from './cell.ts';
import { finding, type StudyFinding } from './finding.ts';
import { findBody } from './table-body.ts';
import { isNoteName, isSampleSizeName, isTotalName, normalise, readSampleSize, startsAsNote } from './words.ts';

/** A cell with its place in the file. */
export interface Entry {
	readonly cell: Cell;
	readonly line: number;
	readonly columnNumber: number;
}

export interface TableColumn {
	/** As the header has it. */
	readonly name: string;
	/** Column of the file, from 1; null where the columns of the file are not those of the table (one answer per line). */
	readonly number: number | null;
}

export interface TableRow {
	/** What findings call the row. */
	readonly name: string;
	/** All names by which the row may be called. */
	readonly names: readonly string[];
	/** Two rows of the same identity are about the same group. */
	readonly identity: string;
	/** The heading that the row stands under; "" without one. */
	readonly section: string;
	readonly line: number;
	/** A cell per column; undefined where the table has none at this place. */
	readonly entries: readonly (Entry | undefined)[];
	/** The number of people that the name of the row tells: "School 5 (n = 45)". */
	readonly sampleSize: number | undefined;
	readonly isTotal: boolean;
}

/** A published table as it was read. */
export interface StudyTable {
	readonly kind: TableKind;
	/** The columns with numbers. */
	readonly columns: readonly TableColumn[];
	readonly rows: readonly TableRow[];
	/** Whether every line of the file is one answer, so that rows may lack some of the columns. */
	readonly isLong: boolean;
	/** What was found while reading. */
	readonly findings: readonly StudyFinding[];
}

const isBlank = (cell: string | undefined) => (cell ?? '').trim() === '';

/** How each column of the file is used: `key` names rows, `numbers` holds what is checked. */
function classify(header: readonly string[], body: readonly CsvRow[], kind: TableKind): ('key' | 'numbers' | 'blank' | 'text')[] {
	// A note may be cut into cells by its commas.
	const data = body.filter(({ cells }) => cells.slice(1).some((cell) => isNumeric(readCell(cell, kind))));
	const first = header.map((name, index): 'numbers' | 'blank' | 'text' => {
		const cells = data.map(({ cells }) => readCell(cells[index] ?? '', kind));
		const filled = cells.filter(({ type }) => type !== 'blank');
		if (filled.length === 0) return 'blank';
		const said = filled.filter(({ type }) => type !== 'dash' && type !== 'unknown');
		if (said.length === 0) return name.trim() === '' || /^(?:note|comment|примеч|ескерт)/iu.test(name.trim()) ? 'text' : 'numbers';
		return said.filter(isNumeric).length >= said.length * 0.6 ? 'numbers' : 'text';
	});
	const isLater = (index: number) => first.slice(index + 1).includes('numbers');
	const lastText = first.findLastIndex((use, index) => index > 0 && use === 'text' && isLater(index));
	return first.map((use, index) => {
		if (index === 0 || (use === 'text' && isLater(index))) return 'key';
		return use === 'numbers' && index < lastText && !isSampleSizeName(header[index] ?? '') ? 'key' : use;
	});
}

/** A column of consecutive numbers or codes that only counts the rows. */
function isIndex(values: readonly string[], header: string): boolean {
	if (/^(?:№|#|no\.?|п\/п|№ ?п\/п|р\/с|р\/н)/iu.test(header.trim())) return true;
	return values.length > 1 && values.every((value, index) => value === '' || Number(value.replace(/\.$/, '')) === index + 1);
}

const isUnique = (values: readonly string[]) => values.every((value) => value !== '') && new Set(values.map(normalise)).size === values.length;

/** The rows that have nothing but a name: headings of what follows, notes, or rows that somebody forgot to fill. */
function findHeadings(rows: readonly { readonly name: string; readonly isEmpty: boolean; readonly isShort: boolean }[]): Set<number> {
	const empty = rows.flatMap((row, index) => (row.isEmpty ? [index] : []));
	const isFollowed = (index: number) => rows.slice(index + 1).some((row) => !row.isEmpty);
	const several = empty.filter(isFollowed).length > 1;
	const heading = (index: number) => {
		const { name = '', isShort = false } = rows[index] ?? {};
		return isFollowed(index) ? index === 0 || isShort || several || /:\s*$/.test(name) : isShort || isNoteName(name);
	};
	return new Set(empty.filter(heading));
}

interface RawRow {
	readonly line: number;
	readonly cells: readonly string[];
	readonly keys: readonly string[];
	readonly section: string;
}

/** Turns a file with one answer per line into rows of answers. */
function pivot(rows: readonly RawRow[], column: number, kind: TableKind): Pick<StudyTable, 'columns' | 'rows'> {
	const answers = [...new Set(rows.map(({ keys }) => keys.at(-1) ?? ''))];
	const groups = Map.groupBy(rows, ({ keys, section }) => [section, ...keys.slice(0, -1)].map(normalise).join('\n'));
	const findEntry = (group: readonly RawRow[], answer: string): Entry | undefined => {
		const row = group.find(({ keys }) => keys.at(-1) === answer);
		return row && { cell: readCell(row.cells[column] ?? '', kind), line: row.line, columnNumber: column + 1 };
	};
	const made = [...groups].map(([identity, group]): TableRow => {
		const [first] = group;
		const keys = first?.keys.slice(0, -1) ?? [];
		const name = keys.filter((key) => key !== '').join(' / ');
		return {
			name,
			names: [name, ...keys],
			identity,
			section: keys[0] ?? '',
			line: first?.line ?? 0,
			entries: answers.map((answer) => findEntry(group, answer)),
			sampleSize: readSampleSize(name),
			isTotal: false
		};
	});
	return { columns: answers.map((name) => ({ name, number: null })), rows: made };
}

/** Whether each line is one answer: a single column of numbers, and names of which the last tells the answer and the others repeat. */
function isLongTable(rows: readonly RawRow[], numberColumns: number, keyColumns: number): boolean {
	if (numberColumns !== 1 || keyColumns < 2) return false;
	const groups = new Set(rows.map(({ keys }) => keys.slice(0, -1).map(normalise).join('\n')));
	return groups.size <= rows.length / 2;
}

/**
 * Reads a published table: names in the first column, then a column per category. Also read: titles above and notes below the table, headers of
 * two lines, headings between rows, merged cells, several columns of names, and files with one answer per line (question, answer, share).
 */
export function readStudyTable(rows: readonly CsvRow[], kind: TableKind): StudyTable {
	const nothing: StudyTable = { kind, columns: [], rows: [], isLong: false, findings: [finding('empty.table', {}, {})] };
	const found = findBody(rows, kind);
	if (found === undefined) return nothing;
	const { header, body } = found;
	const uses = classify(header, body, kind);
	const indexesOf = (wanted: (typeof uses)[number]) => uses.flatMap((use, index) => (use === wanted ? [index] : []));
	const numberColumns = indexesOf('numbers').filter((index) => !isBlank(header[index]) || body.some(({ cells }) => !isBlank(cells[index])));
	if (numberColumns.length === 0 || body.length === 0) return nothing;
	const findings: StudyFinding[] = [];
	const allKeys = indexesOf('key');
	const keyColumns = allKeys.filter((index) => {
		const values = body.map(({ cells }) => (cells[index] ?? '').trim());
		return allKeys.length === 1 || !isIndex(values, header[index] ?? '');
	});
	for (const index of indexesOf('blank')) {
		const isInside = numberColumns.some((other) => other < index) && numberColumns.some((other) => other > index);
		const name = (header[index] ?? '').trim();
		if (isInside && name !== '') findings.push(finding('empty.column', {}, { column: name, line: found.line, columnNumber: index + 1 }));
	}
	const nameOf = (cells: readonly string[]) => keyColumns.map((index) => (cells[index] ?? '').trim());
	const states = body.map(({ cells }) => ({
		name: nameOf(cells).join(' '),
		isEmpty: numberColumns.every((index) => isBlank(cells[index])),
		isShort: cells.length <= Math.min(...numberColumns)
	}));
	const headings = findHeadings(states);
	const isRepeatedHeader = (cells: readonly string[]) => header.every((name, index) => normalise(name) === normalise(cells[index] ?? ''));
	const raw: RawRow[] = [];
	let section = '';
	const above: string[] = keyColumns.map(() => '');
	let lastLine = found.line;
	for (const [index, { line, cells }] of body.entries()) {
		const types = new Set(numberColumns.map((column) => readCell(cells[column] ?? '', kind).type));
		const isText = types.has('text') && [...types].every((type) => type === 'text' || type === 'blank');
		const isNote = startsAsNote(cells[0] ?? '') && (types.has('text') || cells.length < header.length);
		if (isText || isNote || isRepeatedHeader(cells)) continue;
		if (line > lastLine + 1 && index > 0) section = `${section.replace(/\u0000.*/, '')}\u0000${line}`; // a blank line begins another block
		lastLine = line;
		if (headings.has(index)) {
			section = states[index]?.name ?? '';
			above.fill('');
			continue;
		}
		const surplus = cells.slice(header.length).some((cell) => !isBlank(cell));
		const name = states[index]?.name ?? '';
		if (surplus) {
			findings.push(finding('row-length.more', { cells: cells.length, expected: header.length }, { row: name, line }));
			continue; // its cells stand in the wrong columns
		}
		const keys = nameOf(cells);
		for (const [position, key] of keys.entries()) {
			// A merged cell is written once and blank below; the last name is never merged.
			if (key === '' && position < keys.length - 1) keys[position] = above[position] ?? '';
			else if (key !== '' && key !== above[position]) above.fill('', position + 1);
			above[position] = keys[position] ?? '';
		}
		raw.push({ line, cells, keys, section });
	}
	const isLong = isLongTable(raw, numberColumns.length, keyColumns.length);
	const [only = 0] = numberColumns;
	if (isLong) return { kind, ...pivot(raw, only, kind), isLong, findings };
	const unique = keyColumns.findIndex((_, position) => isUnique(raw.map(({ keys }) => keys[position] ?? '')));
	const filled = raw.map(({ line, cells, keys, section: under }): TableRow => {
		const name = (unique >= 0 ? keys[unique] : keys.filter((key) => key !== '').join(' / ')) ?? '';
		const ownSection = [under, ...keys.slice(0, -1)].filter((part) => part !== '').join(' / ');
		return {
			name,
			names: [name, ...keys, ...allKeys.map((index) => (cells[index] ?? '').trim())],
			identity: [under, ...keys].map(normalise).join('\n'),
			section: keyColumns.length > 1 ? ownSection : under,
			line,
			entries: numberColumns.map((index) => ({ cell: readCell(cells[index] ?? '', kind), line, columnNumber: index + 1 })),
			sampleSize: readSampleSize(keys.join(' ')),
			isTotal: keys.some(isTotalName)
		};
	});
	for (const { name, line, entries } of filled) {
		if (entries.every((entry) => entry?.cell.type === 'blank')) findings.push(finding('empty.row', {}, { row: name, line }));
	}
	const data = filled.filter(({ entries }) => entries.some((entry) => entry?.cell.type !== 'blank'));
	if (data.length === 0) return nothing;
	return { kind, columns: numberColumns.map((index) => ({ name: (header[index] ?? '').trim(), number: index + 1 })), rows: data, isLong, findings };
}
