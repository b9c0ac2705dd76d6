import { inLocale, type Locale } from '#platform/locale.ts';
import type { Instrument, InstrumentItem } from './instrument.ts';
import type { AnswerCode } from './level.ts';
import { areaOf } from './score.ts';

/** One item as a step of the way through an instrument. */
export interface ItemStep {
	readonly code: string;
	/** Place among all items, from 1. */
	readonly number: number;
	readonly name: string;
	readonly isAnswered: boolean;
}

/** An area with its items, as the navigation shows it. */
export interface AreaProgress {
	readonly code: string;
	readonly name: string;
	readonly answered: number;
	readonly items: readonly ItemStep[];
}

/** One item in one language, ready to be shown: statements from the lowest rung to the highest, "don't know" last, no level codes in the words. */
export interface ShownItem {
	readonly code: string;
	readonly number: number;
	readonly area: { readonly code: string; readonly name: string };
	readonly competence: { readonly code: string; readonly name: string };
	readonly name: string;
	readonly question: string;
	readonly help: string;
	readonly answers: readonly { readonly value: AnswerCode; readonly text: string }[];
	readonly examples: readonly string[];
	readonly glossary: readonly { readonly term: string; readonly meaning: string }[];
	/** Code of the item before and after, undefined at the ends. */
	readonly previous: string | undefined;
	readonly next: string | undefined;
}

export function showProgress(instrument: Instrument, answered: ReadonlySet<string>, locale: Locale): AreaProgress[] {
	const steps = instrument.items.map((item, index) => ({
		area: areaOf(item.competence),
		step: { code: item.code, number: index + 1, name: inLocale(item.name, locale), isAnswered: answered.has(item.code) }
	}));
	return instrument.areas.map((area) => {
		const items = steps.filter((entry) => entry.area === area.code).map((entry) => entry.step);
		return { code: area.code, name: inLocale(area.name, locale), answered: items.filter((item) => item.isAnswered).length, items };
	});
}

/** The item in one language, or undefined when the instrument has no such item. */
export function showItem(instrument: Instrument, code: string, locale: Locale): ShownItem | undefined {
	const index = instrument.items.findIndex((item) => item.code === code);
	const item = instrument.items[index];
	if (item === undefined) return undefined;
	return {
		...describe(instrument, item, locale),
		number: index + 1,
		previous: instrument.items[index - 1]?.code,
		next: instrument.items[index + 1]?.code
	};
}

function describe(instrument: Instrument, item: InstrumentItem, locale: Locale): Omit<ShownItem, 'number' | 'previous' | 'next'> {
	const competence = instrument.competences.find(({ code }) => code === item.competence);
	const area = instrument.areas.find(({ code }) => code === areaOf(item.competence));
	if (competence === undefined || area === undefined) throw new Error(`Item ${item.code} belongs to no competence of its instrument`);
	return {
		code: item.code,
		area: { code: area.code, name: inLocale(area.name, locale) },
		competence: { code: competence.code, name: inLocale(competence.name, locale) },
		name: inLocale(item.name, locale),
		question: inLocale(item.question, locale),
		help: inLocale(item.help, locale),
		answers: item.answers.map(({ value, text }) => ({ value, text: inLocale(text, locale) })),
		examples: item.examples.map((text) => inLocale(text, locale)),
		glossary: item.glossary.map(({ term, meaning }) => ({ term: inLocale(term, locale), meaning: inLocale(meaning, locale) }))
	};
}

/**
 * Where somebody goes on who comes back: the first item without an answer after the last one answered, else the first without an answer, else
 * undefined when all are answered.
 */
export function nextUnanswered(instrument: Instrument, answered: ReadonlySet<string>): string | undefined {
	const codes = instrument.items.map((item) => item.code);
	const last = codes.findLastIndex((code) => answered.has(code));
	return codes.slice(last + 1).find((code) => !answered.has(code)) ?? codes.find((code) => !answered.has(code));
}
