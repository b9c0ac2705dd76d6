import { createHash, randomBytes } from 'node:crypto';
import { newTypedCode, parseTypedCode } from './typed-code.ts';

/** An invitation code is twelve signs in three groups, "K7QF-9XRT-2M4D": short enough for a blackboard. Eleven are random (55 bits). */
const codeLength = 12;

/** What opens an invitation: the end of the address in a letter or link (128 bits), or a code. Only its hash is kept. */
export function newInvitationSecret(kind: 'token' | 'code'): string {
	return kind === 'code' ? newTypedCode(codeLength) : randomBytes(16).toString('base64url');
}

/** A typed code in the form in which it is compared; undefined when it can't be one. */
export function parseInvitationCode(typed: string): string | undefined {
	return parseTypedCode(typed, codeLength);
}

/** What the database keeps of the secret. */
export function hashInvitationSecret(secret: string): Buffer {
	return createHash('sha256').update(`invitation:${parseInvitationCode(secret) ?? secret}`).digest();
}
