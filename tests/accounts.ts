import { randomUUID } from 'node:crypto';
import type { Actor } from '#platform/actor.ts';
import { recogniseSession, sessionCookieName, settleBackground, type SignedIn, signIn, signUp, type Visit } from '#contexts/people/index.ts';
import { readCookie } from '#platform/http/read-cookie.ts';
import type { TestDatabase } from './database.ts';

export const goodPassword = 'жеті рет өлшеп 7';

/** A request from a device of its own network, so that limits of one test don't reach the next. */
export function visitFrom(device: Partial<Visit> = {}): Visit {
	return { cookie: null, userAgent: 'Firefox/142.0 (X11; Linux)', network: randomUUID(), locale: 'ru', requestId: randomUUID(), ...device };
}

/** What a browser would send back after these `Set-Cookie` lines. */
export function cookieOf(cookies: readonly string[]): string {
	return cookies.filter((line) => !/max-age=0/i.test(line)).map((line) => line.split(';', 1)[0] ?? '').join('; ');
}

/** An address that nobody has. */
export function newAddress(): string {
	return `teacher-${randomUUID().slice(0, 13)}@mektep.kz`;
}

export interface Letter {
	readonly kind: string;
	readonly locale: string;
	readonly subject: string;
	readonly text: string;
	/** The last part of its link. */
	readonly token: string;
}

/** Letters to an address, newest last. */
export async function lettersTo(database: TestDatabase, email: string): Promise<Letter[]> {
	await settleBackground();
	const rows = await database.look<{ kind: string; locale: string; subject: string; body_text: string }>(
		'select kind, locale, subject, body_text from platform.mail where recipient = $1 order by id',
		[email]
	);
	return rows.map(({ kind, locale, subject, body_text: text }) => ({
		kind: kind.replace('people.', ''),
		locale,
		subject,
		text,
		token: /^https?:\/\/\S+\/(\S+)$/m.exec(text)?.[1] ?? ''
	}));
}

export interface TestAccount {
	readonly email: string;
	readonly personId: string;
	readonly password: string;
}

/** Somebody who has signed up and confirmed the address. */
export async function makeAccount(database: TestDatabase, email = newAddress()): Promise<TestAccount> {
	await signUp(visitFrom(), { name: 'Айгүл Серікқызы', email, password: goodPassword });
	const [row] = await database.look<{ id: string }>('update people.account set email_verified = true where email = $1 returning id', [email]);
	await settleBackground();
	return { email, personId: row?.id ?? '', password: goodPassword };
}

/** Signs in on a device; the visit that it makes from then on. */
export async function signInOn(account: TestAccount, device = visitFrom()): Promise<{ visit: Visit; done: SignedIn }> {
	const done = await signIn(device, { email: account.email, password: account.password, isKept: true });
	return { visit: { ...device, cookie: cookieOf(done.cookies) }, done };
}

/** Who the device's cookie signs in. */
export async function actorOn(visit: Visit): Promise<Actor> {
	const cookie = readCookie(visit.cookie, sessionCookieName());
	const recognised = cookie === undefined ? undefined : await recogniseSession(cookie, visit.requestId);
	return recognised?.person ?? { kind: 'anonymous', requestId: visit.requestId };
}

/**
 * Whether two acts take the same time: medians of rounds that alternate differ by less than half. A machine that is busy with other things gets three
 * tries; acts that differ by their nature fail all of them.
 */
export async function takeTheSameTime(first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<boolean> {
	const time = async (act: () => Promise<unknown>) => {
		const begun = performance.now();
		await act();
		return performance.now() - begun;
	};
	const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
	for (let attempt = 0; attempt < 3; attempt += 1) {
		const times: [number[], number[]] = [[], []];
		for (let round = 0; round < 3; round += 1) {
			times[0].push(await time(first));
			times[1].push(await time(second));
		}
		const [a, b] = times.map(median) as [number, number];
		if (Math.max(a, b) < 1.5 * Math.min(a, b)) return true;
	}
	return false;
}

/** The code of a coded failure; what else is thrown is thrown on. */
export async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
	try {
		await work;
		return undefined;
	} catch (error) {
		if (error instanceof Error && error.name === 'DomainError') return (error as Error & { code: string }).code;
		throw error;
	}
}
