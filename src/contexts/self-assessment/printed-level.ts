import type { Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import { printedLevelCode } from '#ui/level.ts';
import type { LevelOrBelow } from './domain/level.ts';
import type { Report } from './domain/report.ts';

/** A level as the templates draw it: its code for the colour, what is printed on it, and its name. */
export interface PrintedLevel {
	readonly code: LevelOrBelow | null;
	readonly printed: string;
	readonly name: string;
}

export function printLevel(report: Report, level: LevelOrBelow | null, locale: Locale): PrintedLevel {
	const found = report.levels.find((entry) => entry.code === level);
	return {
		code: level,
		printed: printedLevelCode(level ?? 'unknown'),
		name: level === null || found === undefined ? m.report_no_level({}, { locale }) : found.name[locale]
	};
}
