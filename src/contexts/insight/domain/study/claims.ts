import type { CsvRow } from '#platform/csv.ts';
import { DomainError } from '#platform/errors.ts';
import { type Figure, readFigure } from './cell.ts';
import { normalise } from './words.ts';

/** What a text can say about a table. */
export const claimKinds = ['value', 'difference', 'points', 'percent', 'fold', 'sum', 'largest', 'smallest'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** One figure of a text: "C1 grew from 12 to 24, twofold". */
export interface Claim {
	readonly line: number;
	readonly row: string;
	readonly kind: ClaimKind;
	/** A column of the table, or the number that the text gives. */
	readonly from: string;
	readonly to: string;
	/** What the text says; undefined where the kind needs none. */
	readonly value: Figure | undefined;
}

/** What can be wrong with a file of claims, with the values that the message names. */
export interface ClaimsErrors {
	/** A column is missing from the header. */
	'claims.header': { readonly column: string };
	/** Not one of the known kinds. */
	'claims.kind': { readonly line: number; readonly value: string; readonly kinds: string };
	/** Not a number. */
	'claims.value': { readonly line: number; readonly value: string };
}

function refuse<Code extends keyof ClaimsErrors>(code: Code, parameters: ClaimsErrors[Code]): never {
	throw new DomainError(code, { ...parameters });
}

const synonyms: Readonly<Record<ClaimKind, RegExp>> = {
	value: /^(?:value|share|cell|figure|мән|мәні|үлес|үлесі|значение|доля)$/u,
	difference: /^(?:difference|diff|change|gain|increase|decrease|growth|айырма|айырмашылық|өзгеріс|өсім|разница|изменение|прирост|рост)$/u,
	points: /^(?:points?|pp|p\.?p|percent(?:age)?[- _]?points?|п\.? ?п|процентн\p{L}* пункт\p{L}*|пункт\p{L}*|пайыздық тармақ|тармақ)$/u,
	percent: /^(?:per ?cent|%|relative|percent(?:age)?[- _]change|процент\p{L}*|пайыз\p{L}*)$/u,
	fold: /^(?:folds?|times|ratio|x|раз|раза|есе)$/u,
	sum: /^(?:sum|total|сумма|қосынды|қосындысы)$/u,
	largest: /^(?:largest|greatest|highest|most|max(?:imum)?|ең көп|ең үлкен|наибольш\p{L}*|больше всего)$/u,
	smallest: /^(?:smallest|least|lowest|min(?:imum)?|ең аз|ең кіші|наименьш\p{L}*|меньше всего)$/u
};

/** The number in "+23 %", "1,5-fold" or "×2". */
function readValue(text: string): Figure | undefined {
	const unit = /(?<=\d)\s*(?:[-‐‑ ]?fold|times|x|×|х|раза?|есе|points?|pp|p\.p\.|п\.\s?п\.?|пп)$/iu;
	return readFigure(text.replace(/^[×xх]\s*/iu, '').replace(unit, ''), 'percent');
}

/** Reads a file of claims: columns row, kind, from, to, value, in any order. Throws `claims.header`, `claims.kind`, `claims.value`. */
export function readClaims(rows: readonly CsvRow[]): Claim[] {
	const [header, ...body] = rows;
	const names = (header?.cells ?? []).map(normalise);
	const find = (column: string) => {
		const index = names.indexOf(column);
		return index >= 0 ? index : refuse('claims.header', { column });
	};
	const [row, kind, from, to, value] = [find('row'), find('kind'), find('from'), find('to'), find('value')];
	return body.map(({ line, cells }): Claim => {
		const at = (index: number) => (cells[index] ?? '').trim();
		const found = claimKinds.find((known) => synonyms[known].test(normalise(at(kind))));
		if (found === undefined) return refuse('claims.kind', { line, value: at(kind), kinds: claimKinds.join(', ') });
		const figure = readValue(at(value));
		const needsNone = found === 'largest' || found === 'smallest';
		if (figure === undefined && !(needsNone && at(value) === '')) refuse('claims.value', { line, value: at(value) });
		return { line, row: at(row), kind: found, from: at(from), to: at(to), value: figure };
	});
}
