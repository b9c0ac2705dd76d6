import { v7 as uuidv7 } from 'uuid';
import type { DatabaseTransaction } from '#platform/database.ts';
import type { Locale } from '#platform/locale.ts';
import type { Person } from '#platform/actor.ts';
import { hashResumeCode, newResumeCode } from '../domain/resume-code.ts';
import { insertGuest } from '../store/people.ts';
import { currentConsentText } from '../store/privacy-content.ts';

/**
 * Makes a guest: a person without an account, who has agreed that results are kept, known by a resume code that is shown once and stored as a hash.
 * Runs in the transaction of what the guest came for, which acts as `guest` (`newGuest`), so that no guest without an attempt is left behind.
 */
export async function welcomeGuest(
	transaction: DatabaseTransaction,
	guest: Person,
	locale: Locale
): Promise<{ resumeCode: string }> {
	const resumeCode = newResumeCode();
	const { purpose, version } = currentConsentText('keep-results');
	await insertGuest(transaction, guest.personId, { codeHash: hashResumeCode(resumeCode), consent: { purpose, textVersion: version, locale } });
	return { resumeCode };
}

/** Somebody who is not known yet: the transaction that welcomes the guest acts in this name already. */
export function newGuest(requestId: string): Person {
	return { kind: 'person', personId: uuidv7(), requestId };
}
