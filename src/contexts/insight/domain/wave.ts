import { DomainError } from '#platform/errors.ts';
import { type Locale, locales, type LocalText } from '#platform/locale.ts';
import type { WaveHead, WaveQuestion, WaveState } from './results.ts';

export const waveStates = ['draft', 'open', 'closed', 'archived'] as const satisfies readonly WaveState[];

export const audiences = ['teachers', 'learners', 'everybody'] as const;
export type Audience = (typeof audiences)[number];

/** What can be done with a wave as a whole, and from which state into which. */
const transitions = {
	open: { from: 'draft', to: 'open' },
	close: { from: 'open', to: 'closed' },
	archive: { from: 'closed', to: 'archived' }
} as const satisfies Record<string, { from: WaveState; to: WaveState }>;
export type WaveStep = keyof typeof transitions;

/** Longest texts, in characters. */
export const longestTitle = 200;
export const longestWaveMessage = 2_000;
export const longestQuestion = 300;
/** How many local questions and choices of each, how many dimensions. */
export const mostQuestions = 8;
export const mostOptions = 10;
export const mostDimensions = 4;
/** The smallest group of which anything is told: never under five, ten unless chosen otherwise (docs/adr/0020-waves.md). */
export const smallestGroups = [5, 10, 15, 20, 30] as const;
export const usualGroup = 10;
/** A wave is open for a year at most. */
export const longestDays = 366;

/** A wave with what its leaders decided beside what results need of it. */
export interface Wave extends WaveHead {
	/** From the root of the tree to the organisation of the wave. */
	readonly organisationPath: readonly string[];
	readonly message: string;
	readonly audience: Audience;
	readonly openedAt: Date | null;
}

/** What is decided about a wave before it opens. */
export interface WaveFields {
	readonly title: string;
	readonly message: string;
	readonly audience: Audience;
	readonly opensOn: string;
	readonly closesOn: string;
	readonly minimumSize: number;
	readonly dimensions: readonly string[];
	readonly questions: readonly WaveQuestion[];
	/** Organisations that take part, each with all below it. */
	readonly scope: readonly string[];
}

/** A day as Kazakhstan's calendar has it, "2026-11-22". */
export function dayOf(moment: Date): string {
	return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Almaty' }).format(moment);
}

/** Whether it is a day of the calendar, written "2026-11-22". */
export function isDay(text: string): boolean {
	if (!/^2\d{3}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** So many days later. */
export function addDays(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days from one day to the other. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function isAudience(text: unknown): text is Audience {
	return (audiences as readonly unknown[]).includes(text);
}

/**
 * The state after a step. Throws `wave.opened_already` (opening twice), `wave.closed_already` (closing twice), `wave.not_open` (closing a draft),
 * `wave.not_closed` (archiving before the end).
 */
export function stateAfter(state: WaveState, step: WaveStep): WaveState {
	const { from, to } = transitions[step];
	if (state === from) return to;
	if (step === 'open') throw new DomainError('wave.opened_already');
	if (step === 'archive') throw new DomainError(state === 'archived' ? 'wave.archived_already' : 'wave.not_closed');
	throw new DomainError(state === 'draft' ? 'wave.not_open' : 'wave.closed_already');
}

/** One line of text as it was meant: composed letters (NFC), no control signs, no space around. */
const clean = (text: string): string => text.normalize('NFC').replaceAll(/\p{Cc}/gu, ' ').trim();
const cleanLines = (text: string): string => text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll(/[^\P{Cc}\n]/gu, ' ').trim();

/** A text with at least one language; those left empty stay empty and are shown in the first that there is. */
const cleanLocal = (text: LocalText): LocalText => Object.fromEntries(locales.map((locale) => [locale, clean(text[locale])])) as LocalText;
const isEmpty = (text: LocalText): boolean => locales.every((locale) => text[locale] === '');
const isLong = (text: LocalText): boolean => locales.some((locale) => text[locale].length > longestQuestion);

/** The text of a local question to show to a reader: in the reader's language, else in the first of the others that there is. */
export function shownText(text: LocalText, locale: Locale): string {
	return [locale, ...locales].map((candidate) => text[candidate]).find((candidate) => candidate !== '') ?? '';
}

/** Questions numbered anew from 1; empty ones are left out. Throws `wave.questions_too_many`, `wave.question_text`, `wave.question_options`. */
function readQuestions(questions: readonly WaveQuestion[]): WaveQuestion[] {
	const read = questions
		.map(({ text, options }) => ({ text: cleanLocal(text), options: options.map(cleanLocal).filter((option) => !isEmpty(option)) }))
		.filter(({ text, options }) => !isEmpty(text) || options.length > 0);
	if (read.length > mostQuestions) throw new DomainError('wave.questions_too_many', { limit: mostQuestions });
	return read.map(({ text, options }, index) => {
		const number = index + 1;
		if (isEmpty(text) || isLong(text) || options.some(isLong)) throw new DomainError('wave.question_text', { number, limit: longestQuestion });
		if (options.length < 2 || options.length > mostOptions) throw new DomainError('wave.question_options', { number, limit: mostOptions });
		return { position: number, text, options };
	});
}

/** Throws `wave.day`, `wave.dates` (reversed), `wave.dates_past`, `wave.too_long`. */
export function checkDays(opensOn: string, closesOn: string, today: string): void {
	if (!isDay(opensOn) || !isDay(closesOn)) throw new DomainError('wave.day');
	if (closesOn < opensOn) throw new DomainError('wave.dates');
	if (closesOn < today) throw new DomainError('wave.dates_past');
	if (daysBetween(opensOn, closesOn) > longestDays) throw new DomainError('wave.too_long', { limit: longestDays });
}

/**
 * What was typed, cleaned. `known`: the dimensions that the instrument offers. Throws `wave.title`, `wave.message`, `wave.audience`, `wave.minimum`,
 * `wave.dimensions`, `wave.no_nodes`, and the codes of `checkDays` and of local questions.
 */
export function readWaveFields(typed: WaveFields, { today, known }: { readonly today: string; readonly known: readonly string[] }): WaveFields {
	const [title, message] = [clean(typed.title), cleanLines(typed.message)];
	if (title === '' || title.length > longestTitle) throw new DomainError('wave.title', { limit: longestTitle });
	if (message.length > longestWaveMessage) throw new DomainError('wave.message', { limit: longestWaveMessage });
	if (!isAudience(typed.audience)) throw new DomainError('wave.audience');
	checkDays(typed.opensOn, typed.closesOn, today);
	if (!(smallestGroups as readonly number[]).includes(typed.minimumSize)) throw new DomainError('wave.minimum', { least: smallestGroups[0] });
	const dimensions = [...new Set(typed.dimensions)];
	if (dimensions.length > mostDimensions || dimensions.some((dimension) => !known.includes(dimension)))
		throw new DomainError('wave.dimensions', { limit: mostDimensions });
	const scope = [...new Set(typed.scope)];
	if (scope.length === 0) throw new DomainError('wave.no_nodes');
	return { ...typed, title, message, dimensions, questions: readQuestions(typed.questions), scope };
}

/**
 * What may still change while a wave is open: the message, and the last day to a later one, so that nobody is shut out who was promised time.
 * Throws `wave.message`, `wave.day`, `wave.earlier_closing`, `wave.too_long`.
 */
export function readOpenChange(
	wave: Pick<Wave, 'opensOn' | 'closesOn'>,
	typed: { readonly message: string; readonly closesOn: string }
): { message: string; closesOn: string } {
	const message = cleanLines(typed.message);
	if (message.length > longestWaveMessage) throw new DomainError('wave.message', { limit: longestWaveMessage });
	if (!isDay(typed.closesOn)) throw new DomainError('wave.day');
	if (typed.closesOn < wave.closesOn) throw new DomainError('wave.earlier_closing');
	if (daysBetween(wave.opensOn, typed.closesOn) > longestDays) throw new DomainError('wave.too_long', { limit: longestDays });
	return { message, closesOn: typed.closesOn };
}
