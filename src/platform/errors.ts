/** Values that a message about an error may name: codes, places, limits. Never personal data. */
export type ErrorParameters = Readonly<Record<string, string | number>>;

/**
 * An expected failure of the domain: a stable code and the values its message names. It knows nothing of HTTP or of words; the front doors
 * map the code to a status and to a text in the reader's language (`src/problems.ts`).
 */
export class DomainError extends Error {
	readonly code: string;
	readonly parameters: ErrorParameters;

	constructor(code: string, parameters: ErrorParameters = {}) {
		super(code);
		this.name = 'DomainError';
		this.code = code;
		this.parameters = parameters;
	}
}
