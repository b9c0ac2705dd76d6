import { m } from '#paraglide/messages.js';
import type { Locale } from '#platform/locale.ts';
import type { InstructionLocale, OrganisationKind, Settlement } from './domain/organisation.ts';

type Message = (parameters: Record<string, never>, options: { locale: Locale }) => string;

const kinds: Readonly<Record<OrganisationKind, Message>> = {
	nation: m.organisation_kind_nation,
	region: m.organisation_kind_region,
	district: m.organisation_kind_district,
	school: m.organisation_kind_school,
	university: m.organisation_kind_university,
	faculty: m.organisation_kind_faculty,
	department: m.organisation_kind_department,
	cpd_centre: m.organisation_kind_cpd_centre,
	consortium: m.organisation_kind_consortium
};

const settlements: Readonly<Record<Settlement, Message>> = { urban: m.organisation_settlement_urban, rural: m.organisation_settlement_rural };

const languages: Readonly<Record<InstructionLocale, Message>> = {
	kk: m.organisation_language_kk,
	ru: m.organisation_language_ru,
	uz: m.organisation_language_uz,
	ug: m.organisation_language_ug,
	tg: m.organisation_language_tg,
	en: m.organisation_language_en,
	tr: m.organisation_language_tr,
	de: m.organisation_language_de
};

export function kindName(kind: OrganisationKind, locale: Locale): string {
	return kinds[kind]({}, { locale });
}

export function settlementName(settlement: Settlement | null, locale: Locale): string {
	return settlement === null ? m.organisation_settlement_unknown({}, { locale }) : settlements[settlement]({}, { locale });
}

export function languageName(language: InstructionLocale, locale: Locale): string {
	return languages[language]({}, { locale });
}
