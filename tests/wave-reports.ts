import fc from 'fast-check';
import { addPerson, addTally, emptyTally, layoutOf, type Tally } from '../src/contexts/insight/domain/measures.ts';
import { summarise } from '../src/contexts/insight/domain/summary.ts';
import type { ReportSource } from '../src/contexts/insight/domain/report/source.ts';

/** A small instrument: four competences in two areas, six items. */
export const smallLayout = layoutOf(
	[
		{ code: '1.1.1', competence: '1.1', area: '1' },
		{ code: '1.1.2', competence: '1.1', area: '1' },
		{ code: '1.2.1', competence: '1.2', area: '1' },
		{ code: '2.1.1', competence: '2.1', area: '2' },
		{ code: '2.1.2', competence: '2.1', area: '2' },
		{ code: '2.2.1', competence: '2.2', area: '2' }
	],
	{ numerator: 2, denominator: 3 }
);

/** Answers of one person as bytes: 0 = unanswered, 1 = don't know, 2..7 = A1..C2. */
export type Person = readonly number[];

export function tallyOf(persons: readonly Person[]): Tally {
	const tally = emptyTally(smallLayout);
	for (const answers of persons) addPerson(smallLayout, tally, { answers: Uint8Array.from(answers), localAnswers: new Uint8Array() });
	return tally;
}

const items = smallLayout.items.length;
const anybody = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: items, maxLength: items });
const answering = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: items, maxLength: items });

/** Groups of every kind: mixed, answering everything, low, with the same answers throughout, with no answers at all. */
export const anyGroup = (most = 40): fc.Arbitrary<Person[]> =>
	fc.oneof(
		fc.array(anybody, { maxLength: most }),
		fc.array(answering, { minLength: 5, maxLength: most }),
		fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: items, maxLength: items }), { minLength: 5, maxLength: most }),
		fc.tuple(answering, fc.integer({ min: 5, max: most })).map(([answers, count]) => Array.from({ length: count }, () => answers)),
		fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 5, max: most })).map(([value, count]) =>
			Array.from({ length: count }, () => Array.from({ length: items }, () => value))
		)
	);

/** Results of a wave for a place, as they could come: hidden where a group is too small, with and without a round before. */
export const anySource: fc.Arbitrary<ReportSource> = fc
	.record({
		minimumSize: fc.integer({ min: 5, max: 12 }),
		own: anyGroup(),
		others: anyGroup(),
		before: fc.option(anyGroup(), { nil: null }),
		children: fc.array(anyGroup(20), { maxLength: 4 })
	})
	.map(({ minimumSize, own, others, before, children }) => {
		const shown = (tally: Tally) => (tally.persons < minimumSize ? null : summarise(smallLayout, tally));
		const whole = tallyOf(own);
		const all = tallyOf(others);
		addTally(all, whole);
		return {
			wave: { minimumSize },
			node: { id: 'here' },
			whole: shown(whole),
			above: [{ node: { id: 'district' }, summary: shown(all) }],
			children: children.map((persons, index) => ({ node: { id: `child-${index}` }, summary: shown(tallyOf(persons)) })),
			before: before === null ? null : { whole: shown(tallyOf(before)) }
		};
	});
