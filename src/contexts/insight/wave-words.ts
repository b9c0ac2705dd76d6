import type { Instrument } from '#contexts/self-assessment/index.ts';
import { m } from '#paraglide/messages.js';
import type { Locale } from '#platform/locale.ts';
import { notTold, several } from './domain/bands.ts';
import type { WaveState } from './domain/results.ts';
import type { Phase } from './domain/rounds.ts';
import type { Audience } from './domain/wave.ts';

type Words = (inputs: Record<string, never>, options: { locale: Locale }) => string;

const states: Readonly<Record<WaveState, Words>> = {
	draft: m.wave_state_draft,
	open: m.wave_state_open,
	closed: m.wave_state_closed,
	archived: m.wave_state_archived
};
const audienceNames: Readonly<Record<Audience, Words>> = {
	teachers: m.wave_audience_teachers,
	learners: m.wave_audience_learners,
	everybody: m.wave_audience_everybody
};
const phaseNames: Readonly<Record<Phase, Words>> = {
	assess: m.wave_phase_assess,
	plan: m.wave_phase_plan,
	train: m.wave_phase_train,
	reassess: m.wave_phase_reassess
};

export const stateName = (state: WaveState, locale: Locale): string => states[state]({}, { locale });
export const audienceName = (audience: Audience, locale: Locale): string => audienceNames[audience]({}, { locale });
export const phaseName = (phase: Phase, locale: Locale): string => phaseNames[phase]({}, { locale });

/** The context question by which groups are compared. */
export function dimensionName(instrument: Instrument, dimension: string, locale: Locale): string {
	return instrument.context.find(({ id }) => id === dimension)?.text[locale] ?? dimension;
}

/** What somebody in the band has answered. */
export function bandName(instrument: Instrument, dimension: string, band: string, locale: Locale): string {
	if (band === notTold) return m.wave_band_not_told({}, { locale });
	if (band === several) return m.wave_band_several({}, { locale });
	const question = instrument.context.find(({ id }) => id === dimension);
	const options = question === undefined || !('options' in question) ? [] : question.options;
	return options.find(({ value }) => value === band)?.text[locale] ?? band;
}
