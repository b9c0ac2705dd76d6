import { pino } from 'pino';

/**
 * Structured log, one JSON object a line on standard error. Never pass personal data: no answers, codes, names or addresses;
 * ids of requests and error codes are enough to find the rest in the database.
 */
export const log = pino(
	{ level: process.env['LOG_LEVEL'] ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime },
	pino.destination({ dest: 2, sync: true })
);
