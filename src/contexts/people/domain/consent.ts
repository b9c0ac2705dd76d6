import { z } from 'zod';
import type { LocalText } from '#platform/locale.ts';

/**
 * What a person may agree to. `keep-results`: answers and results are kept. `organisation-aggregates`: they count in anonymous totals of the own
 * organisations. `study`: rounds are linked with each other for a study. `release`: an organisation that the person names sees the results.
 */
export const consentPurposes = ['keep-results', 'organisation-aggregates', 'study', 'release'] as const;

export type ConsentPurpose = (typeof consentPurposes)[number];

export function isConsentPurpose(text: unknown): text is ConsentPurpose {
	return (consentPurposes as readonly unknown[]).includes(text);
}

const localText: z.ZodType<LocalText> = z.strictObject({ kk: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });

/** A version of the text of one purpose, as it stands in `content/consents`. What people have read never changes; a better text is a new version. */
export const consentTextSchema = z.strictObject({
	purpose: z.enum(consentPurposes),
	/** 1, 2, 3, ... A new one is asked for again. */
	version: z.string().regex(/^[1-9]\d*$/),
	/** To whom the consent is given: to nobody in particular, or to an organisation that the person names. */
	subject: z.enum(['none', 'organisation']),
	title: localText,
	/** The sentence that the person agrees to. */
	text: localText,
	/** What it is good for. */
	about: localText,
	/** What withdrawing does at once. */
	withdrawal: localText,
	/** What stays all the same, and why. */
	stays: localText
});

export type ConsentText = z.infer<typeof consentTextSchema>;

/** A consent as it was given: it is withdrawn, never changed. */
export interface Consent {
	readonly id: string;
	readonly purpose: ConsentPurpose;
	readonly textVersion: string;
	/** The organisation it was given to; null where the purpose has none. */
	readonly subjectId: string | null;
	readonly givenAt: Date;
	readonly withdrawnAt: Date | null;
}

/** Whether the consent holds: it was not withdrawn, and was given to the text of today. */
export function holds(consent: Consent, current: Pick<ConsentText, 'purpose' | 'version'>): boolean {
	return consent.withdrawnAt === null && consent.purpose === current.purpose && consent.textVersion === current.version;
}

/**
 * How a purpose stands, of consents for it alone. `given`: one holds. `outdated`: one was given to an earlier text, so it is asked for again.
 * `withdrawn`: there was one. `open`: never asked, or never agreed.
 */
export function standing(consents: readonly Consent[], current: ConsentText): 'given' | 'outdated' | 'withdrawn' | 'open' {
	if (consents.some((consent) => holds(consent, current))) return 'given';
	if (consents.some((consent) => consent.withdrawnAt === null)) return 'outdated';
	return consents.length > 0 ? 'withdrawn' : 'open';
}
