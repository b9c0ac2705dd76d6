import { m } from '#paraglide/messages.js';
import type { Locale } from '#platform/locale.ts';
import type { ImportOutcome } from './domain/import.ts';
import { isInstructionLocale, isSettlement } from './domain/organisation.ts';
import type { OrganisationField } from './domain/organisation-row.ts';
import { languageName, settlementName } from './organisation-words.ts';

type Message = (parameters: Record<string, never>, options: { locale: Locale }) => string;

const outcomes: Readonly<Record<ImportOutcome, Message>> = {
	new: m.import_outcome_new,
	changed: m.import_outcome_changed,
	skipped: m.import_outcome_skipped,
	alike: m.import_outcome_alike,
	wrong: m.import_outcome_wrong
};

const fields: Readonly<Record<OrganisationField, Message>> = {
	code: m.organisation_code,
	kind: m.organisation_kind,
	parent: m.import_column_parent,
	name_kk: m.organisation_name_kk,
	name_ru: m.organisation_name_ru,
	name_en: m.organisation_name_en,
	settlement: m.organisation_settlement,
	languages: m.organisation_languages
};

export function outcomeName(outcome: ImportOutcome, locale: Locale): string {
	return outcomes[outcome]({}, { locale });
}

/** What a column is called; a field that has no words is shown by its own name. */
export function fieldName(field: string, locale: Locale): string {
	return Object.hasOwn(fields, field) ? fields[field as OrganisationField]({}, { locale }) : field;
}

/** A value as people read it: "urban" and "kk, ru" in words, all else as it is. */
export function shownValue(field: string, value: string, locale: Locale): string {
	if (value === '') return m.import_empty_value({}, { locale });
	if (field === 'settlement' && isSettlement(value)) return settlementName(value, locale);
	if (field === 'languages')
		return value.split(', ').map((language) => (isInstructionLocale(language) ? languageName(language, locale) : language)).join(', ');
	return value;
}
