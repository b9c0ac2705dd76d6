import { dictionary } from '@zxcvbn-ts/language-common';

let common: ReadonlySet<string> | undefined;

/** Whether a password (in small letters) is on the list of those that leaked most often: fifty thousand, put together by zxcvbn. */
export function isCommonPassword(password: string): boolean {
	common ??= new Set(dictionary['passwords-common']);
	return common.has(password);
}
