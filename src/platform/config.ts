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
		QADAM_JOBS: z.enum(['on', 'off']).default('on'),
		SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is no mail server, for example smtps://user:password@mail.example.kz:465' }).optional(),
		MAIL_FROM: z.string().optional(),
		LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info')
	})
	.refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
		path: ['MAIL_FROM'],
		message: 'SMTP_URL needs a sender, for example Qadam <qadam@example.kz>'
	});

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
	/** False: background jobs are left to `qadam worker`. */
	readonly runsJobs: boolean;
	/** The mail server; absent: no mail is sent (docs/operations.md). */
	readonly smtpUrl: string | undefined;
	/** Sender of all mail: `Qadam <qadam@example.kz>`. Empty without a mail server. */
	readonly mailFrom: string;
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
	return {
		host: HOST,
		port: PORT,
		databaseUrl: DATABASE_URL,
		databaseConnections: DATABASE_CONNECTIONS,
		dataDirectory: path.resolve(projectRoot, QADAM_DATA),
		origin: (QADAM_ORIGIN ?? `http://localhost:${PORT}`).replace(/\/$/, ''),
		isOriginSet: QADAM_ORIGIN !== undefined,
		runsJobs: QADAM_JOBS === 'on',
		smtpUrl: SMTP_URL,
		mailFrom: MAIL_FROM ?? '',
		logLevel: LOG_LEVEL
	};
}
