import type { LocalText } from '#platform/locale.ts';

/** An organisation as it is named to people. */
export interface OrganisationName {
	readonly id: string;
	readonly name: LocalText;
}
