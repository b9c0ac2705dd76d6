import { z } from 'zod';

/** Periods and limits around a person's data, as they stand in `content/privacy`. */
export const privacyTermsSchema = z.strictObject({
	version: z.string(),
	/** Days between the wish to erase the account and its erasure; until then it can be taken back. */
	erasureWaitingDays: z.int().min(0).max(30),
	/** Days for which an export can be downloaded. */
	exportKeptDays: z.int().min(1).max(30),
	/** Exports that one person may ask for in 24 hours. */
	exportsPerDay: z.int().min(1),
	/** For how many days a token may be made. */
	tokenDays: z.array(z.int().min(1)).min(1),
	/** Tokens that one person may have at a time. */
	tokensAtOnce: z.int().min(1)
});

export type PrivacyTerms = z.infer<typeof privacyTermsSchema>;
