import type { Instrument } from '#contexts/self-assessment/index.ts';
import type { Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import { notTold, several } from './domain/bands.ts';

/** The question behind a dimension. */
export function dimensionLabel(instrument: Instrument, id: string, locale: Locale): string {
	return instrument.context.find((question) => question.id === id)?.text[locale] ?? id;
}

/** A group of a dimension, in words. */
export function bandLabel(instrument: Instrument, dimension: string, band: string, locale: Locale): string {
	if (band === notTold || band === '') return m.wave_results_not_told({}, { locale });
	if (band === several) return m.wave_results_several({}, { locale });
	const question = instrument.context.find(({ id }) => id === dimension);
	const options = question !== undefined && 'options' in question ? question.options : [];
	return options.find(({ value }) => value === band)?.text[locale] ?? band;
}
