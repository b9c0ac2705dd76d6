import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerCode, scoreAttempt, scoringRule, valueOf } from '#contexts/self-assessment/index.ts';
import { addPerson, addTally, emptyTally, encodeAnswers, layoutOf, packTally, unpackTally } from './measures.ts';
import { summarise } from './summary.ts';

const codes = ['1.1.1', '1.1.2', '1.2.1', '2.1.1', '2.1.2', '2.1.3', '2.2.1'];
const items = codes.map((code) => ({ code, competence: code.slice(0, 3), area: code.slice(0, 1) }));
const layout = layoutOf(items, scoringRule.leastShareAnswered, [2, 3]);

const value = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined, freq: 4 });
const person = fc.record({
	values: fc.array(value, { minLength: items.length, maxLength: items.length }),
	local: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }))
});
type Given = typeof person extends fc.Arbitrary<infer One> ? One : never;

const answersOf = ({ values }: Given) =>
	new Map(codes.flatMap((code, index) => (values[index] === undefined ? [] : [[code, values[index]] as const])));
const sharedBy = (given: Given) => ({ answers: encodeAnswers(layout, answersOf(given)), localAnswers: Uint8Array.from(given.local) });
function tallyOf(group: readonly Given[]) {
	const tally = emptyTally(layout);
	for (const one of group) addPerson(layout, tally, sharedBy(one));
	return tally;
}

describe('a tally', () => {
	it('counts what the scores of its persons say', () => {
		fc.assert(
			fc.property(fc.array(person, { maxLength: 25 }), (group) => {
				const summary = summarise(layout, tallyOf(group));
				const scores = group.map((one) => scoreAttempt(items, answersOf(one) as never));
				expect(summary.persons).toBe(group.length);
				for (const unit of [summary.overall, ...summary.areas, ...summary.competences]) {
					const own = scores.map(({ overall, areas, competences }) =>
						unit.kind === 'overall' ? overall : ((unit.kind === 'area' ? areas : competences)[unit.code] as typeof overall)
					);
					const scored = own.flatMap(({ score }) => (score === null ? [] : [score]));
					expect(unit.score?.persons ?? 0).toBe(scored.length);
					if (scored.length > 0) expect(unit.score?.mean).toBeCloseTo(scored.reduce((a, b) => a + b, 0) / scored.length, 9);
					const levels = own.flatMap(({ level }) => (level === null ? [] : [level === 'below' ? 0 : valueOf(level as AnswerCode)]));
					expect(unit.distribution.counts).toEqual([0, 1, 2, 3, 4, 5, 6].map((wanted) => levels.filter((level) => level === wanted).length));
				}
				for (const [index, item] of summary.items.entries()) {
					const given = group.flatMap(({ values }) => (values[index] === undefined ? [] : [values[index]]));
					expect(item.distribution.persons).toBe(given.length);
					expect(item.distribution.counts[0]).toBe(given.filter((one) => one === 0).length);
					if (given.length > 0) expect(item.value?.mean).toBeCloseTo(given.reduce((a, b) => a + b, 0) / given.length, 9);
				}
				expect(summary.localAnswers[1]).toEqual([1, 2, 3].map((choice) => group.filter(({ local }) => local[1] === choice).length));
			})
		);
	});

	it('of two groups is that of all, also when stored in between', () => {
		fc.assert(
			fc.property(fc.array(person, { maxLength: 12 }), fc.array(person, { maxLength: 12 }), (one, other) => {
				const sum = tallyOf(one);
				const stored = tallyOf(other);
				addTally(sum, unpackTally(layout, { persons: stored.persons, ...packTally(stored) }));
				const all = tallyOf([...one, ...other]);
				expect([sum.persons, ...sum.counts]).toEqual([all.persons, ...all.counts]);
				for (const [place, number] of all.sums.entries()) expect(sum.sums[place]).toBeCloseTo(number, 9);
			})
		);
	});

	it('has no deviation of one person, and none but zero where all are equal', () => {
		const given: Given = { values: [3, 3, 3, 3, 3, 3, 3], local: [1, 1] };
		expect(summarise(layout, tallyOf([given])).overall.score).toEqual({ mean: 3, deviation: null, persons: 1 });
		expect(summarise(layout, tallyOf([given, given, given])).overall.score).toEqual({ mean: 3, deviation: 0, persons: 3 });
		expect(summarise(layout, tallyOf([])).overall.score).toBeNull();
	});

	it.each([
		{ name: 'too few answers', answers: [1], localAnswers: [0, 0] },
		{ name: 'a value above C2', answers: [8, 0, 0, 0, 0, 0, 0], localAnswers: [0, 0] },
		{ name: 'a choice that the question lacks', answers: [1, 0, 0, 0, 0, 0, 0], localAnswers: [3, 0] }
	])('refuses $name', ({ answers, localAnswers }) => {
		const add = () => addPerson(layout, emptyTally(layout), { answers: Uint8Array.from(answers), localAnswers: Uint8Array.from(localAnswers) });
		expect(add).toThrow(RangeError);
	});

	it('of another layout is not read', () => {
		const stored = packTally(emptyTally(layoutOf(items, scoringRule.leastShareAnswered)));
		expect(() => unpackTally(layout, { persons: 0, ...stored })).toThrow('another layout');
	});
});
