import { m } from '#paraglide/messages.js';
import { type ProblemKind, tell } from '#platform/http/problem.ts';
import type { Locale } from '#platform/locale.ts';
import { isOrganisationKind } from './domain/organisation.ts';
import { fieldName } from './import-words.ts';
import { invitationErrors } from './invitation-error-words.ts';
import { kindName } from './organisation-words.ts';

/** Kinds are named in the reader's language. */
function nameOfKind(value: unknown, locale: Locale): string {
	return isOrganisationKind(value) ? kindName(value, locale) : m.organisation_kind_root({}, { locale });
}

const tellKindChanged: ProblemKind = ({ kind }, locale) => ({
	title: m.error_import_kind_changed_title({}, { locale }),
	detail: m.error_import_kind_changed_detail({ kind: nameOfKind(kind, locale) }, { locale })
});

const tellColumnMissing: ProblemKind = ({ column }, locale) => ({
	title: m.error_import_column_missing_title({}, { locale }),
	detail: m.error_import_column_missing_detail({ column: fieldName(String(column), locale) }, { locale })
});

const tellPlace: ProblemKind = ({ kind, parent }, locale) => {
	return {
		title: m.error_organisation_place_title({}, { locale }),
		detail: m.error_organisation_place_detail({ kind: nameOfKind(kind, locale), parent: nameOfKind(parent, locale) }, { locale })
	};
};

/** The words of this context's error codes. A code that is thrown and missing here would be told as an internal error; a test looks for such. */
export const peopleErrors = {
	...invitationErrors,
	'account.required': tell(m.error_account_required_title, m.error_account_required_detail),
	'account.sign_in_again': tell(m.error_account_sign_in_again_title, m.error_account_sign_in_again_detail),
	'audit.filter': tell(m.error_audit_filter_title, m.error_audit_filter_detail),
	'consent.required': tell(m.error_consent_required_title, m.error_consent_required_detail),
	'consent.subject': tell(m.error_consent_subject_title, m.error_consent_subject_detail),
	'consent.unknown': tell(m.error_consent_unknown_title, m.error_consent_unknown_detail),
	'consortium.member_kind': tell(m.error_consortium_member_kind_title, m.error_consortium_member_kind_detail),
	'consortium.no_proposal': tell(m.error_consortium_no_proposal_title, m.error_consortium_no_proposal_detail),
	'consortium.not_one': tell(m.error_consortium_not_one_title, m.error_consortium_not_one_detail),
	'device.not_found': tell(m.error_device_not_found_title, m.error_device_not_found_detail),
	'erasure.account': tell(m.error_erasure_account_title, m.error_erasure_account_detail),
	'erasure.last_administrator': tell(m.error_erasure_last_administrator_title, m.error_erasure_last_administrator_detail),
	'erasure.not_found': tell(m.error_erasure_not_found_title, m.error_erasure_not_found_detail),
	'export.not_found': tell(m.error_export_not_found_title, m.error_export_not_found_detail),
	'export.too_many': tell(m.error_export_too_many_title, m.error_export_too_many_detail),
	'import.alike_line': tell(m.error_import_alike_line_title, m.error_import_alike_line_detail),
	'import.ambiguous': tell(m.error_import_ambiguous_title, m.error_import_ambiguous_detail),
	'import.code_outside': tell(m.error_import_code_outside_title, m.error_import_code_outside_detail),
	'import.column_missing': tellColumnMissing,
	'import.column_twice': tell(m.error_import_column_twice_title, m.error_import_column_twice_detail),
	'import.committed': tell(m.error_import_committed_title, m.error_import_committed_detail),
	'import.duplicate_code': tell(m.error_import_duplicate_code_title, m.error_import_duplicate_code_detail),
	'import.duplicate_name': tell(m.error_import_duplicate_name_title, m.error_import_duplicate_name_detail),
	'import.file_encoding': tell(m.error_import_file_encoding_title, m.error_import_file_encoding_detail),
	'import.file_kind': tell(m.error_import_file_kind_title, m.error_import_file_kind_detail),
	'import.file_malformed': tell(m.error_import_file_malformed_title, m.error_import_file_malformed_detail),
	'import.file_missing': tell(m.error_import_file_missing_title, m.error_import_file_missing_detail),
	'import.file_too_large': tell(m.error_import_file_too_large_title, m.error_import_file_too_large_detail),
	'import.kind_changed': tellKindChanged,
	'import.no_rows': tell(m.error_import_no_rows_title, m.error_import_no_rows_detail),
	'import.not_found': tell(m.error_import_not_found_title, m.error_import_not_found_detail),
	'import.nothing_to_do': tell(m.error_import_nothing_to_do_title, m.error_import_nothing_to_do_detail),
	'import.outdated': tell(m.error_import_outdated_title, m.error_import_outdated_detail),
	'import.parent_outside': tell(m.error_import_parent_outside_title, m.error_import_parent_outside_detail),
	'import.parent_unknown': tell(m.error_import_parent_unknown_title, m.error_import_parent_unknown_detail),
	'import.parent_wrong': tell(m.error_import_parent_wrong_title, m.error_import_parent_wrong_detail),
	'import.running': tell(m.error_import_running_title, m.error_import_running_detail),
	'import.too_many_rows': tell(m.error_import_too_many_rows_title, m.error_import_too_many_rows_detail),
	'link.expired': tell(m.error_link_expired_title, m.error_link_expired_detail),
	'link.other_account': tell(m.error_link_other_account_title, m.error_link_other_account_detail),
	'name.missing': tell(m.error_name_missing_title, m.error_name_missing_detail),
	'name.too_long': tell(m.error_name_too_long_title, m.error_name_too_long_detail),
	'organisation.alike': tell(m.error_organisation_alike_title, m.error_organisation_alike_detail),
	'organisation.circle': tell(m.error_organisation_circle_title, m.error_organisation_circle_detail),
	'organisation.code_invalid': tell(m.error_organisation_code_invalid_title, m.error_organisation_code_invalid_detail),
	'organisation.code_mangled': tell(m.error_organisation_code_mangled_title, m.error_organisation_code_mangled_detail),
	'organisation.code_taken': tell(m.error_organisation_code_taken_title, m.error_organisation_code_taken_detail),
	'organisation.has_open_children': tell(m.error_organisation_has_open_children_title, m.error_organisation_has_open_children_detail),
	'organisation.kind_unknown': tell(m.error_organisation_kind_unknown_title, m.error_organisation_kind_unknown_detail),
	'organisation.language_unknown': tell(m.error_organisation_language_unknown_title, m.error_organisation_language_unknown_detail),
	'organisation.name_missing': tell(m.error_organisation_name_missing_title, m.error_organisation_name_missing_detail),
	'organisation.name_too_long': tell(m.error_organisation_name_too_long_title, m.error_organisation_name_too_long_detail),
	'organisation.name_unreadable': tell(m.error_organisation_name_unreadable_title, m.error_organisation_name_unreadable_detail),
	'organisation.not_found': tell(m.error_organisation_not_found_title, m.error_organisation_not_found_detail),
	'organisation.parent_closed': tell(m.error_organisation_parent_closed_title, m.error_organisation_parent_closed_detail),
	'organisation.place': tellPlace,
	'organisation.settlement_unknown': tell(m.error_organisation_settlement_unknown_title, m.error_organisation_settlement_unknown_detail),
	'passkey.not_found': tell(m.error_passkey_not_found_title, m.error_passkey_not_found_detail),
	'password.common': tell(m.error_password_common_title, m.error_password_common_detail),
	'password.personal': tell(m.error_password_personal_title, m.error_password_personal_detail),
	'password.too_long': tell(m.error_password_too_long_title, m.error_password_too_long_detail),
	'password.too_short': tell(m.error_password_too_short_title, m.error_password_too_short_detail),
	'password.wrong': tell(m.error_password_wrong_title, m.error_password_wrong_detail),
	'person.required': tell(m.error_person_required_title, m.error_person_required_detail),
	'provider.unreachable': tell(m.error_provider_unreachable_title, m.error_provider_unreachable_detail),
	'resume_code.malformed': tell(m.error_resume_code_malformed_title, m.error_resume_code_malformed_detail),
	'resume_code.unknown': tell(m.error_resume_code_unknown_title, m.error_resume_code_unknown_detail),
	'right.missing': tell(m.error_right_missing_title, m.error_right_missing_detail),
	'second_factor.expired': tell(m.error_second_factor_expired_title, m.error_second_factor_expired_detail),
	'second_factor.locked': tell(m.error_second_factor_locked_title, m.error_second_factor_locked_detail),
	'second_factor.on': tell(m.error_second_factor_on_title, m.error_second_factor_on_detail),
	'second_factor.wrong': tell(m.error_second_factor_wrong_title, m.error_second_factor_wrong_detail),
	'sign_in.refused': tell(m.error_sign_in_refused_title, m.error_sign_in_refused_detail),
	'start_link.closed': tell(m.error_start_link_closed_title, m.error_start_link_closed_detail),
	'start_link.known': tell(m.error_start_link_known_title, m.error_start_link_known_detail),
	'token.days': tell(m.error_token_days_title, m.error_token_days_detail),
	'token.name': tell(m.error_token_name_title, m.error_token_name_detail),
	'token.not_found': tell(m.error_token_not_found_title, m.error_token_not_found_detail),
	'token.scope': tell(m.error_token_scope_title, m.error_token_scope_detail),
	'token.scopes': tell(m.error_token_scopes_title, m.error_token_scopes_detail),
	'token.too_many': tell(m.error_token_too_many_title, m.error_token_too_many_detail),
	'token.unknown': tell(m.error_token_unknown_title, m.error_token_unknown_detail)
} as const;
