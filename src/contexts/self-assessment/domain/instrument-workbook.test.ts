import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { readSpreadsheet, type SpreadsheetCell, type SpreadsheetTable, writeSpreadsheet } from '#platform/spreadsheet.ts';
import { checkInstrument } from './check-instrument.ts';
import type { Instrument } from './instrument.ts';
import { putText, textAt, textSlots } from './instrument-texts.ts';
import { applyWorkbook, instrumentTables } from './instrument-workbook.ts';

const shipped = JSON.parse(readFileSync(path.join(projectRoot, 'content', 'instruments', 'selfie-kz@1.0.0.json'), 'utf8')) as Instrument;
const throughFile = async (tables: readonly SpreadsheetTable[]) => readSpreadsheet(await writeSpreadsheet(tables));

/** A workbook of one sheet with the header of the sheet "answers". */
const answersSheet = (...rows: SpreadsheetCell[][]): SpreadsheetTable[] => [
	{ name: 'answers', rows: [['item', 'part', 'level', 'kk', 'ru', 'en'], ...rows] }
];
const importOf = (tables: readonly SpreadsheetTable[], base: Instrument = shipped) => applyWorkbook(base, tables, '1.1.0');

describe('export', () => {
	it('has a row per text, a column per language, on a sheet per part', () => {
		const tables = instrumentTables(shipped);
		expect(tables.map(({ name }) => name)).toEqual(['about', 'answers', 'context', 'self-rating', 'levels', 'areas', 'competences']);
		const answers = tables.find(({ name }) => name === 'answers');
		expect(answers?.rows[0]).toEqual(['item', 'part', 'level', 'kk', 'ru', 'en']);
		expect(answers?.rows.filter(([, part]) => part === 'answer')).toHaveLength(32 * 7);
		const b1 = shipped.items[0]?.answers.find(({ value }) => value === 'B1')?.text;
		expect(answers?.rows).toContainEqual(['1.1.1', 'answer', 'B1', b1?.kk, b1?.ru, b1?.en]);
	});

	it('misses no text of the instrument', () => {
		const count = (value: unknown): number =>
			typeof value !== 'object' || value === null ? 0 : 'kk' in value ? 1 : Object.values(value).reduce((sum: number, child) => sum + count(child), 0);
		expect(textSlots(shipped)).toHaveLength(count(shipped));
	});
});

describe('import', () => {
	it('of an export through a real file gives the identical instrument', async () => {
		const { instrument, changes } = applyWorkbook(shipped, await throughFile(instrumentTables(shipped)), shipped.version);
		expect(instrument).toEqual(shipped);
		expect(changes).toEqual({ new: [], changed: [], unchanged: textSlots(shipped).length, absent: 0, wrong: [] });
	});

	it('of any wording gives that wording, and nothing else changes', () => {
		const word = fc
			.string({ unit: fc.constantFrom(...Array.from('әғқңөұүһі ЁЯж«»"=<&1.\n')), minLength: 1, maxLength: 20 })
			.map((text) => `${text.trim()}.`);
		const text = fc.record({ kk: word, ru: word, en: word });
		const slots = textSlots(shipped);
		fc.assert(
			fc.property(fc.uniqueArray(fc.tuple(fc.nat(slots.length - 1), text), { maxLength: 6, selector: ([index]) => index }), (edits) => {
				const wanted = structuredClone(shipped);
				for (const [index, one] of edits) putText(wanted, (slots[index] as (typeof slots)[number]).path, one);
				const { instrument, changes } = applyWorkbook(shipped, instrumentTables(wanted), shipped.version);
				expect(instrument).toEqual(wanted);
				expect([changes.wrong, changes.new, changes.changed.length + changes.unchanged]).toEqual([[], [], slots.length]);
				for (const { before, after, locales } of changes.changed) for (const locale of locales) expect(before?.[locale]).not.toBe(after[locale]);
			}),
			{ numRuns: 15 }
		);
	});

	it('takes rows and columns in any order and leaves alone what the workbook does not mention', () => {
		const { instrument, changes } = importOf([
			{
				name: ' Answers ',
				rows: [
					['EN', 'note', 'level', 'item', 'part', 'ru', 'kk'],
					['New help.', 'ok', null, '1.1.1', 'HELP', 'Новая справка.', ' Жаңа түсінік. '],
					[null, 'a remark', null]
				]
			}
		]);
		expect(instrument.version).toBe('1.1.0');
		expect(instrument.items[0]?.help).toEqual({ kk: 'Жаңа түсінік.', ru: 'Новая справка.', en: 'New help.' });
		expect({ ...instrument, version: shipped.version, items: instrument.items.slice(1) }).toEqual({ ...shipped, items: shipped.items.slice(1) });
		expect(changes).toMatchObject({ new: [], unchanged: 0, absent: textSlots(shipped).length - 1, wrong: [] });
		expect(changes.changed).toMatchObject([{ place: 'item 1.1.1, help', row: 2, locales: ['kk', 'ru', 'en'] }]);
	});

	it('leaves the base as it was', () => {
		const before = structuredClone(shipped);
		importOf(answersSheet(['1.1.1', 'example 4', null, 'а', 'б', 'c'], ['1.1.1', 'name', null, 'а', 'б', 'c']));
		expect(shipped).toEqual(before);
	});

	it('adds a missing answer in its place, an example, a glossary entry and the help of a context question', () => {
		const base = structuredClone(shipped);
		const [item] = base.items;
		if (item === undefined) throw new Error('The shipped instrument has no items');
		const [b1] = item.answers.splice(2, 1);
		const [examples, glossary] = [item.examples.length, item.glossary.length];
		const text = ['қ', 'р', 'e'];
		const { instrument, changes } = importOf(
			[
				...answersSheet(
					['1.1.1', 'answer', 'b1', b1?.text.kk ?? '', b1?.text.ru ?? '', b1?.text.en ?? ''],
					['1.1.1', `example ${examples + 1}`, null, ...text],
					['1.1.1', `glossary ${glossary + 1} term`, null, ...text],
					['1.1.1', `glossary ${glossary + 1} meaning`, null, ...text]
				),
				{ name: 'context', rows: [['question', 'part', 'value', 'kk', 'ru', 'en'], ['gender', 'help', null, ...text]] }
			],
			base
		);
		expect(changes.wrong).toEqual([]);
		expect(changes.new.map(({ place }) => place)).toEqual([
			'item 1.1.1, answer B1',
			`item 1.1.1, example number ${examples + 1}`,
			`item 1.1.1, glossary entry number ${glossary + 1}, term`,
			`item 1.1.1, glossary entry number ${glossary + 1}, meaning`,
			'context question gender, help'
		]);
		expect(instrument.items[0]?.answers).toEqual(shipped.items[0]?.answers);
		expect(checkInstrument(instrument)).toEqual([]);
	});

	it('does not lose a change below an answer that it inserts', () => {
		const base = structuredClone(shipped);
		base.items[0]?.answers.shift();
		const { instrument } = importOf(answersSheet(['1.1.1', 'answer', 'A1', 'а', 'б', 'c'], ['1.1.1', 'answer', 'C2', 'г', 'д', 'e']), base);
		expect(instrument.items[0]?.answers.map(({ value, text }) => [value, text.en]).filter(([, en]) => en?.length === 1)).toEqual([
			['A1', 'c'],
			['C2', 'e']
		]);
	});

	const good = ['қ', 'р', 'e'];
	it.each<{ name: string; tables: SpreadsheetTable[]; wrong: object[] }>([
		{ name: 'no sheet of an instrument', tables: [{ name: 'Sheet1', rows: [['a']] }], wrong: [{ code: 'workbook.no_sheet' }] },
		{
			name: 'a language column left out',
			tables: [
				{
					name: 'levels',
					rows: [
						['level', 'part', 'kk', 'en'],
						['A1', 'name', 'қ', 'e']
					]
				}
			],
			wrong: [{ code: 'workbook.column', parameters: { sheet: 'levels', column: 'ru' } }]
		},
		{
			name: 'a column twice',
			tables: [{ name: 'levels', rows: [['level', 'part', 'kk', 'ru', 'ru', 'en']] }],
			wrong: [{ code: 'workbook.column', parameters: { sheet: 'levels', column: 'ru' } }]
		},
		{
			name: 'an unknown item',
			tables: answersSheet(['9.9.9', 'name', null, ...good]),
			wrong: [{ code: 'workbook.unknown_row', parameters: { sheet: 'answers', row: 2, name: '9.9.9, name' } }]
		},
		{
			name: 'an unknown level',
			tables: answersSheet(['1.1.1', 'answer', 'D1', ...good]),
			wrong: [{ code: 'workbook.unknown_row', parameters: { row: 2 } }]
		},
		{
			name: 'an example with a gap',
			tables: answersSheet(['1.1.1', 'example 9', null, ...good]),
			wrong: [{ code: 'workbook.unknown_row', parameters: { row: 2 } }]
		},
		{
			name: 'a text twice',
			tables: answersSheet(['1.1.1', 'name', null, ...good], ['1.1.1 ', 'Name', null, ...good]),
			wrong: [{ code: 'workbook.duplicate_row', parameters: { sheet: 'answers', row: 3, otherRow: 2, name: '1.1.1, Name' } }]
		},
		{
			name: 'a language left empty',
			tables: answersSheet(['1.1.1', 'answer', 'B1', 'қ', ' ', null]),
			wrong: [{ code: 'workbook.empty_text', parameters: { sheet: 'answers', row: 2, name: '1.1.1, answer, B1', locale: 'ru, en' } }]
		},
		{
			name: 'an item that became a date',
			tables: answersSheet([new Date(Date.UTC(2001, 0, 1)), 'name', null, ...good]),
			wrong: [{ code: 'workbook.date', parameters: { sheet: 'answers', row: 2, column: 'item' } }]
		},
		{
			name: 'a term without a meaning',
			tables: answersSheet(['1.1.1', 'glossary 3 term', null, ...good]),
			wrong: [{ code: 'workbook.incomplete', parameters: { sheet: 'answers', row: 2, name: '1.1.1, glossary 3 term' } }]
		}
	])('refuses $name', ({ tables, wrong }) => {
		const { instrument, changes } = importOf(tables);
		expect(changes.wrong).toMatchObject(wrong);
		expect(changes.wrong).toHaveLength(wrong.length);
		expect(checkInstrument(instrument)).toEqual([]); // what could not be read has left no trace
	});

	it('reads what is right beside what is wrong', () => {
		const { changes } = importOf(answersSheet(['1.1.1', 'name', null, ...good], ['x', 'y', 'z', ...good]));
		expect([changes.changed.length, changes.wrong.length]).toEqual([1, 1]);
	});
});

it('finds the text of every slot', () => {
	for (const slot of textSlots(shipped)) expect(Object.keys(textAt(shipped, slot)).sort()).toEqual(['en', 'kk', 'ru']);
});
