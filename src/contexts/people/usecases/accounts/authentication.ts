import { APIError } from '@better-auth/core/error';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth/minimal';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { magicLink } from 'better-auth/plugins/magic-link';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '#platform/errors.ts';
import { isLocale, type Locale } from '#platform/locale.ts';
import { log } from '#platform/log.ts';
import { normaliseEmail } from '#platform/mail/email.ts';
import { longestPassword, shortestPassword } from '../../domain/password.ts';
import { newRecoveryCodes } from '../../domain/recovery-code.ts';
import { cleanName } from '../../domain/person-name.ts';
import { accountsAdapter } from '../../store/accounts-adapter.ts';
import { findAccountByEmail, markEmailVerified } from '../../store/accounts.ts';
import { hideLimitsBy } from '../../store/attempt-limits.ts';
import { inBackground } from './background.ts';
import { type LetterKind, sendLetter } from './letters.ts';

/** What signing in needs to know about this installation. */
export interface SignInSettings {
	/** Public address: letters lead there, cookies and passkeys belong to it. */
	readonly origin: string;
	/** Signs cookies and encrypts second factors; the same in all processes. */
	readonly secret: string;
	/** A provider of OpenID Connect that people may sign in with. */
	readonly provider?: Provider | undefined;
}

export interface Provider {
	/** Its address; what it can do is read from `.well-known/openid-configuration` there. */
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** What the button says. */
	readonly name: string;
}

/** How the provider is called in addresses and in `people.sign_in_method`. */
export const providerId = 'oidc';

const day = 24 * 60 * 60;
/** How long a device stays signed in without being used, in seconds (also in `people.recognise_sessions`). */
export const sessionAge = 30 * day;
/** How long a link in a letter is good for, in seconds. */
const linkAge = 60 * 60;
const confirmationAge = 3 * day;

interface Recipient {
	readonly email: string;
	readonly name: string;
}

function localeOf(user: object): Locale {
	const locale = 'locale' in user ? user.locale : undefined;
	return isLocale(locale) ? locale : 'kk';
}

/**
 * better-auth asks for the second factor after a password alone; here the link of a letter is no way around it, either. A passkey is two factors by
 * itself.
 */
const firstSteps = new Set(['/sign-in/email', '/magic-link/verify']);

function secondFactor() {
	const plugin = twoFactor({
		issuer: 'Qadam',
		// Whoever has no password (only a provider of OpenID Connect) may have a second factor, too.
		allowPasswordless: true,
		backupCodeOptions: { customBackupCodesGenerate: newRecoveryCodes },
		schema: {
			user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
			twoFactor: {
				modelName: 'two_factor',
				fields: {
					userId: 'person_id',
					backupCodes: 'recovery_codes',
					failedVerificationCount: 'failed_verification_count',
					lockedUntil: 'locked_until'
				}
			}
		}
	});
	for (const hook of plugin.hooks.after) hook.matcher = ({ path }) => firstSteps.has(path ?? '');
	return plugin;
}

/** A passkey stands for two factors, so whoever holds the device has to have shown that it is the right person: by finger, face or PIN. */
function requireVerifiedPerson(isVerified: boolean | undefined): void {
	const refusal = { code: 'PERSON_NOT_VERIFIED', message: 'The passkey was used without PIN or biometrics' };
	if (isVerified !== true) throw new APIError('UNAUTHORIZED', refusal);
}

function passkeys(origin: string) {
	return passkey({
		rpName: 'Qadam',
		rpID: new URL(origin).hostname,
		// Without it better-auth expects whatever origin the request names.
		origin,
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
		registration: { afterVerification: ({ verification }) => requireVerifiedPerson(verification.registrationInfo?.userVerified) },
		authentication: { afterVerification: ({ verification }) => requireVerifiedPerson(verification.authenticationInfo.userVerified) },
		advanced: { webAuthnChallengeCookie: 'passkey' },
		schema: {
			passkey: {
				modelName: 'passkey',
				fields: {
					userId: 'person_id',
					publicKey: 'public_key',
					credentialID: 'credential_id',
					deviceType: 'device_type',
					backedUp: 'backed_up',
					createdAt: 'created_at'
				}
			}
		}
	});
}

function providerSettings({ issuer, clientId, clientSecret, name }: Provider) {
	return {
		providerId,
		name,
		clientId,
		clientSecret,
		discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
		scopes: ['openid', 'email', 'profile'],
		pkce: true,
		requireIdTokenVerification: true,
		// An address that the provider has not proven makes no account and opens none.
		requireEmailVerification: true,
		mapProfileToUser: (profile: Record<string, unknown>) => ({ email: normaliseEmail(String(profile['email'])) })
	};
}

/** The name that a provider tells, else what stands before the @. */
function nameOr(name: string, email: string): string {
	try {
		return cleanName(name);
	} catch {
		return email.split('@', 1)[0] ?? email;
	}
}

/** better-auth as Qadam uses it (docs/adr/0017-accounts.md). */
function build({ origin, secret, provider }: SignInSettings) {
	const letter = (kind: LetterKind, user: Recipient, path: string) => {
		const locale = localeOf(user);
		inBackground(sendLetter(kind, { email: user.email, name: user.name, locale }, `${origin}/${locale}${path}`));
		return Promise.resolve();
	};
	const isHttps = origin.startsWith('https:');

	return betterAuth({
		appName: 'Qadam',
		baseURL: origin,
		basePath: '/api/auth',
		secret,
		database: accountsAdapter,
		telemetry: { enabled: false },
		// Our own limits (store/attempt-limits.ts) count in the database, per network and per address; these would count in one process.
		rateLimit: { enabled: false },
		logger: { level: 'error', log: (_level, message, ...details: unknown[]) => logTrouble(message, details) },
		onAPIError: { errorURL: `${origin}/kk/sign-in` },
		user: {
			modelName: 'account',
			fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
			additionalFields: { locale: { type: 'string', required: false, defaultValue: 'kk' } },
			changeEmail: { enabled: true }
		},
		session: {
			modelName: 'session',
			fields: {
				userId: 'person_id',
				token: 'token_hash',
				userAgent: 'user_agent',
				expiresAt: 'expires_at',
				createdAt: 'created_at',
				updatedAt: 'updated_at'
			},
			expiresIn: sessionAge,
			// The database prolongs it when it is recognised.
			disableSessionRefresh: true
		},
		account: {
			modelName: 'sign_in_method',
			fields: {
				userId: 'person_id',
				providerId: 'provider',
				accountId: 'subject',
				password: 'password_hash',
				createdAt: 'created_at',
				updatedAt: 'updated_at'
			},
			accountLinking: { enabled: true, requireLocalEmailVerified: true },
			updateAccountOnSignIn: false
		},
		verification: {
			modelName: 'verification',
			fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
			storeIdentifier: 'hashed'
		},
		emailAndPassword: {
			enabled: true,
			requireEmailVerification: true,
			autoSignIn: false,
			minPasswordLength: shortestPassword,
			maxPasswordLength: longestPassword,
			resetPasswordTokenExpiresIn: linkAge,
			revokeSessionsOnPasswordReset: true,
			sendResetPassword: ({ user, token }) => letter('password', user, `/recover/${token}`),
			// Whoever could open the letter owns the address.
			onPasswordReset: ({ user }) => markEmailVerified(user.id),
			onExistingUserSignUp: ({ user }) => letter('known', user, '/recover')
		},
		emailVerification: {
			sendOnSignUp: true,
			sendOnSignIn: false,
			autoSignInAfterVerification: false,
			expiresIn: confirmationAge,
			sendVerificationEmail: ({ user, token }) =>
				isChangeOfAddress(token) ? letter('new_address', user, `/account/email/${token}`) : letter('confirm', user, `/confirm/${token}`)
		},
		databaseHooks: {
			// Neither the network address nor what a provider of OpenID Connect hands out is needed, so neither is kept.
			session: { create: { before: () => Promise.resolve({ data: { ipAddress: undefined } }) } },
			user: { create: { before: ({ name, email }) => Promise.resolve({ data: { image: undefined, name: nameOr(name, email) } }) } },
			account: {
				create: {
					before: () =>
						Promise.resolve({
							data: {
								accessToken: undefined,
								refreshToken: undefined,
								idToken: undefined,
								accessTokenExpiresAt: undefined,
								refreshTokenExpiresAt: undefined,
								scope: undefined
							}
						})
				}
			}
		},
		advanced: {
			cookiePrefix: 'qadam',
			useSecureCookies: isHttps,
			cookies: { session_token: { name: 'qadam_session' } },
			ipAddress: { disableIpTracking: true },
			backgroundTasks: { handler: inBackground },
			database: { generateId: () => uuidv7(), validateSchema: false }
		},
		plugins: [
			secondFactor(),
			passkeys(origin),
			genericOAuth({ config: provider === undefined ? [] : [providerSettings(provider)] }),
			magicLink({
				disableSignUp: true,
				expiresIn: linkAge,
				storeToken: 'hashed',
				sendMagicLink: ({ email, token }) => {
					// Who has the address is looked up after the answer. Nobody: no letter, and nobody learns of it.
					const send = async () => {
						const account = await findAccountByEmail(email);
						if (account !== undefined) await letter('link', account, `/sign-in/link/${token}`);
					};
					inBackground(send());
				}
			})
		]
	});
}

type Authentication = ReturnType<typeof build>;

let current: { readonly authentication: Authentication; readonly settings: SignInSettings } | undefined;

/** Makes signing in ready. Called once at the start, after the database is open. */
export function openAccounts(settings: SignInSettings): void {
	hideLimitsBy(settings.secret);
	current = { authentication: build(settings), settings };
}

function opened() {
	if (current === undefined) throw new Error('Accounts are not open');
	return current;
}

export function authentication(): Authentication {
	return opened().authentication;
}

export function signInSettings(): SignInSettings {
	return opened().settings;
}

/** Name of the cookie that keeps a device signed in. On https browsers take it from https alone. */
export function sessionCookieName(): string {
	return `${signInSettings().origin.startsWith('https:') ? '__Secure-' : ''}qadam_session`;
}

/** Texts of better-auth's own may name an address; the stack of an error names places in code. */
function logTrouble(message: string, details: readonly unknown[]): void {
	const error = details.find((detail) => detail instanceof Error);
	log.error({ message: message.replaceAll(/\S+@\S+/g, '…'), error: error?.stack }, 'trouble with signing in');
}

/** Whether a confirmation is for a new address of somebody who has an account, by the token's own words; whether they are true is verified later. */
function isChangeOfAddress(token: string): boolean {
	const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { updateTo?: string };
	return payload.updateTo !== undefined;
}

/** What better-auth refuses, as our codes. What is missing here is unexpected, and stays so. */
const refusals: Readonly<Record<string, string>> = {
	INVALID_EMAIL_OR_PASSWORD: 'sign_in.refused',
	// Told as the same: with another code, signing up and then in would show whether an address had an account before.
	EMAIL_NOT_VERIFIED: 'sign_in.refused',
	INVALID_PASSWORD: 'password.wrong',
	CREDENTIAL_ACCOUNT_NOT_FOUND: 'password.wrong',
	INVALID_TOKEN: 'link.expired',
	TOKEN_EXPIRED: 'link.expired',
	USER_NOT_FOUND: 'link.expired',
	INVALID_USER: 'link.other_account',
	INVALID_CODE: 'second_factor.wrong',
	INVALID_BACKUP_CODE: 'second_factor.wrong',
	INVALID_TWO_FACTOR_COOKIE: 'second_factor.expired',
	TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'second_factor.expired',
	ACCOUNT_TEMPORARILY_LOCKED: 'second_factor.locked',
	TOTP_ALREADY_ENABLED: 'second_factor.on',
	SESSION_NOT_FRESH: 'account.sign_in_again',
	UNAUTHORIZED: 'account.required'
};

/** What an act of better-auth answered, and the cookies that have to reach the device, as `Set-Cookie` lines. */
export interface Answered<Response> {
	readonly response: Response;
	readonly cookies: readonly string[];
}

/** The code of better-auth's own for an error that it threw. */
export function refusalOf(error: unknown): string | undefined {
	// There are two classes of this name, one for being led elsewhere.
	if (!(error instanceof Error) || error.name !== 'APIError') return undefined;
	const { body, status } = error as Error & { body?: { code?: string }; status?: string };
	return body?.code ?? status;
}

/** Runs an act of better-auth; its refusals become coded errors. */
export async function act<Response>(
	work: (api: Authentication['api']) => Promise<{ headers: Headers | null; response: Response }>
): Promise<Answered<Response>> {
	try {
		const { headers, response } = await work(authentication().api);
		return { response, cookies: headers?.getSetCookie() ?? [] };
	} catch (error) {
		const code = refusals[refusalOf(error) ?? ''];
		if (code === undefined) throw error;
		const refused = new DomainError(code);
		refused.cause = error;
		throw refused;
	}
}
