import { insightErrors } from '#contexts/insight/index.ts';
import { peopleErrors } from '#contexts/people/index.ts';
import { selfAssessmentErrors } from '#contexts/self-assessment/index.ts';
import { platformErrors } from '#platform/http/platform-errors.ts';
import { isDatabaseUnreachable } from '#platform/database.ts';
import { DomainError, type ErrorParameters } from '#platform/errors.ts';
import type { ErrorWords, Problem } from '#platform/http/problem.ts';
import type { Locale } from '#platform/locale.ts';

/** Words of every error code there is; each context owns those of its own codes. */
const words = { ...platformErrors, ...peopleErrors, ...selfAssessmentErrors, ...insightErrors };

export type ProblemCode = keyof typeof words;

/** The one table from error codes to HTTP statuses (RFC 9110). A code without a status does not compile. */
const statuses: Readonly<Record<ProblemCode, number>> = {
	'account.required': 401,
	'account.sign_in_again': 403,
	'answer.outside_scale': 422,
	'answer.time': 422,
	'attempt.not_found': 404,
	'attempt.not_submitted': 409,
	'attempt.submitted': 409,
	'audit.filter': 422,
	'body.malformed': 400,
	'body.too_large': 413,
	'claims.header': 422,
	'claims.kind': 422,
	'claims.value': 422,
	'consent.required': 422,
	'consent.subject': 422,
	'consent.unknown': 404,
	'consortium.member_kind': 422,
	'consortium.no_proposal': 404,
	'consortium.not_one': 422,
	'context.invalid': 422,
	'context.too_long': 422,
	'context.unknown': 422,
	'database.unreachable': 503,
	'device.not_found': 404,
	'email.invalid': 422,
	'erasure.account': 409,
	'erasure.last_administrator': 409,
	'erasure.not_found': 404,
	'export.not_found': 404,
	'export.too_many': 429,
	'goal.date': 422,
	'goal.not_found': 404,
	'goal.note_too_long': 422,
	'import.alike_line': 422,
	'import.ambiguous': 422,
	'import.code_outside': 422,
	'import.column_missing': 422,
	'import.column_twice': 422,
	'import.committed': 409,
	'import.duplicate_code': 422,
	'import.duplicate_name': 422,
	'import.file_encoding': 422,
	'import.file_kind': 415,
	'import.file_malformed': 422,
	'import.file_missing': 422,
	'import.file_too_large': 413,
	'import.kind_changed': 422,
	'import.no_rows': 422,
	'import.not_found': 404,
	'import.nothing_to_do': 409,
	'import.outdated': 409,
	'import.parent_outside': 422,
	'import.parent_unknown': 422,
	'import.parent_wrong': 422,
	'import.running': 409,
	'import.too_many_rows': 413,
	'instrument.not_found': 404,
	'instrument.version_in_use': 409,
	'internal': 500,
	'invitation.address': 422,
	'invitation.alike_in_file': 422,
	'invitation.asked_already': 409,
	'invitation.code_malformed': 422,
	'invitation.declined': 409,
	'invitation.declined_before': 409,
	'invitation.duration': 422,
	'invitation.expired': 410,
	'invitation.full': 409,
	'invitation.inviter_without_right': 409,
	'invitation.member_already': 409,
	'invitation.message_too_long': 422,
	'invitation.no_address': 422,
	'invitation.no_mail': 409,
	'invitation.not_found': 404,
	'invitation.nothing_due': 409,
	'invitation.organisation_outside': 422,
	'invitation.role_not_shared': 422,
	'invitation.settled': 409,
	'invitation.too_early': 409,
	'invitation.too_many_addresses': 422,
	'invitation.twice_in_file': 422,
	'invitation.used': 409,
	'invitation.uses': 422,
	'invitation.withdrawn': 410,
	'item.unknown': 422,
	'link.expired': 410,
	'link.other_account': 409,
	'locale.unknown': 422,
	'membership.ended': 409,
	'membership.last_administrator': 409,
	'membership.not_found': 404,
	'membership.same_organisation': 409,
	'method.not_allowed': 405,
	'name.missing': 422,
	'name.too_long': 422,
	'organisation.alike': 409,
	'organisation.circle': 409,
	'organisation.closed': 409,
	'organisation.code_invalid': 422,
	'organisation.code_mangled': 422,
	'organisation.code_taken': 409,
	'organisation.has_open_children': 409,
	'organisation.kind_unknown': 422,
	'organisation.language_unknown': 422,
	'organisation.name_missing': 422,
	'organisation.name_too_long': 422,
	'organisation.name_unreadable': 422,
	'organisation.not_found': 404,
	'organisation.parent_closed': 409,
	'organisation.place': 422,
	'organisation.settlement_unknown': 422,
	'origin.foreign': 403,
	'passkey.not_found': 404,
	'password.common': 422,
	'password.personal': 422,
	'password.too_long': 422,
	'password.too_short': 422,
	'password.wrong': 422,
	'person.required': 401,
	'provider.unreachable': 503,
	'rate.limited': 429,
	'request.invalid': 422,
	'resume_code.malformed': 422,
	'resume_code.unknown': 401,
	'right.missing': 403,
	'role.unknown': 422,
	'route.not_found': 404,
	'second_factor.expired': 401,
	'second_factor.locked': 429,
	'second_factor.on': 409,
	'second_factor.wrong': 401,
	'self_rating.moment': 404,
	'self_rating.outside_scale': 422,
	'share.closed': 410,
	'share.duration': 422,
	'share.not_found': 404,
	'sign_in.refused': 401,
	'start_link.closed': 410,
	'start_link.known': 409,
	'study.closed': 409,
	'study.groups': 422,
	'study.not_found': 404,
	'study.title': 422,
	'study.wave_taken': 409,
	'study.waves': 422,
	'study.control_files': 422,
	'study.different_files': 422,
	'study.no_table': 422,
	'study.nothing_in_common': 422,
	'study.people': 422,
	'study.power': 422,
	'study.too_many_rows': 422,
	'study.two_files': 422,
	'study.two_tables': 422,
	'study.unknown_file': 422,
	'token.days': 422,
	'token.name': 422,
	'token.not_found': 404,
	'token.scope': 403,
	'token.scopes': 422,
	'token.too_many': 409,
	'token.unknown': 401,
	'wave.archived_already': 409,
	'wave.attempt_other': 422,
	'wave.attempt_used': 409,
	'wave.audience': 422,
	'wave.closed_already': 409,
	'wave.code_malformed': 422,
	'wave.code_unknown': 404,
	'wave.dates': 422,
	'wave.dates_past': 422,
	'wave.day': 422,
	'wave.dimension_unknown': 422,
	'wave.dimensions': 422,
	'wave.earlier_closing': 409,
	'wave.export_not_found': 404,
	'wave.local_answer': 422,
	'wave.message': 422,
	'wave.minimum': 422,
	'wave.no_nodes': 422,
	'wave.node_moved': 409,
	'wave.node_outside': 422,
	'wave.node_unknown': 404,
	'wave.not_closed': 409,
	'wave.not_finished': 409,
	'wave.not_found': 404,
	'wave.not_joined': 404,
	'wave.not_open': 409,
	'wave.not_published': 409,
	'wave.opened_already': 409,
	'wave.question_options': 422,
	'wave.question_text': 422,
	'wave.questions_too_many': 422,
	'wave.rows_too_few': 409,
	'wave.school_missing': 422,
	'wave.school_outside': 422,
	'wave.shared_already': 409,
	'wave.title': 422,
	'wave.too_long': 422
};

export function isProblemCode(code: string): code is ProblemCode {
	return Object.hasOwn(words, code);
}

export const problemCodes = Object.keys(words) as readonly ProblemCode[];

export function statusOf(code: ProblemCode): number {
	return statuses[code];
}

/** What happened and what to do next, in the reader's language. */
export function wordsOf(code: ProblemCode, parameters: ErrorParameters, locale: Locale): ErrorWords {
	return words[code](parameters, locale);
}

/** The words of a code with the names of its values in their places, for the reference page. */
export function sampleWords(code: ProblemCode, locale: Locale): ErrorWords {
	const names = new Proxy({}, { get: (_target, name) => `{${String(name)}}` });
	return words[code](names, locale);
}

/**
 * Problem details (RFC 9457) of any error. An expected failure tells its code and words, a database that does not answer is told as such; anything
 * else is `internal` and tells nothing of itself but the id of the request, by which the log finds it.
 */
export function toProblem(error: unknown, locale: Locale, requestId: string): Problem {
	const isExpected = error instanceof DomainError && isProblemCode(error.code);
	const unexpected = isDatabaseUnreachable(error) ? 'database.unreachable' : 'internal';
	const code: ProblemCode = isExpected ? error.code : unexpected;
	const parameters = isExpected ? error.parameters : {};
	return {
		type: `/${locale}/api#${code}`,
		...wordsOf(code, { ...parameters, request: requestId }, locale),
		status: statusOf(code),
		code,
		...(Object.keys(parameters).length === 0 ? {} : { parameters }),
		requestId
	};
}
