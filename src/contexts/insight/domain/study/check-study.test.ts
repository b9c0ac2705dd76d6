import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '#platform/csv.ts';
import type { TableKind } from './cell.ts';
import { checkStudy } from './check-study.ts';
import { readClaims } from './claims.ts';

const rowsOf = (text: string) => readCsv(new TextEncoder().encode(text)).rows;

/** What is found in a table, as "code row column". */
function check(text: string, { kind = 'percent', n, claims = '' }: { kind?: TableKind; n?: number | undefined; claims?: string } = {}): string[] {
	const read = claims === '' ? [] : readClaims(rowsOf(`row,kind,from,to,value\n${claims}`));
	const findings = checkStudy(rowsOf(text), { kind, n, claims: read });
	return findings.map(({ code, row, column }) => [code, row, column].filter((part) => part !== null).join(' | '));
}

interface Format {
	readonly decimals: number;
	readonly keepZeros: boolean;
	readonly comma: boolean;
	readonly sign: string;
	readonly delimiter: string;
	readonly sumColumn: boolean;
	readonly sizeColumn: boolean;
	readonly note: boolean;
}

interface Sample {
	readonly n: number;
	/** Per row, where the people are cut into categories. */
	readonly rows: readonly (readonly number[])[];
}

/** Tables of counts: each row divides n people over the same categories. */
const samples = fc
	.record({ n: fc.integer({ min: 3, max: 900 }), categories: fc.integer({ min: 2, max: 8 }), rows: fc.integer({ min: 1, max: 9 }) })
	.chain(({ n, categories, rows }) =>
		fc.record({
			n: fc.constant(n),
			rows: fc.array(
				fc.array(fc.integer({ min: 0, max: n }), { minLength: categories - 1, maxLength: categories - 1 }).map((cuts) => {
					const sorted = [0, ...cuts.toSorted((a, b) => a - b), n];
					return sorted.slice(1).map((cut, index) => cut - (sorted[index] ?? 0));
				}),
				{ minLength: rows, maxLength: rows }
			)
		})
	);

const formats: fc.Arbitrary<Format> = fc
	.record({
		decimals: fc.integer({ min: 0, max: 2 }),
		keepZeros: fc.boolean(),
		comma: fc.boolean(),
		sign: fc.constantFrom('', '%', ' %'),
		delimiter: fc.constantFrom(',', ';', '\t'),
		sumColumn: fc.boolean(),
		sizeColumn: fc.boolean(),
		note: fc.boolean()
	})
	.map((format) => ({ ...format, comma: format.comma && format.delimiter !== ',' }));

function print(value: number, { decimals, keepZeros, comma, sign }: Format): string {
	const fixed = value.toFixed(decimals);
	const text = keepZeros ? fixed : String(Number(fixed));
	return `${comma ? text.replace('.', ',') : text}${sign}`;
}

const names = (count: number, word: string) => Array.from({ length: count }, (_, index) => `${word} ${String.fromCharCode(65 + index)}`);

/** The table as it would be published; `change` alters a printed share. */
function publish({ n, rows }: Sample, format: Format, change = (value: number, _row: number, _column: number) => value): string {
	const categories = rows[0]?.length ?? 0;
	const header = ['Санат', ...names(categories, 'жауап'), ...(format.sumColumn ? ['Барлығы'] : []), ...(format.sizeColumn ? ['n'] : [])];
	const body = rows.map((counts, row) => [
		names(rows.length, 'топ')[row] ?? '',
		...counts.map((count, column) => print(change(Number(((100 * count) / n).toFixed(format.decimals)), row, column), format)),
		...(format.sumColumn ? [print(100, format)] : []),
		...(format.sizeColumn ? [String(n)] : [])
	]);
	const note = format.note ? [['Ескерту: респонденттердің үлесі, пайызбен.']] : [];
	return [header, ...body, ...note].map((cells) => cells.join(format.delimiter)).join('\n');
}

describe('clean tables', { timeout: 30_000 }, () => {
	it('nothing is found in shares of any counts, whatever the rounding and the form', () => {
		fc.assert(
			fc.property(samples, formats, fc.boolean(), (sample, format, isSizeGiven) => {
				expect(check(publish(sample, format), { n: isSizeGiven ? sample.n : undefined })).toEqual([]);
			}),
			{ numRuns: 300 }
		);
	});

	it('nothing is found in the counts', () => {
		fc.assert(
			fc.property(samples, fc.boolean(), ({ n, rows }, hasTotal) => {
				const categories = rows[0]?.length ?? 0;
				const header = ['Group', ...names(categories, 'answer'), ...(hasTotal ? ['Total'] : [])];
				const body = rows.map((counts, row) => [names(rows.length, 'row')[row], ...counts, ...(hasTotal ? [n] : [])]);
				expect(check([header, ...body].map((cells) => cells.join(';')).join('\n'), { kind: 'count', n: hasTotal ? undefined : n })).toEqual([]);
			})
		);
	});

	it('nothing is found in before and after tables with their changes, however those were rounded', () => {
		const people = fc.integer({ min: 5, max: 300 });
		const pairsOf = (n: number) => fc.array(fc.tuple(fc.nat(n), fc.nat(n)), { minLength: 1, maxLength: 8 });
		const counts = people.chain((n) => fc.record({ n: fc.constant(n), pairs: pairsOf(n) }));
		fc.assert(
			fc.property(counts, fc.nat(2), fc.boolean(), fc.boolean(), ({ n, pairs }, decimals, isFromPrinted, isSizeGiven) => {
				const round = (value: number) => Number(value.toFixed(decimals));
				const body = pairs.map(([before, after], index) => {
					const [from, to] = [round((100 * before) / n), round((100 * after) / n)];
					return [`skill ${index}`, from, to, isFromPrinted ? round(to - from) : round((100 * (after - before)) / n)];
				});
				const text = [['Competence', 'before:share', 'after:share', 'difference'], ...body].map((cells) => cells.join(',')).join('\n');
				// The difference of printed shares is one of the numbers that people do print, though it may not be that of the counts.
				expect(check(text, { n: isSizeGiven && !isFromPrinted ? n : undefined })).toEqual([]);
			}),
			{ numRuns: 500 }
		);
	});
});

describe('one defect in a clean table is found, at its place and nothing else', () => {
	const wide = fc.record({
		n: fc.integer({ min: 20, max: 400 }),
		rows: fc.array(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 8 })
	});
	const sampleOf = ({ n, rows }: { n: number; rows: number[][] }): Sample => ({
		n,
		rows: rows.map((weights) => {
			const all = weights.reduce((sum, weight) => sum + weight, 0);
			const cuts = weights.map((_, index) => Math.round((n * weights.slice(0, index + 1).reduce((sum, weight) => sum + weight, 0)) / all));
			return cuts.map((cut, index) => cut - (cuts[index - 1] ?? 0));
		})
	});
	const format: Format = { decimals: 1, keepZeros: true, comma: false, sign: '', delimiter: ',', sumColumn: false, sizeColumn: false, note: false };

	it('a share that is another possible one: the row does not add up', () => {
		fc.assert(
			fc.property(wide, fc.nat(2), fc.nat(3), fc.integer({ min: 1, max: 5 }), (made, row, column, people) => {
				const sample = sampleOf(made);
				const step = (100 * people) / sample.n;
				fc.pre(step > 0.3 && (sample.rows[row]?.[column] ?? 0) + people <= sample.n);
				const wrong = Number(((100 * ((sample.rows[row]?.[column] ?? 0) + people)) / sample.n).toFixed(1));
				const text = publish(sample, format, (value, r, c) => (r === row && c === column ? wrong : value));
				expect(check(text, { n: sample.n })).toEqual([`sum | топ ${String.fromCharCode(65 + row)}`]);
			})
		);
	});

	it('a share that no count gives: it is found, and only its row is spoken of', () => {
		fc.assert(
			fc.property(wide, fc.nat(2), fc.nat(3), (made, row, column) => {
				const sample = sampleOf(made);
				fc.pre(sample.n <= 200);
				const right = (100 * (sample.rows[row]?.[column] ?? 0)) / sample.n;
				const wrong = Number((right + 50 / sample.n).toFixed(1)); // between two possible shares
				const text = publish(sample, format, (value, r, c) => (r === row && c === column ? wrong : value));
				const name = `топ ${String.fromCharCode(65 + row)}`;
				const found = check(text, { n: sample.n });
				fc.pre(Math.abs((wrong * sample.n) / 100 - Math.round((wrong * sample.n) / 100)) > (0.051 * sample.n) / 100);
				expect(found).toContain(`granularity | ${name} | жауап ${String.fromCharCode(65 + column)}`);
				expect(found.filter((one) => !one.includes(name) || !/^(?:granularity|sum)/.test(one))).toEqual([]);
			})
		);
	});

	it('a share over the whole, a row written twice, a blank cell', () => {
		fc.assert(
			fc.property(wide, fc.nat(2), fc.nat(3), (made, row, column) => {
				const sample = sampleOf(made);
				const name = `топ ${String.fromCharCode(65 + row)}`;
				const cell = `${name} | жауап ${String.fromCharCode(65 + column)}`;
				const over = publish(sample, format, (value, r, c) => (r === row && c === column ? value + 100.1 : value));
				expect(check(over, { n: sample.n })).toEqual([`range | ${cell}`]);
				const lines = publish(sample, format).split('\n');
				expect(check([...lines, lines[row + 1]].join('\n'), { n: sample.n })).toEqual([`duplicate-row | ${name}`]);
				fc.pre((sample.rows[row]?.[column] ?? 0) > 0.02 * sample.n);
				const cells = (lines[row + 1] ?? '').split(',');
				const blank = lines.with(row + 1, cells.with(column + 1, '').join(','));
				expect(check(blank.join('\n'))).toEqual([`empty | ${cell}`]);
			})
		);
	});
});
