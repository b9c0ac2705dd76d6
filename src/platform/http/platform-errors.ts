import { m } from '#paraglide/messages.js';
import { tell } from './problem.ts';

/** The words of the platform's error codes. A code that is thrown and missing here would be told as an internal error; a test looks for such. */
export const platformErrors = {
	'body.malformed': tell(m.error_body_malformed_title, m.error_body_malformed_detail),
	'body.too_large': tell(m.error_body_too_large_title, m.error_body_too_large_detail),
	'database.unreachable': tell(m.error_database_unreachable_title, m.error_database_unreachable_detail),
	'email.invalid': tell(m.error_email_invalid_title, m.error_email_invalid_detail),
	'internal': tell(m.error_internal_title, m.error_internal_detail),
	'locale.unknown': tell(m.error_locale_unknown_title, m.error_locale_unknown_detail),
	'method.not_allowed': tell(m.error_method_not_allowed_title, m.error_method_not_allowed_detail),
	'origin.foreign': tell(m.error_origin_foreign_title, m.error_origin_foreign_detail),
	'rate.limited': tell(m.error_rate_limited_title, m.error_rate_limited_detail),
	'request.invalid': tell(m.error_request_invalid_title, m.error_request_invalid_detail),
	'route.not_found': tell(m.error_route_not_found_title, m.error_route_not_found_detail)
} as const;
