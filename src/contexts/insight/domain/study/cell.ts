/** What the cells of a table hold: shares of a whole in per cent, or numbers of people. */
export const tableKinds = ['percent', 'count'] as const;
export type TableKind = (typeof tableKinds)[number];

/** A number as it was printed. */
export interface Figure {
	readonly type: 'figure';
	readonly value: number;
	/** Digits after the decimal sign, as printed. */
	readonly decimals: number;
	/** The sign as printed: a change of "30" and one of "+30" claim different things. */
	readonly sign: '' | '+' | '-';
	/** The number carries a percent sign. */
	readonly isPercent: boolean;
}

/**
 * A cell of a published table. `below` is "<1": something from zero to the limit. A dash stands for nothing (zero), the other signs of
 * absence for "not known"; a blank cell tells neither.
 */
export type Cell =
	| Figure
	| { readonly type: 'below'; readonly limit: number }
	| { readonly type: 'dash' }
	| { readonly type: 'unknown' }
	| { readonly type: 'blank' }
	| { readonly type: 'text' };

const spaces = /[\s\u00a0\u2007\u2009\u202f]+/g;
const dashes = /^[-‐‑‒–—―−]+$/;
const absences = /^(\.{1,3}|…|n\/?a|n\.a\.|nd|n\/d|н\/?д|н\.д\.|нет данных|нет|жоқ|дерек жоқ|мәлімет жоқ|x|х|\?|\*+)$/i;
/** Marks of footnotes behind a number: asterisks, daggers, superscripts, a bracketed or single small letter. */
const footnote = /(?<=[\d%])\s*(?:[*†‡§#]+|[¹²³⁰⁴-⁹ᵃ-ᶻ]+|\[[a-zа-я\d]{1,2}\]|\([a-zа-я*]\)|[a-eа-д])$/iu;
const number = /^([-+]?)(\d+)(?:[.,](\d+))?$/;

/** Reads a number in any of the usual forms: decimal point or comma, spaces between thousands, a percent sign, a true minus, a footnote mark. */
export function readFigure(text: string, kind: TableKind): Figure | undefined {
	let rest = text.replaceAll(spaces, ' ').trim().replace(footnote, '').replace(/^[≈~]\s*/, '').replace(/^[−–]\s*(?=\d)/, '-');
	const isPercent = rest.endsWith('%');
	rest = rest.replace(/\s*%$/, '').replace(/^([-+]) /, '$1');
	if (/^[-+]?\d{1,3}( \d{3})+([.,]\d+)?$/.test(rest)) rest = rest.replaceAll(' ', '');
	if (kind === 'count' && !isPercent && /^\d{1,3}(,\d{3})+$/.test(rest)) rest = rest.replaceAll(',', '');
	const found = number.exec(rest);
	if (found === null) return undefined;
	const [, sign = '', whole = '', fraction = ''] = found;
	const value = Number(`${sign === '-' ? '-' : ''}${whole}.${fraction === '' ? '0' : fraction}`);
	return { type: 'figure', value, decimals: fraction.length, sign: sign as Figure['sign'], isPercent };
}

/** "25 (12,5 %)": a number and another in brackets. Which is meant is told by the percent sign, or else a count stands first. */
function readPair(text: string, kind: TableKind): Figure | undefined {
	const found = /^([^()[\]/]+?)\s*[([]\s*([^()[\]/]+?)\s*[)\]]\s*(%?)$/.exec(text.replaceAll(spaces, ' ').trim());
	if (found === null) return undefined;
	const first = readFigure(found[1] ?? '', kind);
	const second = readFigure(`${found[2] ?? ''}${found[3] ?? ''}`, kind);
	if (first === undefined || second === undefined) return undefined;
	const isFirstPercent = first.isPercent && !second.isPercent;
	const [count, percent] = isFirstPercent ? [second, first] : [first, second];
	return kind === 'percent' ? percent : count;
}

/** What a cell of a table holds. */
export function readCell(text: string, kind: TableKind): Cell {
	const trimmed = text.replaceAll(spaces, ' ').trim();
	if (trimmed === '') return { type: 'blank' };
	if (dashes.test(trimmed)) return { type: 'dash' };
	if (absences.test(trimmed)) return { type: 'unknown' };
	const limit = /^[<≤]\s*(.+)$/.exec(trimmed);
	if (limit !== null) {
		const figure = readFigure(limit[1] ?? '', kind);
		return figure === undefined ? { type: 'text' } : { type: 'below', limit: figure.value };
	}
	return readFigure(trimmed, kind) ?? readPair(trimmed, kind) ?? { type: 'text' };
}

/** Whether the cell says anything that can be computed with or stands in the place of such a thing. */
export function isNumeric(cell: Cell): boolean {
	return cell.type === 'figure' || cell.type === 'below';
}
