import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerCode, type AnswerValue, answerCodes, valueOf } from './level.ts';
import { areaOf, type AttemptScore, roundHalfUp, scoreAttempt, type UnitScore } from './score.ts';
import { selfieItems } from './selfie-items.ts';

const answersOf = (given: Readonly<Record<string, AnswerCode>>) => new Map(Object.entries(given).map(([item, code]) => [item, valueOf(code)]));
const score = (given: Readonly<Record<string, AnswerCode>>) => scoreAttempt(selfieItems, answersOf(given));
/** The first items all answered with one code. */
const first = (count: number, code: AnswerCode) => Object.fromEntries(selfieItems.slice(0, count).map((item) => [item.code, code]));

describe('scores computed by hand', () => {
	it.each([
		// competence 1.4 has four items: 1.4.1 to 1.4.4
		{ answers: ['A1', 'A1', 'A1', 'A1'], sum: 4, mean: 1, level: 'A1', unknown: 0 },
		{ answers: ['A1', 'A1', 'A2', 'A2'], sum: 6, mean: 1.5, level: 'A2', unknown: 0 },
		{ answers: ['A1', 'A1', 'A1', 'A2'], sum: 5, mean: 1.25, level: 'A1', unknown: 0 },
		{ answers: ['DK', 'DK', 'DK', 'A1'], sum: 1, mean: 0.25, level: 'below', unknown: 3 },
		{ answers: ['DK', 'DK', 'DK', 'A2'], sum: 2, mean: 0.5, level: 'A1', unknown: 3 },
		{ answers: ['DK', 'DK', 'DK', 'DK'], sum: 0, mean: 0, level: 'below', unknown: 4 },
		{ answers: ['C2', 'C2', 'C1', 'C1'], sum: 22, mean: 5.5, level: 'C2', unknown: 0 },
		{ answers: ['C2', 'C1', 'C1', 'C1'], sum: 21, mean: 5.25, level: 'C1', unknown: 0 },
		{ answers: ['B1', 'B2', 'B1', 'B2'], sum: 14, mean: 3.5, level: 'B2', unknown: 0 },
		{ answers: ['DK', 'B2', 'B1'], sum: 7, mean: 7 / 3, level: 'A2', unknown: 1 },
		{ answers: ['DK', 'B2', 'B2'], sum: 8, mean: 8 / 3, level: 'B1', unknown: 1 }
	] as const)('$answers: mean $mean, level $level', ({ answers, sum, mean, level, unknown }) => {
		const given = Object.fromEntries(answers.map((code, index) => [`1.4.${index + 1}`, code]));
		expect(score(given).competences['1.4']).toEqual({ score: mean, level, answered: answers.length, unknown, items: 4, sum });
	});

	it('gives the value and level of each item; an unanswered item has neither', () => {
		const { items } = score({ '1.1.1': 'C2', '1.1.2': 'DK' });
		expect(items['1.1.1']).toEqual({ value: 6, level: 'C2', unknown: false });
		expect(items['1.1.2']).toEqual({ value: 0, level: 'below', unknown: true });
		expect(items['1.2.1']).toEqual({ value: null, level: null, unknown: false });
	});

	it('has no score and no level when nothing is answered', () => {
		const { overall, areas, competences } = score({});
		expect(overall).toEqual({ score: null, level: null, answered: 0, unknown: 0, items: 32, sum: 0 });
		expect(Object.keys(areas)).toEqual(['1', '2', '3', '4', '5', '6']);
		expect(Object.keys(competences)).toHaveLength(22);
		for (const unit of [...Object.values(areas), ...Object.values(competences)]) expect([unit.score, unit.level]).toEqual([null, null]);
	});

	it('takes the mean of the items, not a mean of means', () => {
		// Area 5: competences 5.1 (one item), 5.2 (one), 5.3 (two). Items: (6 + 6 + 1 + 1) / 4 = 3.5; the mean of the three means would be 4.33.
		const { areas } = score({ '5.1.1': 'C2', '5.2.1': 'C2', '5.3.1': 'A1', '5.3.2': 'A1' });
		expect(areas['5']).toMatchObject({ score: 3.5, level: 'B2' });
	});

	it('counts items 6.3.2 and 6.3.3 in competence 6.4, and 6.4.1 in 6.5', () => {
		const { competences, areas } = score({ '6.3.1': 'A1', '6.3.2': 'C2', '6.3.3': 'B2', '6.4.1': 'A2' });
		expect(competences['6.3']).toMatchObject({ score: 1, items: 1 });
		expect(competences['6.4']).toMatchObject({ score: 5, level: 'C1', items: 2 });
		expect(competences['6.5']).toMatchObject({ score: 2, items: 1 });
		expect(areas['6']).toMatchObject({ score: 3.25, answered: 4, items: 6, level: 'B1' });
	});

	it.each([
		{ answered: 21, level: null }, // 21 / 32 = 0.656
		{ answered: 22, level: 'B1' }, // 22 / 32 = 0.6875
		{ answered: 32, level: 'B1' }
	])('overall with $answered of 32 answered: level $level', ({ answered, level }) => {
		expect(score(first(answered, 'B1')).overall).toMatchObject({ score: 3, answered, level });
	});

	it.each([
		{ unit: 'area of 9 items, 5 answered', answered: 5, level: null },
		{ unit: 'area of 9 items, 6 answered: exactly two thirds', answered: 6, level: 'C1' }
	])('$unit: level $level', ({ answered, level }) => {
		expect(score(first(answered, 'C1')).areas['1']).toMatchObject({ score: 5, answered, items: 9, level });
	});

	it('has no level with one of two or two of four, has one with one of one and three of four', () => {
		const { competences } = score({ '1.1.1': 'B2', '1.3.1': 'B2', '1.4.1': 'B2', '1.4.2': 'B2' });
		expect([competences['1.1']?.level, competences['1.3']?.level, competences['1.4']?.level]).toEqual([null, 'B2', null]);
		expect(score({ '1.4.1': 'B2', '1.4.2': 'DK', '1.4.3': 'B2' }).competences['1.4']?.level).toBe('B1'); // 8 / 3
	});

	it('counts "do not know" as answered', () => {
		expect(score(first(32, 'DK')).overall).toMatchObject({ score: 0, level: 'below', answered: 32, unknown: 32 });
	});

	it.each([
		[79, 'A2'], // 79 / 32 = 2.46875
		[80, 'B1'], // 80 / 32 = 2.5
		[15, 'below'],
		[16, 'A1'], // 0.5
		[176, 'C2'] // 5.5
	] as const)('a sum of %i over 32 items is %s', (sum, level) => {
		const answers = new Map(selfieItems.map((item, index) => [item.code, (Math.floor(sum / 32) + (index < sum % 32 ? 1 : 0)) as AnswerValue]));
		expect(scoreAttempt(selfieItems, answers).overall).toMatchObject({ sum, level, score: sum / 32 });
	});

	it.each([
		[1, 2, 1],
		[3, 2, 2],
		[1, 3, 0],
		[2, 3, 1],
		[5, 10, 1],
		[49, 100, 0]
	])('rounds %i / %i to %i', (sum, count, rounded) => expect(roundHalfUp(sum, count)).toBe(rounded));

	it('ignores an answer to an item that the instrument does not have', () => {
		expect(scoreAttempt(selfieItems, new Map([['9.9.9', 6]])).overall.answered).toBe(0);
	});
});

const value = fc.integer({ min: 0, max: 6 }) as fc.Arbitrary<AnswerValue>;
const attempt = fc.array(fc.option(value, { nil: undefined, freq: 4 }), { minLength: 32, maxLength: 32 });
const toAnswers = (values: readonly (AnswerValue | undefined)[]) =>
	new Map(selfieItems.flatMap((item, index) => (values[index] === undefined ? [] : [[item.code, values[index]] as const])));
const unitsOf = ({ overall, areas, competences }: AttemptScore): [string, UnitScore][] => [
	['', overall],
	...Object.entries(areas),
	...Object.entries(competences)
];
/** A fraction to 15 decimals, rounded down, in whole numbers of any size. */
const decimals = (sum: number, count: number) => (BigInt(sum) * 10n ** 15n) / BigInt(count);

describe('properties of scores', () => {
	it('stay within the scale, and a unit has a level from two thirds of its items on and never below', () => {
		fc.assert(
			fc.property(attempt, (values) => {
				for (const [, unit] of unitsOf(scoreAttempt(selfieItems, toAnswers(values)))) {
					expect(unit.score === null).toBe(unit.answered === 0);
					if (unit.score !== null) expect(unit.score >= 0 && unit.score <= 6).toBe(true);
					expect(unit.level !== null).toBe(3 * unit.answered >= 2 * unit.items);
				}
			})
		);
	});

	it('are the mean of the answered items of the unit, and the level is the nearest whole number, halves up', () => {
		fc.assert(
			fc.property(attempt, (values) => {
				for (const [code, unit] of unitsOf(scoreAttempt(selfieItems, toAnswers(values)))) {
					const own = selfieItems
						.map((item, index) => ({ competence: item.competence, value: values[index] }))
						.filter(({ competence }) => code === '' || competence === code || areaOf(competence) === code)
						.flatMap((item) => (item.value === undefined ? [] : [item.value]));
					expect(unit.answered).toBe(own.length);
					expect(unit.unknown).toBe(own.filter((one) => one === 0).length);
					if (unit.score === null) continue;
					const sum = own.reduce<number>((a, b) => a + b, 0);
					const difference = BigInt(Math.round(unit.score * 1e15)) - decimals(sum, own.length);
					expect(difference >= -1n && difference <= 1n).toBe(true);
					if (unit.level === null) continue;
					const level = BigInt(unit.level === 'below' ? 0 : answerCodes.indexOf(unit.level));
					// level - 1/2 <= sum / count < level + 1/2
					const [twice, count] = [2n * BigInt(sum), BigInt(own.length)];
					expect(2n * level * count - count <= twice && twice < 2n * level * count + count).toBe(true);
				}
			})
		);
	});

	it('never fall when an answer rises', () => {
		fc.assert(
			fc.property(attempt, fc.nat(31), value, (values, index, other) => {
				const [low, high] = [Math.min(values[index] ?? other, other), Math.max(values[index] ?? other, other)] as [AnswerValue, AnswerValue];
				const scoreWith = (one: AnswerValue) => unitsOf(scoreAttempt(selfieItems, toAnswers(values.with(index, one))));
				const [before, after] = [scoreWith(low), scoreWith(high)];
				for (const [position, [, unit]] of before.entries()) {
					const raised = after[position]?.[1] as UnitScore;
					if (unit.score !== null) expect(raised.score as number).toBeGreaterThanOrEqual(unit.score);
					const rank = ({ level }: UnitScore) => (level === null ? -1 : level === 'below' ? 0 : answerCodes.indexOf(level));
					expect(rank(raised)).toBeGreaterThanOrEqual(rank(unit));
				}
			})
		);
	});

	it('depend neither on the order of the items nor on that of the answers', () => {
		const order = fc.shuffledSubarray([...selfieItems], { minLength: 32 });
		fc.assert(
			fc.property(attempt, order, order, (values, items, answered) => {
				const answers = toAnswers(values);
				const shuffled = new Map(answered.flatMap(({ code }) => (answers.has(code) ? [[code, answers.get(code) as AnswerValue]] : [])));
				expect(scoreAttempt(items, shuffled)).toEqual(scoreAttempt(selfieItems, answers));
			})
		);
	});
});
