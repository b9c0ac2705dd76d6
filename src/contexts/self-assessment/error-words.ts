import { m } from '#paraglide/messages.js';
import { tell } from '#platform/http/problem.ts';

/** The words of this context's error codes. A code that is thrown and missing here would be told as an internal error; a test looks for such. */
export const selfAssessmentErrors = {
	'answer.outside_scale': tell(m.error_answer_outside_scale_title, m.error_answer_outside_scale_detail),
	'answer.time': tell(m.error_answer_time_title, m.error_answer_time_detail),
	'attempt.not_found': tell(m.error_attempt_not_found_title, m.error_attempt_not_found_detail),
	'attempt.not_submitted': tell(m.error_attempt_not_submitted_title, m.error_attempt_not_submitted_detail),
	'attempt.submitted': tell(m.error_attempt_submitted_title, m.error_attempt_submitted_detail),
	'context.invalid': tell(m.error_context_invalid_title, m.error_context_invalid_detail),
	'context.too_long': tell(m.error_context_too_long_title, m.error_context_too_long_detail),
	'context.unknown': tell(m.error_context_unknown_title, m.error_context_unknown_detail),
	'goal.date': tell(m.error_goal_date_title, m.error_goal_date_detail),
	'goal.not_found': tell(m.error_goal_not_found_title, m.error_goal_not_found_detail),
	'goal.note_too_long': tell(m.error_goal_note_too_long_title, m.error_goal_note_too_long_detail),
	'instrument.not_found': tell(m.error_instrument_not_found_title, m.error_instrument_not_found_detail),
	'instrument.version_in_use': tell(m.error_instrument_version_in_use_title, m.error_instrument_version_in_use_detail),
	'item.unknown': tell(m.error_item_unknown_title, m.error_item_unknown_detail),
	'self_rating.moment': tell(m.error_self_rating_moment_title, m.error_self_rating_moment_detail),
	'self_rating.outside_scale': tell(m.error_self_rating_outside_scale_title, m.error_self_rating_outside_scale_detail),
	'share.closed': tell(m.error_share_closed_title, m.error_share_closed_detail),
	'share.duration': tell(m.error_share_duration_title, m.error_share_duration_detail),
	'share.not_found': tell(m.error_share_not_found_title, m.error_share_not_found_detail)
} as const;
