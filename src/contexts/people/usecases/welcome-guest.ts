import { v7 as uuidv7 } from 'uuid';
import type { DatabaseTransaction } from '#platform/database.ts';
import type { Locale } from '#platform/locale.ts';
import type { Person } from '#platform/actor.ts';
import { hashResumeCode, newResumeCode } from '../domain/resume-code.ts';
import { insertGuest } from '../store/people.ts';

/** The consent that a guest gives before the first answer is stored; a changed text gets a new version. */
export const guestConsent = { purpose: 'keep-my-answers', textVersion: '1' } as const;

/**
 * Makes a guest: a person without an account, known by a resume code that is shown once and stored as a hash only.
 * Runs in the transaction of what the guest came for, which acts as `guest` (`newGuest`), so that no guest without an attempt is left behind.
 */
export async function welcomeGuest(
	transaction: DatabaseTransaction,
	guest: Person,
	locale: Locale
): Promise<{ resumeCode: string }> {
	const resumeCode = newResumeCode();
	await insertGuest(transaction, guest.personId, { codeHash: hashResumeCode(resumeCode), consent: { ...guestConsent, locale } });
	return { resumeCode };
}

/** Somebody who is not known yet: the transaction that welcomes the guest acts in this name already. */
export function newGuest(requestId: string): Person {
	return { kind: 'person', personId: uuidv7(), requestId };
}
