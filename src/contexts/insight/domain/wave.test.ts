import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '#platform/errors.ts';
import { waveFields } from '../wave-fixture.ts';
import { bandOf, bandsOf, isDimension, notTold, several } from './bands.ts';
import { completionOf } from './completion.ts';
import {
	addDays,
	dayOf,
	daysBetween,
	isDay,
	readOpenChange,
	readWaveFields,
	stateAfter,
	type WaveFields,
	waveStates,
	type WaveStep
} from './wave.ts';

function codeOf(work: () => unknown): string {
	try {
		work();
		return 'none';
	} catch (error) {
		if (error instanceof DomainError) return error.code;
		throw error;
	}
}

const context = { today: '2026-11-22', known: ['gender', 'experience_years', 'subject', 'age_band', 'settlement'] };
const usual = { ...waveFields(['school']), opensOn: '2026-11-22', closesOn: '2026-12-01' };
const read = (changed: Partial<WaveFields>) => codeOf(() => readWaveFields({ ...usual, ...changed }, context));
const empty = { kk: '', ru: '', en: '' };
const word = { kk: 'сөз', ru: '', en: '' };

describe('what a wave may be', () => {
	test.each<[string, Partial<WaveFields>, string]>([
		['as it should be', {}, 'none'],
		['one day', { closesOn: '2026-11-22' }, 'none'],
		['dates reversed', { opensOn: '2026-12-01', closesOn: '2026-11-25' }, 'wave.dates'],
		['a day that the calendar does not have', { closesOn: '2026-11-31' }, 'wave.day'],
		['no date', { opensOn: '' }, 'wave.day'],
		['over before it begins', { opensOn: '2026-11-01', closesOn: '2026-11-21' }, 'wave.dates_past'],
		['longer than a year', { closesOn: '2027-12-31' }, 'wave.too_long'],
		['no nodes', { scope: [] }, 'wave.no_nodes'],
		['no title', { title: ' \u0007 ' }, 'wave.title'],
		['a title too long', { title: 'x'.repeat(201) }, 'wave.title'],
		['a message too long', { message: 'x'.repeat(2_001) }, 'wave.message'],
		['groups too small', { minimumSize: 4 }, 'wave.minimum'],
		['five dimensions', { dimensions: context.known }, 'wave.dimensions'],
		['an unknown dimension', { dimensions: ['region'] }, 'wave.dimensions'],
		['nine questions', { questions: Array.from({ length: 9 }, () => ({ position: 1, text: word, options: [word, word] })) }, 'wave.questions_too_many'],
		['a question without choice', { questions: [{ position: 1, text: word, options: [word, empty] }] }, 'wave.question_options'],
		['choices without a question', { questions: [{ position: 1, text: empty, options: [word, word] }] }, 'wave.question_text'],
		['a line left empty', { questions: [{ position: 1, text: empty, options: [] }] }, 'none'],
		['nobody', { audience: 'nobody' as never }, 'wave.audience']
	])('%s', (_name, changed, code) => {
		expect(read(changed)).toBe(code);
	});

	test('questions are numbered, letters composed, lines kept', () => {
		const typed = { ...waveFields(['a', 'a']), opensOn: '2026-11-22', closesOn: '2026-12-01', title: ' И\u0306од ', message: 'a\r\nb\u0000' };
		const fields = readWaveFields({ ...typed, questions: [{ position: 7, text: word, options: [word, word] }] }, context);
		expect(fields).toMatchObject({ title: 'Йод', message: 'a\nb', scope: ['a'], questions: [{ position: 1 }] });
	});

	test('open: only longer, never shorter', () => {
		const wave = { opensOn: '2026-11-01', closesOn: '2026-12-01' };
		expect(codeOf(() => readOpenChange(wave, { message: '', closesOn: '2026-11-30' }))).toBe('wave.earlier_closing');
		expect(readOpenChange(wave, { message: ' a ', closesOn: '2026-12-05' })).toEqual({ message: 'a', closesOn: '2026-12-05' });
	});
});

describe('states', () => {
	test.each<[WaveStep, string[]]>([
		['open', ['open', 'wave.opened_already', 'wave.opened_already', 'wave.opened_already']],
		['close', ['wave.not_open', 'closed', 'wave.closed_already', 'wave.closed_already']],
		['archive', ['wave.not_closed', 'wave.not_closed', 'archived', 'wave.archived_already']]
	])('%s', (step, expected) => {
		const reached = waveStates.map((state) => {
			try {
				return stateAfter(state, step);
			} catch (error) {
				return (error as DomainError).code;
			}
		});
		expect(reached).toEqual(expected);
	});
});

describe('days', () => {
	test('a day is one of Kazakhstan', () => {
		expect(dayOf(new Date('2026-11-22T20:30:00Z'))).toBe('2026-11-23');
	});

	test('adding and counting days undo each other', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 25_000 }), fc.integer({ min: -900, max: 900 }), (start, days) => {
				const day = addDays('2020-01-01', start);
				expect(daysBetween(day, addDays(day, days))).toBe(days);
				expect(isDay(addDays(day, days))).toBe(true);
			})
		);
	});
});

describe('bands', () => {
	const single = { id: 'gender', type: 'single', options: [{ value: 'female' }, { value: 'male' }, { value: 'prefer_not_to_say' }] };
	const multiple = { ...single, id: 'subject', type: 'multiple' };

	test.each<[typeof single, unknown, string]>([
		[single, 'female', 'female'],
		[single, 'prefer_not_to_say', notTold],
		[single, undefined, notTold],
		[single, 'other', notTold],
		[multiple, ['male'], 'male'],
		[multiple, ['male', 'female'], several],
		[multiple, ['prefer_not_to_say'], notTold],
		[multiple, [], notTold]
	])('%#', (question, answer, band) => {
		expect(bandOf(question, answer)).toBe(band);
		expect(bandsOf(question)).toContain(band);
	});

	test('region comes from the tree, texts are never taken along', () => {
		expect([single, multiple, { id: 'region', type: 'single' }, { id: 'school', type: 'text' }].map(isDimension)).toEqual([true, true, false, false]);
	});
});

describe('completion', () => {
	const name = { kk: 'a', ru: 'a', en: 'a' };
	const place = (id: string, ...path: string[]) => ({ id, path, kind: 'school', name });

	test('is added up by branch and by day, without gaps', () => {
		const node = place('d', 'd');
		const [a, b] = [place('a', 'd', 'a'), place('b', 'd', 'b')];
		const completion = completionOf({
			node,
			children: [a, b],
			paths: [a, place('a1', 'd', 'a', 'a1'), node],
			rows: [
				{ organisationId: 'a', day: '2026-11-01', joined: 3, finished: 1 },
				{ organisationId: 'a1', day: '2026-11-03', joined: 2, finished: 4 },
				{ organisationId: 'd', day: '2026-11-03', joined: 1, finished: 0 }
			],
			wave: { opensOn: '2026-11-01', closesOn: '2026-11-20', closedAt: null },
			today: new Date('2026-11-04T06:00:00Z')
		});
		expect(completion).toMatchObject({ joined: 6, finished: 5, silent: 1, here: { joined: 1, finished: 0 } });
		expect(completion.places.map(({ id, joined, finished }) => [id, joined, finished])).toEqual([['a', 5, 5], ['b', 0, 0]]);
		expect(completion.days.map(({ day, joinedSoFar, finishedSoFar }) => [day, joinedSoFar, finishedSoFar])).toEqual([
			['2026-11-01', 3, 1],
			['2026-11-02', 3, 1],
			['2026-11-03', 6, 5],
			['2026-11-04', 6, 5]
		]);
	});
});
