import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The root of the checkout: content, migrations and data are found from here, whatever the working directory is. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const environment = z
	.object({
		HOST: z.string().default('127.0.0.1'),
		PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
		DATABASE_URL: z.string().optional(),
		DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(10),
		QADAM_DATA: z.string().default('data'),
		QADAM_ORIGIN: z.url().optional(),
		QADAM_ADDRESS_HEADER: z.string().regex(/^[a-z-]+$/i, 'is no name of a header, for example X-Forwarded-For').optional(),
		QADAM_JOBS: z.enum(['on', 'off']).default('on'),
		SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is no mail server, for example smtps://user:password@mail.example.kz:465' }).optional(),
		MAIL_FROM: z.string().optional(),
		OIDC_ISSUER: z.url().optional(),
		OIDC_CLIENT_ID: z.string().min(1).optional(),
		OIDC_CLIENT_SECRET: z.string().min(1).optional(),
		OIDC_NAME: z.string().min(1).optional(),
		LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info')
	})
	.refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
		path: ['MAIL_FROM'],
		message: 'SMTP_URL needs a sender, for example Qadam <qadam@example.kz>'
	})
	.refine(
		({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME }) =>
			new Set([OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME].map((value) => value === undefined)).size === 1,
		{ path: ['OIDC_ISSUER'], message: 'needs OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_NAME beside it, and they need it' }
	);

/** A provider of OpenID Connect that people may sign in with. */
export interface ProviderConfig {
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** What the button of the sign-in page says. */
	readonly name: string;
}

export interface Config {
	/** Address to listen on. The default answers this machine only. */
	readonly host: string;
	readonly port: number;
	/** Absent: the embedded PostgreSQL under `dataDirectory` is used. */
	readonly databaseUrl: string | undefined;
	readonly databaseConnections: number;
	/** Everything that Qadam keeps on disk. */
	readonly dataDirectory: string;
	/** Public address, used in links and for the check of form posts. */
	readonly origin: string;
	/** False: the address that the browser asked for is taken instead of `origin`. */
	readonly isOriginSet: boolean;
	/**
	 * Header in which the proxy in front tells the address that a request comes from (the last one in it counts). Absent: there is no proxy, and
	 * requests come from where they come from.
	 */
	readonly addressHeader: string | undefined;
	/** False: background jobs are left to `qadam worker`. */
	readonly runsJobs: boolean;
	/** The mail server; absent: no mail is sent (docs/operations.md). */
	readonly smtpUrl: string | undefined;
	/** Sender of all mail: `Qadam <qadam@example.kz>`. Empty without a mail server. */
	readonly mailFrom: string;
	/** Signing in by OpenID Connect; absent: there is no such button. */
	readonly provider: ProviderConfig | undefined;
	readonly logLevel: z.infer<typeof environment>['LOG_LEVEL'];
}

/** A setting is wrong; the message names each wrong variable. */
export class SettingsError extends Error {
	override readonly name = 'SettingsError';
}

/** Reads the settings from the environment. Throws `SettingsError`. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
	const parsed = environment.safeParse(env);
	if (!parsed.success) {
		const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
		throw new SettingsError(`Settings are wrong. ${problems}. See docs/operations.md.`);
	}
	const { HOST, PORT, DATABASE_URL, DATABASE_CONNECTIONS, QADAM_DATA, QADAM_ORIGIN, QADAM_JOBS, SMTP_URL, MAIL_FROM, LOG_LEVEL } = parsed.data;
	const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret = '', OIDC_NAME: name = '' } = parsed.data;
	return {
		host: HOST,
		port: PORT,
		databaseUrl: DATABASE_URL,
		databaseConnections: DATABASE_CONNECTIONS,
		dataDirectory: path.resolve(projectRoot, QADAM_DATA),
		origin: (QADAM_ORIGIN ?? `http://localhost:${PORT}`).replace(/\/$/, ''),
		isOriginSet: QADAM_ORIGIN !== undefined,
		addressHeader: parsed.data.QADAM_ADDRESS_HEADER?.toLowerCase(),
		runsJobs: QADAM_JOBS === 'on',
		smtpUrl: SMTP_URL,
		mailFrom: MAIL_FROM ?? '',
		provider: issuer === undefined ? undefined : { issuer, clientId, clientSecret, name },
		logLevel: LOG_LEVEL
	};
}
