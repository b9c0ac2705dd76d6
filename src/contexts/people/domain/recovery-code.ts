import { newTypedCode, parseTypedCode } from './typed-code.ts';

/** A recovery code is written down and typed years later, on any keyboard. Twelve signs in groups, "K7QF-9XRT-2M4D", eleven random (55 bits). */
const codeLength = 12;

const codesAtOnce = 10;

/** New codes of an account, each for one sign-in without the app. */
export function newRecoveryCodes(): string[] {
	return Array.from({ length: codesAtOnce }, () => newTypedCode(codeLength));
}

/** A typed code in the form in which it is compared: in any letter case, with or without spaces and dashes. Undefined when it can't be one. */
export function parseRecoveryCode(typed: string): string | undefined {
	return parseTypedCode(typed, codeLength);
}
