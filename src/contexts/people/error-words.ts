import { m } from '#paraglide/messages.js';
import { tell } from '#platform/http/problem.ts';

/** The words of this context's error codes. A code that is thrown and missing here would be told as an internal error; a test looks for such. */
export const peopleErrors = {
	'account.required': tell(m.error_account_required_title, m.error_account_required_detail),
	'consent.required': tell(m.error_consent_required_title, m.error_consent_required_detail),
	'person.required': tell(m.error_person_required_title, m.error_person_required_detail),
	'resume_code.malformed': tell(m.error_resume_code_malformed_title, m.error_resume_code_malformed_detail),
	'resume_code.unknown': tell(m.error_resume_code_unknown_title, m.error_resume_code_unknown_detail),
	'right.missing': tell(m.error_right_missing_title, m.error_right_missing_detail)
} as const;
