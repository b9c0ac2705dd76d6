import { isLocale, type Locale } from '#platform/locale.ts';

/** Every kind of defect that the check of an instrument can name. */
export const findingCodes = [
	'shape',
	'count.items',
	'item.missing',
	'item.duplicate',
	'item.unknown',
	'item.competence',
	'answer.missing',
	'answer.duplicate',
	'answer.unknown',
	'answer.order',
	'answer.count',
	'answer.same_text',
	'text.empty',
	'locale.missing',
	'level.missing',
	'level.duplicate',
	'level.unknown',
	'level.order',
	'level.count',
	'area.missing',
	'area.duplicate',
	'area.unknown',
	'competence.missing',
	'competence.duplicate',
	'competence.unknown',
	'context.duplicate',
	'context.option',
	'context.row',
	'self_rating.missing',
	'self_rating.duplicate',
	'self_rating.unknown',
	'self_rating.order',
	'self_rating.count'
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** One defect of an instrument file. */
export interface Finding {
	readonly code: FindingCode;
	/** Where it is, in words: "item 1.1.1, answer B1, kk". */
	readonly place: string;
	readonly item?: string;
	readonly answer?: string;
	readonly locale?: Locale;
	/** An English sentence that says exactly what is wrong. */
	readonly message: string;
}

export type Path = readonly PropertyKey[];

/** The value at a path of parsed JSON; undefined when the path leads nowhere. */
export function valueAt(json: unknown, path: Path): unknown {
	let value = json;
	for (const key of path) {
		if (typeof value !== 'object' || value === null) return undefined;
		value = (value as Record<PropertyKey, unknown>)[key];
	}
	return value;
}

export function listAt(json: unknown, key: string): readonly unknown[] {
	const value = valueAt(json, [key]);
	return Array.isArray(value) ? value : [];
}

/** How the members of a list are called, and the field that tells them apart; without a field they are counted. */
const members: Readonly<Record<string, { readonly noun: string; readonly field?: string }>> = {
	items: { noun: 'item', field: 'code' },
	answers: { noun: 'answer', field: 'value' },
	examples: { noun: 'example' },
	glossary: { noun: 'glossary entry' },
	context: { noun: 'context question', field: 'id' },
	rows: { noun: 'row', field: 'value' },
	options: { noun: 'option', field: 'value' },
	areas: { noun: 'area', field: 'code' },
	competences: { noun: 'competence', field: 'code' },
	levels: { noun: 'level', field: 'code' }
};

/** Says in words where a path of an instrument file leads: ["items", 0, "answers", 2, "text", "kk"] is "item 1.1.1, answer B1, kk". */
export function placeOf(json: unknown, path: Path): string {
	const words: string[] = [];
	for (let index = 0; index < path.length; index++) {
		const key = String(path[index]);
		const next = path[index + 1];
		const member = members[key];
		if (member !== undefined && typeof next === 'number') {
			const name = member.field === undefined ? undefined : valueAt(json, [...path.slice(0, index + 2), member.field]);
			words.push(typeof name === 'string' && name !== '' ? `${member.noun} ${name}` : `${member.noun} number ${next + 1}`);
			index++;
		} else if (key === 'levels' && next !== undefined) {
			words.push(`level ${String(next)}`); // an area holds its texts by level
			index++;
		} else if (key === 'selfRating') words.push('self-rating');
		else if (key !== 'text') words.push(key); // the text of an answer is the answer
	}
	return words.length === 0 ? 'file' : words.join(', ');
}

/** The item, answer and language that a path of an instrument file lies in, for people who sort findings by them. */
export function coordinatesOf(json: unknown, path: Path): Pick<Finding, 'item' | 'answer' | 'locale'> {
	const item = path[0] === 'items' ? valueAt(json, [...path.slice(0, 2), 'code']) : undefined;
	const answer = path[0] === 'items' && path[2] === 'answers' ? valueAt(json, [...path.slice(0, 4), 'value']) : undefined;
	const locale = path.at(-1);
	return {
		...(typeof item === 'string' ? { item } : {}),
		...(typeof answer === 'string' ? { answer } : {}),
		...(isLocale(locale) ? { locale } : {})
	};
}

/** "item 1.1.1, help" becomes "Item 1.1.1, help": the beginning of a sentence. */
export function sentenceStart(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "A2", "A2 and B1", "kk, ru and en". */
export function enumerate(words: readonly string[]): string {
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
