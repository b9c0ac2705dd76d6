import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { type ConsentPurpose, consentPurposes, type ConsentText, consentTextSchema } from '../domain/consent.ts';
import { type PrivacyTerms, privacyTermsSchema } from '../domain/privacy-terms.ts';

function readFolder<Content>(folder: string, parse: (json: unknown) => Content): Content[] {
	const directory = path.join(projectRoot, 'content', folder);
	return readdirSync(directory)
		.filter((name) => name.endsWith('.json'))
		.sort(new Intl.Collator('en', { numeric: true }).compare)
		.map((name) => parse(JSON.parse(readFileSync(path.join(directory, name), 'utf8'))));
}

let texts: readonly ConsentText[] | undefined;
let terms: PrivacyTerms | undefined;

/** All versions of all texts, older ones first. Read once per process. */
export function consentTexts(): readonly ConsentText[] {
	texts ??= readFolder('consents', (json) => consentTextSchema.parse(json));
	return texts;
}

/** The text that is asked for now. */
export function currentConsentText(purpose: ConsentPurpose): ConsentText {
	const newest = consentTexts().findLast((text) => text.purpose === purpose);
	if (newest === undefined) throw new Error(`content/consents has no text for ${purpose}`);
	return newest;
}

/** The texts that are asked for now, in the order of the purposes. */
export function currentConsentTexts(): ConsentText[] {
	return consentPurposes.map(currentConsentText);
}

/** The periods and limits of now. Read once per process. */
export function privacyTerms(): PrivacyTerms {
	terms ??= readFolder('privacy', (json) => privacyTermsSchema.parse(json)).at(-1);
	if (terms === undefined) throw new Error('content/privacy has no terms');
	return terms;
}
