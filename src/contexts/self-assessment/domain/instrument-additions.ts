import type { LocalText } from '#platform/locale.ts';
import type { Path } from './finding.ts';
import type { Instrument, InstrumentItem } from './instrument.ts';
import type { SheetName } from './instrument-texts.ts';
import { answerOrder } from './check-instrument.ts';

/** A row of a workbook whose text the instrument did not have. */
export interface Addition {
	readonly sheet: SheetName;
	readonly row: number;
	readonly keys: readonly string[];
	readonly text: LocalText;
	readonly place: string;
}

const nothing: LocalText = { kk: '', ru: '', en: '' };

/** Adds an answer that the item lacks, in its place on the ladder. */
function addAnswer(item: InstrumentItem, level: string, text: LocalText): Path | undefined {
	const value = answerOrder.find((code) => code.toLowerCase() === level.toLowerCase());
	if (value === undefined || item.answers.some((answer) => answer.value === value)) return undefined;
	const after = item.answers.findIndex((answer) => answerOrder.indexOf(answer.value) > answerOrder.indexOf(value));
	const index = after === -1 ? item.answers.length : after;
	item.answers.splice(index, 0, { value, text });
	return ['answers', index, 'text'];
}

/** Adds an example or a half of a glossary entry; numbers go on without a gap. */
function addNumbered(item: InstrumentItem, part: string, text: LocalText): Path | undefined {
	const example = /^example (\d+)$/i.exec(part);
	if (example !== null) return Number(example[1]) === item.examples.length + 1 ? ['examples', item.examples.push(text) - 1] : undefined;
	const glossary = /^glossary (\d+) (term|meaning)$/i.exec(part);
	if (glossary === null) return undefined;
	const index = Number(glossary[1]) - 1;
	const half = glossary[2]?.toLowerCase() === 'term' ? 'term' : 'meaning';
	if (index === item.glossary.length) item.glossary.push({ term: nothing, meaning: nothing });
	const entry = item.glossary[index];
	if (entry === undefined) return undefined;
	entry[half] = text;
	return ['glossary', index, half];
}

/** Adds a text that an instrument may gain to a copy that the caller owns. Gives the path of the text; undefined when nothing can be added so. */
export function addText(instrument: Instrument, sheet: SheetName, keys: readonly string[], text: LocalText): Path | undefined {
	const [code = '', part = '', detail = ''] = keys;
	if (sheet === 'answers') {
		const index = instrument.items.findIndex((item) => item.code === code);
		const item = instrument.items[index];
		if (item === undefined) return undefined;
		const numbered = () => (detail === '' ? addNumbered(item, part.replaceAll(/\s+/g, ' '), text) : undefined);
		const path = part.toLowerCase() === 'answer' ? addAnswer(item, detail, text) : numbered();
		return path === undefined ? undefined : ['items', index, ...path];
	}
	if (sheet === 'context' && part.toLowerCase() === 'help' && detail === '') {
		const index = instrument.context.findIndex((question) => question.id === code);
		const question = instrument.context[index];
		if (question === undefined) return undefined;
		question.help = text;
		return ['context', index, 'help'];
	}
	return undefined;
}

/** Removes new glossary entries that lack a half, and gives the additions that made them. */
export function dropIncomplete(instrument: Instrument, additions: readonly Addition[]): Addition[] {
	const isIncomplete = (entry: InstrumentItem['glossary'][number]) => entry.term === nothing || entry.meaning === nothing;
	const dropped = additions.filter(({ sheet, keys }) => {
		const number = sheet === 'answers' ? /^glossary\s+(\d+)\s/i.exec(keys[1] ?? '')?.[1] : undefined;
		const entry = number === undefined ? undefined : instrument.items.find((item) => item.code === keys[0])?.glossary[Number(number) - 1];
		return entry !== undefined && isIncomplete(entry);
	});
	for (const item of instrument.items) item.glossary = item.glossary.filter((entry) => !isIncomplete(entry));
	return dropped;
}
