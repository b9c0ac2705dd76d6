import type { Locale } from '#platform/locale.ts';
import { addDays, dayOf, type WaveFields } from './domain/wave.ts';

const text = (words: string): Readonly<Record<Locale, string>> => ({ kk: words, ru: words, en: words });

/** For tests: the fields of a wave from today for two weeks, with one local question. */
export function waveFields(scope: readonly string[], changed: Partial<WaveFields> = {}): WaveFields {
	const today = dayOf(new Date());
	return {
		title: 'Күзгі кезең',
		message: 'Құрметті әріптестер!',
		audience: 'teachers',
		opensOn: today,
		closesOn: addDays(today, 13),
		minimumSize: 5,
		dimensions: ['gender', 'experience_years'],
		questions: [{ position: 1, text: text('Do you have a projector?'), options: [text('Yes'), text('No')] }],
		scope,
		...changed
	};
}
