import { createHmac } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { accountsPool } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';

/** How many attempts within how many seconds. */
interface Limit {
	readonly points: number;
	readonly duration: number;
}

const minute = 60;
const hour = 60 * minute;

/**
 * Limits by what is attempted and by whom. By `network` they are wide: a whole school, or a course with fifty people, may come from one address. By
 * `email` they are narrow, and hold for addresses that nobody has, too, so that they tell nothing.
 */
const limits = {
	'sign_in.network': { points: 100, duration: 15 * minute },
	'sign_in.email': { points: 10, duration: 15 * minute },
	'sign_up.network': { points: 100, duration: hour },
	'letter.network': { points: 100, duration: hour },
	'letter.email': { points: 5, duration: hour },
	'second_factor.person': { points: 10, duration: 15 * minute },
	'code.network': { points: 60, duration: hour },
	// Only what opens nothing is counted: programs send their secret with each request. The same wrong one over and over is one program, not a guesser.
	'bearer.network': { points: 100, duration: 15 * minute },
	'bearer.secret': { points: 10, duration: 15 * minute },
	'cookie.network': { points: 600, duration: hour }
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

const limiters = new Map<LimitName, RateLimiterPostgres>();

function limiterOf(name: LimitName): RateLimiterPostgres {
	const known = limiters.get(name);
	if (known !== undefined) return known;
	const limiter = new RateLimiterPostgres({
		...limits[name],
		// The pool of the moment: tests open several one after the other.
		storeClient: { query: (query: { text: string; values: unknown[] }) => accountsPool().query(query) },
		storeType: 'pool',
		schemaName: 'people',
		tableName: 'attempt_limit',
		tableCreated: true,
		clearExpiredByTimeout: false,
		keyPrefix: name
	});
	limiters.set(name, limiter);
	return limiter;
}

let key = '';

/** Neither address nor email stands in the table, and without the secret of the installation nobody can try which one a counter is about. */
export function hideLimitsBy(secret: string): void {
	key = secret;
}

function keyOf(subject: string): string {
	return createHmac('sha256', key).update(subject).digest('base64url');
}

/** By counter: until when there were too many. Of this process; another one learns of it by the next attempt there. */
const refusedUntil = new Map<string, number>();

function tooMany(milliseconds: number): DomainError {
	return new DomainError('rate.limited', { seconds: Math.max(1, Math.ceil(milliseconds / 1000)) });
}

/** Throws `rate.limited` where there were too many attempts already. Counts nothing and asks no database: for each request of a program. */
export function requireFewAttempts(name: LimitName, subject: string): void {
	if (refusedUntil.size === 0) return;
	const wait = (refusedUntil.get(`${name} ${keyOf(subject)}`) ?? 0) - Date.now();
	if (wait > 0) throw tooMany(wait);
}

function rememberRefusal(counter: string, milliseconds: number): void {
	const now = Date.now();
	for (const [known, until] of refusedUntil) if (until <= now) refusedUntil.delete(known);
	refusedUntil.set(counter, now + milliseconds);
}

/** Counts an attempt. Throws `rate.limited`, with the seconds to wait, when there were too many. */
export async function countAttempt(name: LimitName, subject: string): Promise<void> {
	try {
		await limiterOf(name).consume(keyOf(subject));
	} catch (refusal) {
		if (!(refusal instanceof RateLimiterRes)) throw refusal;
		rememberRefusal(`${name} ${keyOf(subject)}`, refusal.msBeforeNext);
		throw tooMany(refusal.msBeforeNext);
	}
}

/** Takes a counted attempt back, because it succeeded: `all` forgets the failures before it, too. */
export async function forgiveAttempt(name: LimitName, subject: string, extent: 'one' | 'all'): Promise<void> {
	const limiter = limiterOf(name);
	if (extent === 'all') await limiter.delete(keyOf(subject));
	else await limiter.reward(keyOf(subject));
	refusedUntil.delete(`${name} ${keyOf(subject)}`);
}

/** Removes the counters that have run out; returns how many. */
export async function deleteExpiredLimits(): Promise<number> {
	const { rowCount } = await accountsPool().query('delete from people.attempt_limit where expire < $1', [Date.now()]);
	return rowCount ?? 0;
}
