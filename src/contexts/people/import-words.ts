import { m } from '#paraglide/messages.js';
import type { Locale } from '#platform/locale.ts';
import type { ImportKind, ImportOutcome } from './domain/import.ts';
import type { MemberField } from './domain/member-row.ts';
import { isInstructionLocale, isSettlement } from './domain/organisation.ts';
import type { OrganisationField } from './domain/organisation-row.ts';
import { languageName, settlementName } from './organisation-words.ts';

type Message = (parameters: Record<string, never>, options: { locale: Locale }) => string;

/** What differs between imports of organisations and of people, told in words. */
export const importWords = {
	organisations: {
		title: m.import_title,
		lead: m.import_lead,
		columns: m.import_columns_text,
		what: m.import_what,
		preview: m.import_preview_title,
		running: m.import_running_title,
		done: m.import_done_title,
		alike: m.import_alike_text,
		addAlike: m.import_alike_add,
		nothing: m.import_nothing,
		commit: m.import_commit,
		outcomes: {
			new: m.import_outcome_new,
			changed: m.import_outcome_changed,
			skipped: m.import_outcome_skipped,
			alike: m.import_outcome_alike,
			wrong: m.import_outcome_wrong
		}
	},
	people: {
		title: m.import_people_title,
		lead: m.import_people_lead,
		columns: m.import_people_columns_text,
		what: m.import_people_what,
		preview: m.import_people_preview_title,
		running: m.import_people_running_title,
		done: m.import_people_done_title,
		alike: m.import_people_alike_text,
		addAlike: m.import_people_alike_add,
		nothing: m.import_people_nothing,
		commit: m.import_people_commit,
		outcomes: {
			new: m.import_people_outcome_new,
			changed: m.import_people_outcome_changed,
			skipped: m.import_people_outcome_skipped,
			alike: m.import_people_outcome_alike,
			wrong: m.import_outcome_wrong
		}
	}
} as const satisfies Readonly<Record<ImportKind, { readonly outcomes: Readonly<Record<ImportOutcome, Message>>; readonly [word: string]: unknown }>>;

const fields: Readonly<Record<OrganisationField | MemberField, Message>> = {
	code: m.organisation_code,
	kind: m.organisation_kind,
	parent: m.import_column_parent,
	name_kk: m.organisation_name_kk,
	name_ru: m.organisation_name_ru,
	name_en: m.organisation_name_en,
	settlement: m.organisation_settlement,
	languages: m.organisation_languages,
	email: m.entry_email,
	name: m.members_name,
	role: m.members_role,
	organisation: m.import_column_organisation,
	language: m.invite_locale
};

export function outcomeName(kind: ImportKind, outcome: ImportOutcome, locale: Locale): string {
	return importWords[kind].outcomes[outcome]({}, { locale });
}

/** What a column is called; a field that has no words is shown by its own name. */
export function fieldName(field: string, locale: Locale): string {
	return Object.hasOwn(fields, field) ? fields[field as keyof typeof fields]({}, { locale }) : field;
}

/** A value as people read it: "urban" and "kk, ru" in words, all else as it is. */
export function shownValue(field: string, value: string, locale: Locale): string {
	if (value === '') return m.import_empty_value({}, { locale });
	if (field === 'settlement' && isSettlement(value)) return settlementName(value, locale);
	if (field === 'languages')
		return value.split(', ').map((language) => (isInstructionLocale(language) ? languageName(language, locale) : language)).join(', ');
	return value;
}
