import type { LocalText } from '#platform/locale.ts';
import { type Path, valueAt } from './finding.ts';
import type { Instrument } from './instrument.ts';

/** The sheets of an instrument's workbook, each with the columns that say which text a row holds. */
export const sheetKeys = {
	about: ['part'],
	answers: ['item', 'part', 'level'],
	context: ['question', 'part', 'value'],
	'self-rating': ['part', 'level'],
	levels: ['level', 'part'],
	areas: ['area', 'part', 'level'],
	competences: ['competence', 'part']
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type SheetName = keyof typeof sheetKeys;
export const sheetNames = Object.keys(sheetKeys) as readonly SheetName[];

/** One text of an instrument: where it is in the workbook, and where in the instrument. */
export interface TextSlot {
	readonly sheet: SheetName;
	/** The cells of the key columns; "" where a column says nothing about this text. */
	readonly keys: readonly string[];
	readonly path: Path;
}

function slot(sheet: SheetName, keys: readonly string[], ...path: PropertyKey[]): TextSlot {
	return { sheet, keys: sheetKeys[sheet].map((_, index) => keys[index] ?? ''), path };
}

function itemSlots(instrument: Instrument): TextSlot[] {
	return instrument.items.flatMap((item, index) => [
		...(['name', 'question', 'help'] as const).map((part) => slot('answers', [item.code, part], 'items', index, part)),
		...item.answers.map(({ value }, answer) => slot('answers', [item.code, 'answer', value], 'items', index, 'answers', answer, 'text')),
		...item.examples.map((_, example) => slot('answers', [item.code, `example ${example + 1}`], 'items', index, 'examples', example)),
		...item.glossary.flatMap((_, entry) =>
			(['term', 'meaning'] as const).map((part) =>
				slot('answers', [item.code, `glossary ${entry + 1} ${part}`], 'items', index, 'glossary', entry, part)
			)
		)
	]);
}

function contextSlots(instrument: Instrument): TextSlot[] {
	return instrument.context.flatMap((question, index) => [
		slot('context', [question.id, 'question'], 'context', index, 'text'),
		...(question.help === undefined ? [] : [slot('context', [question.id, 'help'], 'context', index, 'help')]),
		...(question.type === 'grid'
			? question.rows.map(({ value }, row) => slot('context', [question.id, 'row', value], 'context', index, 'rows', row, 'text'))
			: []),
		...(question.type === 'text'
			? []
			: question.options.map(({ value }, option) => slot('context', [question.id, 'option', value], 'context', index, 'options', option, 'text')))
	]);
}

/** All texts of an instrument, in the order in which a reader of the workbook meets them. */
export function textSlots(instrument: Instrument): TextSlot[] {
	return [
		slot('about', ['title'], 'title'),
		...itemSlots(instrument),
		...contextSlots(instrument),
		...(['before', 'after'] as const).map((part) => slot('self-rating', [`question ${part}`], 'selfRating', 'question', part)),
		...instrument.selfRating.options.map(({ value }, index) => slot('self-rating', ['statement', value], 'selfRating', 'options', index, 'text')),
		...instrument.levels.flatMap(({ code }, index) =>
			(['name', 'meaning', 'next'] as const).map((part) => slot('levels', [code, part], 'levels', index, part))
		),
		...instrument.areas.flatMap((area, index) => [
			...(['name', 'summary'] as const).map((part) => slot('areas', [area.code, part], 'areas', index, part)),
			...Object.keys(area.levels).map((level) => slot('areas', [area.code, 'level', level], 'areas', index, 'levels', level))
		]),
		...instrument.competences.flatMap(({ code }, index) =>
			(['name', 'summary'] as const).map((part) => slot('competences', [code, part], 'competences', index, part))
		)
	];
}

/** The text at a slot of this instrument. */
export function textAt(instrument: Instrument, { path }: TextSlot): LocalText {
	return valueAt(instrument, path) as LocalText;
}

/** Puts a text at a path of a copy of an instrument that the caller owns. */
export function putText(instrument: Instrument, path: Path, text: LocalText): void {
	const holder = valueAt(instrument, path.slice(0, -1)) as Record<PropertyKey, LocalText>;
	holder[path.at(-1) as PropertyKey] = text;
}

/** Names a row within its sheet, whatever the case and the spaces around: "1.1.1 / answer / b1". */
export function rowKey(keys: readonly string[]): string {
	return JSON.stringify(keys.map((key) => key.trim().toLowerCase().replaceAll(/\s+/g, ' ')));
}
