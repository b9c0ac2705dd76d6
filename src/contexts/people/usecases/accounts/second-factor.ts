import { toString as drawQrCode } from 'qrcode';
import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { parseRecoveryCode } from '../../domain/recovery-code.ts';
import { asTransaction, inAccountsTransaction } from '../../store/accounts-database.ts';
import { countAttempt } from '../../store/attempt-limits.ts';
import { recordEvent } from '../record-event.ts';
import { requireAccount } from '../require-person.ts';
import { act } from './authentication.ts';
import { finishSignIn, type SignedIn } from './sign-in.ts';
import { headersOf, type Visit } from './visit.ts';

/** What an app for codes needs, shown once. */
export interface SecondFactorSetup {
	/** Picture of the address that the app reads, as a `data:` address. */
	readonly qrCode: string;
	/** For typing in, where no camera is: the secret of the address. */
	readonly secret: string;
	/** Each opens the account once instead of a code. */
	readonly recoveryCodes: readonly string[];
}

/** Typed codes may have spaces, as apps show them: "123 456". */
function plain(code: string): string {
	return code.replaceAll(/\s/g, '');
}

/**
 * Begins to set the second factor up; it is asked for only once `confirmSecondFactor` has seen a code of the app. Throws `account.required`,
 * `password.wrong`, `second_factor.on` and `rate.limited`.
 */
export async function beginSecondFactor(actor: Actor, visit: Visit, password: string): Promise<SecondFactorSetup> {
	const { account } = requireAccount(actor);
	await countAttempt('sign_in.email', account.email);
	const body = { method: 'totp', ...(password === '' ? {} : { password }) } as const;
	const { response } = await act((api) => api.enableTwoFactor({ body, headers: headersOf(visit), returnHeaders: true }));
	if (response.method !== 'totp') throw new Error('A second factor of another kind was begun');
	const picture = await drawQrCode(response.totpURI, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
	return {
		qrCode: `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`,
		secret: new URL(response.totpURI).searchParams.get('secret') ?? '',
		recoveryCodes: response.backupCodes
	};
}

/** Turns the second factor on, with a first code of the app. Returns the cookies of the session. Throws `second_factor.wrong`. */
export async function confirmSecondFactor(actor: Actor, visit: Visit, code: string): Promise<readonly string[]> {
	const { personId } = requireAccount(actor);
	await countAttempt('second_factor.person', personId);
	return inAccountsTransaction(async (transaction) => {
		const { cookies } = await act((api) => api.verifyTOTP({ body: { code: plain(code) }, headers: headersOf(visit), returnHeaders: true }));
		await recordEvent(asTransaction(transaction), actor, { action: 'account.second_factor_on', subjectId: personId });
		return cookies;
	});
}

/** Turns it off. Returns the cookies of the session. Throws `account.required`, `password.wrong` and `rate.limited`. */
export async function endSecondFactor(actor: Actor, visit: Visit, password: string): Promise<readonly string[]> {
	const { account, personId } = requireAccount(actor);
	await countAttempt('sign_in.email', account.email);
	const body = password === '' ? {} : { password };
	return inAccountsTransaction(async (transaction) => {
		const { cookies } = await act((api) => api.disableTwoFactor({ body, headers: headersOf(visit), returnHeaders: true }));
		await recordEvent(asTransaction(transaction), actor, { action: 'account.second_factor_off', subjectId: personId });
		return cookies;
	});
}

/**
 * The second step of signing in: a code of the app, or a recovery code, which is then used up. Throws `second_factor.wrong`, `second_factor.expired`
 * (ten minutes have passed, or five wrong codes), and `second_factor.locked` (too many wrong codes, a quarter of an hour).
 */
export async function giveSecondFactor(visit: Visit, { code, isRecovery }: { code: string; isRecovery: boolean }): Promise<SignedIn> {
	await countAttempt('sign_in.network', visit.network);
	const typed = isRecovery ? (parseRecoveryCode(code) ?? plain(code)) : plain(code);
	if (typed === '') throw new DomainError('second_factor.wrong');
	const request = { body: { code: typed }, headers: headersOf(visit), returnHeaders: true } as const;
	const answered = await (isRecovery ? act((api) => api.verifyBackupCode(request)) : act((api) => api.verifyTOTP(request)));
	return finishSignIn(visit, answered, 'second_factor');
}
