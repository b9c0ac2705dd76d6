import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { locales } from '#platform/locale.ts';
import { checkInstrument } from './check-instrument.ts';
import type { Instrument, InstrumentItem } from './instrument.ts';
import type { AnswerCode } from './level.ts';

const shipped = JSON.parse(readFileSync(path.join(projectRoot, 'content', 'instruments', 'selfie-kz@1.0.0.json'), 'utf8')) as Instrument;

function item(instrument: Instrument, code: string): InstrumentItem {
	const found = instrument.items.find((one) => one.code === code);
	if (found === undefined) throw new Error(`The shipped instrument has no item ${code}`);
	return found;
}

function answer(instrument: Instrument, code: string, value: AnswerCode) {
	const found = item(instrument, code).answers.find((one) => one.value === value);
	if (found === undefined) throw new Error(`Item ${code} has no answer ${value}`);
	return found;
}

/** The findings of the shipped instrument after a change, each as "code | place". */
function findingsAfter(change: (instrument: Instrument) => unknown): string[] {
	const instrument = structuredClone(shipped);
	change(instrument);
	return checkInstrument(instrument).map(({ code, place }) => `${code} | ${place}`);
}

/** Removes a field that the type says is there. */
function remove(holder: object, key: string): void {
	Reflect.deleteProperty(holder, key);
}

it('finds nothing in the shipped instrument', () => expect(checkInstrument(shipped)).toEqual([]));

/** The five items that the printed source has wrong: the order of their answers in print. */
const printed = [
	{ code: '1.1.1', order: ['A1', 'A2', 'A2', 'B2', 'C1', 'C2', 'DK'], missing: 'B1', doubled: 'A2' },
	{ code: '1.1.2', order: ['A2', 'B1', 'B2', 'C1', 'C1', 'C2', 'DK'], missing: 'A1', doubled: 'C1' },
	{ code: '2.3.1', order: ['A2', 'B1', 'B2', 'C1', 'C2', 'DK'], missing: 'A1', doubled: undefined },
	{ code: '5.2.1', order: ['A1', 'A2', 'B1', 'C1', 'C2', 'DK'], missing: 'B2', doubled: undefined },
	{ code: '5.3.2', order: ['A1', 'A2', 'B1', 'B2', 'B2', 'C2', 'DK'], missing: 'C1', doubled: 'B2' }
] as const;
const inOrder = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'DK'] as const;

describe('the defects of the printed source', () => {
	it.each(printed)('item $code with its levels as printed: exactly the missing and the doubled one', ({ code, order, missing, doubled }) => {
		const found = findingsAfter(
			(instrument) => (item(instrument, code).answers = order.map((value) => structuredClone(answer(instrument, code, value))))
		);
		const expected = [
			`answer.missing | item ${code}, answer ${missing}`,
			...(doubled === undefined ? [] : [`answer.duplicate | item ${code}, answer ${doubled}`])
		];
		expect(found.sort()).toEqual(expected.sort());
	});

	it.each(printed.filter(({ doubled }) => doubled !== undefined))(
		'item $code with its texts as printed, levels by position: exactly the doubled text',
		({ code, order }) => {
			const twice = order.findIndex((value, index) => order[index + 1] === value);
			const found = findingsAfter((instrument) => {
				const texts = order.map((value) => structuredClone(answer(instrument, code, value).text));
				for (const [index, value] of inOrder.entries()) answer(instrument, code, value).text = texts[index] ?? shipped.title;
			});
			expect(found).toEqual([`answer.same_text | item ${code}, answers ${inOrder[twice]} and ${inOrder[twice + 1]}, kk, ru, en`]);
		}
	);

	it.each(printed.filter(({ doubled }) => doubled === undefined))(
		'item $code with six texts, levels by position: the last one is missing',
		({ code, order }) => {
			const found = findingsAfter((instrument) => {
				const texts = order.map((value) => structuredClone(answer(instrument, code, value).text));
				item(instrument, code).answers = texts.map((text, index) => ({ value: inOrder[index] as AnswerCode, text }));
			});
			expect(found).toEqual([`answer.missing | item ${code}, answer DK`]);
		}
	);

	it('names the item, the answer and what is wrong', () => {
		const instrument = structuredClone(shipped);
		answer(instrument, '1.1.1', 'B1').text = structuredClone(answer(instrument, '1.1.1', 'A2').text);
		const [finding, ...others] = checkInstrument(instrument);
		expect(others).toEqual([]);
		expect(finding).toMatchObject({ code: 'answer.same_text', item: '1.1.1', answer: 'B1' });
		expect(finding?.message).toBe(
			'Item 1.1.1 has the same text, or nearly the same, for the answers A2 and B1 in kk, ru and en; one of them stands in the place of another statement.'
		);
	});

	it('sees a doubled text in one language, with small differences', () => {
		const instrument = structuredClone(shipped);
		answer(instrument, '5.3.2', 'C1').text.kk = `${answer(instrument, '5.3.2', 'B2').text.kk.toUpperCase().replace(/\.$/, '')} !`;
		expect(checkInstrument(instrument)).toMatchObject([
			{ code: 'answer.same_text', item: '5.3.2', answer: 'C1', locale: 'kk', place: 'item 5.3.2, answers B2 and C1, kk' }
		]);
	});
});

describe('each defect is named once, with its place', () => {
	it.each<{ name: string; change: (instrument: Instrument) => unknown; expected: string[] }>([
		{ name: 'an item left out', change: (i) => (i.items = i.items.filter(({ code }) => code !== '3.2.1')), expected: ['item.missing | item 3.2.1'] },
		{ name: 'an item twice', change: (i) => i.items.push(structuredClone(item(i, '3.2.1'))), expected: ['item.duplicate | item 3.2.1'] },
		{
			name: 'an item too many',
			change: (i) => i.items.push({ ...structuredClone(item(i, '3.2.1')), code: '7.1.1' }),
			expected: ['item.unknown | item 7.1.1']
		},
		{
			name: 'an item code of another form',
			change: (i) => (item(i, '3.2.1').code = 'Q17'),
			expected: ['item.missing | item 3.2.1', 'item.unknown | item Q17']
		},
		{ name: 'no items', change: (i) => (i.items = []), expected: ['count.items | items'] },
		{ name: 'the mapping of the source', change: (i) => (item(i, '6.3.2').competence = '6.3'), expected: ['item.competence | item 6.3.2'] },
		{ name: 'no answers', change: (i) => (item(i, '3.2.1').answers = []), expected: ['answer.count | item 3.2.1'] },
		{ name: 'answers from the top', change: (i) => item(i, '3.2.1').answers.reverse(), expected: ['answer.order | item 3.2.1'] },
		{
			name: 'an eighth answer',
			change: (i) => item(i, '3.2.1').answers.push({ value: 'D1' as AnswerCode, text: shipped.title }),
			expected: ['answer.unknown | item 3.2.1, answer D1']
		},
		{
			name: 'a language of an answer missing',
			change: (i) => remove(answer(i, '3.2.1', 'B1').text, 'kk'),
			expected: ['locale.missing | item 3.2.1, answer B1, kk']
		},
		{
			name: 'a language of an example null',
			change: (i) => ((item(i, '3.2.1').examples[1] as { ru: unknown }).ru = null),
			expected: ['locale.missing | item 3.2.1, example number 2, ru']
		},
		{ name: 'a blank text', change: (i) => (item(i, '3.2.1').help.en = ' \n'), expected: ['text.empty | item 3.2.1, help, en'] },
		{
			name: 'a text blank in all languages',
			change: (i) => (answer(i, '3.2.1', 'C2').text = { kk: '', ru: '', en: '' }),
			expected: ['text.empty | item 3.2.1, answer C2']
		},
		{
			name: 'a text that is no text',
			change: (i) => ((item(i, '3.2.1') as { question: unknown }).question = 'How?'),
			expected: ['shape | item 3.2.1, question (items.15.question)']
		},
		{ name: 'a field left out', change: (i) => remove(i, 'minutes'), expected: ['shape | minutes (minutes)'] },
		{ name: 'a level left out', change: (i) => i.levels.pop(), expected: ['level.missing | level C2'] },
		{ name: 'levels out of order', change: (i) => i.levels.reverse(), expected: ['level.order | levels'] },
		{ name: 'an area left out', change: (i) => i.areas.shift(), expected: ['area.missing | area 1'] },
		{
			name: 'a competence twice',
			change: (i) => i.competences.push(structuredClone(i.competences[0] as never)),
			expected: ['competence.duplicate | competence 1.1']
		},
		{
			name: 'a statement of the self-rating left out',
			change: (i) => i.selfRating.options.splice(2, 1),
			expected: ['self_rating.missing | self-rating, statement B1']
		},
		{
			name: 'a statement of the self-rating twice',
			change: (i) => ((i.selfRating.options[2] as { value: string }).value = 'A2'),
			expected: ['self_rating.duplicate | self-rating, statement A2', 'self_rating.missing | self-rating, statement B1']
		},
		{
			name: 'a context question twice',
			change: (i) => i.context.push(structuredClone(i.context[1] as never)),
			expected: ['context.duplicate | context question district']
		}
	])('$name', ({ change, expected }) => expect(findingsAfter(change).sort()).toEqual(expected));

	it.each([
		{
			name: 'doubled',
			change: (options: { value: string }[]) => options.splice(1, 0, structuredClone(options[0] as { value: string })),
			place: 'option female'
		},
		{ name: 'no way out', change: (options: { value: string }[]) => options.pop(), place: 'option prefer_not_to_say' },
		{ name: 'the way out not last', change: (options: { value: string }[]) => options.reverse(), place: 'option prefer_not_to_say' }
	])('options of a context question: $name', ({ change, place }) => {
		const found = findingsAfter((instrument) => {
			const question = instrument.context.find(({ id }) => id === 'gender');
			if (question?.type === 'single') change(question.options);
		});
		expect(found).toEqual([`context.option | context question gender, ${place}`]);
	});

	it.each(locales)('a language that is nowhere in the file: %s, once', (locale) => {
		const without = JSON.parse(JSON.stringify(shipped, (key, value: unknown) => (key === locale ? undefined : value))) as unknown;
		expect(checkInstrument(without).map(({ code, place }) => `${code} | ${place}`)).toEqual([`locale.missing | file, ${locale}`]);
	});

	it('reports several defects together', () => {
		const found = findingsAfter((instrument) => {
			remove(instrument.title, 'en');
			item(instrument, '1.1.1').answers.splice(2, 1);
			item(instrument, '2.1.1').competence = '2.2';
		});
		expect(found.sort()).toEqual(['answer.missing | item 1.1.1, answer B1', 'item.competence | item 2.1.1', 'locale.missing | title, en']);
	});
});

it('finds any one missing answer of any item, and nothing else', () => {
	const codes = fc.constantFrom(...shipped.items.map(({ code }) => code));
	fc.assert(
		fc.property(codes, fc.constantFrom(...inOrder), (code, value) => {
			const one = {
				...shipped,
				items: shipped.items.map((entry) => (entry.code === code ? { ...entry, answers: entry.answers.filter((a) => a.value !== value) } : entry))
			};
			expect(checkInstrument(one)).toMatchObject([
				{ code: 'answer.missing', item: code, answer: value, message: `Item ${code} has no answer ${value}.` }
			]);
		}),
		{ numRuns: 15 }
	);
});

it('survives any JSON and always finds something', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (json) => {
			expect(checkInstrument(json).length).toBeGreaterThan(0);
		})
	);
	fc.assert(
		fc.property(fc.constantFrom(...Object.keys(shipped)), fc.jsonValue(), (key, value) => {
			for (const finding of checkInstrument({ ...shipped, [key]: value })) expect(finding.message).toMatch(/\.$/);
		}),
		{ numRuns: 30 }
	);
});
