import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { type Consent, type ConsentPurpose, type ConsentText, holds, standing } from '../domain/consent.ts';
import type { OrganisationName } from '../domain/organisation-name.ts';
import { listConsentsOf } from '../store/consents.ts';
import { namesOfOrganisations } from '../store/own-data.ts';
import { consentTexts, currentConsentText, currentConsentTexts } from '../store/privacy-content.ts';
import { requirePerson } from './require-person.ts';

/** A consent of the past or of now, with the text that it was given to. */
export interface ShownConsent extends Consent {
	readonly text: ConsentText;
	readonly holds: boolean;
	/** The organisation it was given to. */
	readonly subject: OrganisationName | undefined;
}

/** One purpose: the text of now, how it stands, and everything that was given and withdrawn, newest first. */
export interface PurposeView {
	readonly text: ConsentText;
	readonly standing: 'given' | 'outdated' | 'withdrawn' | 'open';
	readonly consents: readonly ShownConsent[];
}

function textOf(consent: Consent): ConsentText {
	const found = consentTexts().find((text) => text.purpose === consent.purpose && text.version === consent.textVersion);
	if (found === undefined) throw new Error(`content/consents lacks the version ${consent.textVersion} of ${consent.purpose}, to which people have agreed`);
	return found;
}

/** All purposes with the consents of the acting person. Throws `person.required`. */
export async function listConsents(actor: Actor): Promise<PurposeView[]> {
	const person = requirePerson(actor);
	return inTransaction(actingAs(person), async (transaction) => {
		const consents = await listConsentsOf(transaction, person.personId);
		const subjects = await namesOfOrganisations(transaction, consents.flatMap(({ subjectId }) => subjectId ?? []));
		return currentConsentTexts().map((text) => {
			const own = consents.filter(({ purpose }) => purpose === text.purpose);
			return {
				text,
				standing: standing(own, text),
				consents: own.toReversed().map((consent) => ({
					...consent,
					text: textOf(consent),
					holds: holds(consent, text),
					subject: subjects.get(consent.subjectId ?? '')
				}))
			};
		});
	});
}

/**
 * The text to ask somebody for where it matters; undefined when this person has agreed to it already, or has withdrawn a consent that is a free
 * choice: nobody is asked twice for that. Without the consent to keep results nothing goes on, so it is asked for again.
 */
export async function consentToAsk(actor: Actor, purpose: ConsentPurpose): Promise<ConsentText | undefined> {
	const text = currentConsentText(purpose);
	if (actor.kind !== 'person') return text;
	const consents = await inTransaction(actingAs(actor), (transaction) => listConsentsOf(transaction, actor.personId, purpose));
	const now = standing(consents, text);
	return now === 'given' || (now === 'withdrawn' && purpose !== 'keep-results') ? undefined : text;
}
