import { createHash } from 'node:crypto';
import { newTypedCode, parseTypedCode } from './typed-code.ts';

/**
 * A resume code opens a guest's own place: sixteen signs in four groups, for example "K7QF-9XRT-2M4D-H8WP". Fifteen are random (75 bits, so that a
 * hash of it can't be searched), the last is a check sign.
 */
const length = 16;

/** A new code, in the form in which it is shown. */
export function newResumeCode(): string {
	return newTypedCode(length);
}

/** The form in which a typed code is compared (`parseTypedCode`); undefined when it can't be a resume code. */
export function parseResumeCode(typed: string): string | undefined {
	return parseTypedCode(typed, length);
}

/** What the database keeps of a code. */
export function hashResumeCode(code: string): Buffer {
	return createHash('sha256').update(`resume-code:${code}`).digest();
}
