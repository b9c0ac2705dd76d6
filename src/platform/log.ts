import { pino } from 'pino';

const level = process.env['LOG_LEVEL'] ?? 'info';

/**
 * Structured log, one JSON object a line on standard error. Never pass personal data: no answers, codes, names or addresses;
 * ids of requests and error codes are enough to find the rest in the database.
 */
export const log = pino(
	// A level that does not exist is refused with the other settings, in one line (config.ts); here it would only throw.
	{ level: level === 'silent' || level in pino.levels.values ? level : 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime },
	pino.destination({ dest: 2, sync: true })
);
