import type { ErrorParameters } from '../errors.ts';
import type { Locale } from '../locale.ts';

/** The words of an error: what happened, and what to do next. */
export interface ErrorWords {
	readonly title: string;
	readonly detail: string;
}

/** The words of one error code, from the values that the error names. The table of all codes and their HTTP statuses is `src/problems.ts`. */
export type ProblemKind = (parameters: ErrorParameters, locale: Locale) => ErrorWords;

/** Problem details for HTTP APIs (RFC 9457), with our stable code beside. */
export interface Problem extends ErrorWords {
	readonly type: string;
	readonly status: number;
	readonly code: string;
	readonly parameters?: ErrorParameters;
	readonly requestId: string;
}

type Message = (parameters: never, options: { locale: Locale }) => string;

/** Tells an error by two messages; both get the values that the error names. */
export function tell(title: Message, detail: Message): ProblemKind {
	return (parameters, locale) => ({ title: title(parameters as never, { locale }), detail: detail(parameters as never, { locale }) });
}
