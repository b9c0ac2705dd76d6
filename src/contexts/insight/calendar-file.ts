import { createHash } from 'node:crypto';
import type { Locale } from '#platform/locale.ts';
import { periodsOf } from './domain/rounds.ts';
import { addDays, type Wave } from './domain/wave.ts';
import { phaseName } from './wave-words.ts';

const escape = (text: string) => text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r?\n/g, String.raw`\n`);

/** Lines of at most 75 bytes; what follows on the next one begins with a space (RFC 5545, section 3.1). */
function fold(line: string): string {
	const parts: string[] = [];
	let part = '';
	for (const sign of line) {
		if (Buffer.byteLength(part + sign) > (parts.length === 0 ? 75 : 74)) {
			parts.push(part);
			part = '';
		}
		part += sign;
	}
	return [...parts, part].join('\r\n ');
}

/** The round of a wave as whole days for any calendar (RFC 5545). */
export function writeCalendar(wave: Pick<Wave, 'id' | 'title' | 'opensOn' | 'closesOn'>, locale: Locale, made: Date): string {
	const compact = (day: string) => day.replaceAll('-', '');
	const stamp = `${made.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
	const events = periodsOf(wave).flatMap(({ phase, from, until }) => [
		'BEGIN:VEVENT',
		`UID:${createHash('sha256').update(`${wave.id} ${phase}`).digest('hex').slice(0, 32)}@qadam`,
		`DTSTAMP:${stamp}`,
		`DTSTART;VALUE=DATE:${compact(from)}`,
		// The first day that is not part of it.
		`DTEND;VALUE=DATE:${compact(addDays(until, 1))}`,
		`SUMMARY:${escape(`${phaseName(phase, locale)}: ${wave.title}`)}`,
		'TRANSP:TRANSPARENT',
		'END:VEVENT'
	]);
	return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Qadam//Waves//EN', ...events, 'END:VCALENDAR', ''].map(fold).join('\r\n');
}
