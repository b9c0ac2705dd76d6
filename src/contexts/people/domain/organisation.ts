import { type Locale, type LocalText, locales } from '#platform/locale.ts';

export const organisationKinds = [
	'nation',
	'region',
	'district',
	'school',
	'university',
	'faculty',
	'department',
	'cpd_centre',
	'consortium'
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const settlements = ['urban', 'rural'] as const;
export type Settlement = (typeof settlements)[number];

/** Languages in which Kazakhstan's schools teach, most frequent first. */
export const instructionLocales = ['kk', 'ru', 'uz', 'ug', 'tg', 'en', 'tr', 'de'] as const;
export type InstructionLocale = (typeof instructionLocales)[number];

/** What an organisation may lie in; `null`: it may stand alone, at the root of a tree. */
const places: Readonly<Record<OrganisationKind, readonly (OrganisationKind | null)[]>> = {
	nation: [null],
	region: ['nation'],
	district: ['region'],
	// Schools of a whole region or of the republic have no district; some belong to a university.
	school: ['district', 'region', 'nation', 'university'],
	university: [null, 'nation', 'region'],
	faculty: ['university'],
	department: ['faculty', 'university', 'cpd_centre'],
	cpd_centre: [null, 'nation', 'region', 'cpd_centre', 'university'],
	consortium: [null, 'nation']
};

/** Whether an organisation of this kind may lie in one of that kind; `null`: at the root of a tree. */
export function mayLieIn(kind: OrganisationKind, parent: OrganisationKind | null): boolean {
	return places[kind].includes(parent);
}

/** Kinds that may lie in one of this kind. */
export function kindsWithin(parent: OrganisationKind | null): OrganisationKind[] {
	return organisationKinds.filter((kind) => mayLieIn(kind, parent));
}

/** What a consortium joins. */
export const memberKinds: readonly OrganisationKind[] = ['university', 'cpd_centre'];

/** Names in three languages; one may be empty while nobody has translated it, never all. */
export type OrganisationName = LocalText;

export interface Organisation {
	readonly id: string;
	readonly parentId: string | null;
	readonly kind: OrganisationKind;
	readonly name: OrganisationName;
	/** A code that others know it by. */
	readonly code: string | null;
	readonly settlement: Settlement | null;
	readonly instructionLocales: readonly InstructionLocale[];
	/** Ids from the root of the tree to the organisation itself. */
	readonly ancestors: readonly string[];
	readonly closedAt: Date | null;
}

/** The name to show to a reader: in the reader's language, else in the one of the others that there is. */
export function nameIn(name: OrganisationName, locale: Locale): string {
	return [locale, ...locales].map((candidate) => name[candidate]).find((text) => text !== '') ?? '';
}

export function isOrganisationKind(text: unknown): text is OrganisationKind {
	return (organisationKinds as readonly unknown[]).includes(text);
}

export function isSettlement(text: unknown): text is Settlement {
	return (settlements as readonly unknown[]).includes(text);
}

export function isInstructionLocale(text: unknown): text is InstructionLocale {
	return (instructionLocales as readonly unknown[]).includes(text);
}
