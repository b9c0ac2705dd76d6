import { formatDate, type Locale } from '#platform/locale.ts';

/** A day of a wave, "2026-11-22", in words. */
export function dayName(day: string, locale: Locale): string {
	return formatDate(new Date(`${day}T06:00:00Z`), locale);
}
