import type { DatabaseTransaction } from '#platform/database.ts';
import type { ConsentPurpose } from '../domain/consent.ts';
import { holdsConsent } from '../store/consents.ts';
import { currentConsentText } from '../store/privacy-content.ts';

/**
 * Whether the person agrees, now, to the text of now: a consent to an earlier version does not count, and one that was withdrawn ends with the
 * transaction that withdrew it. `subjectId`: the organisation that a consent to `release` was given to. The transaction acts for the person.
 */
export async function hasConsent(
	transaction: DatabaseTransaction,
	personId: string,
	purpose: ConsentPurpose,
	subjectId: string | null = null
): Promise<boolean> {
	return holdsConsent(transaction, personId, { purpose, textVersion: currentConsentText(purpose).version, subjectId });
}
