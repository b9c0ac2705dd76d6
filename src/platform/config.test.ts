import { describe, expect, it } from 'vitest';
import { readConfig, SettingsError } from './config.ts';

describe('settings of mail and jobs', () => {
	it('nothing is needed', () => {
		expect(readConfig({})).toMatchObject({ smtpUrl: undefined, mailFrom: '', runsJobs: true });
		expect(readConfig({ QADAM_JOBS: 'off' }).runsJobs).toBe(false);
	});

	it('a mail server comes with a sender', () => {
		const smtpUrl = 'smtps://user:p%40ss@mail.example.kz:465';
		const mailFrom = 'Qadam <qadam@example.kz>';
		expect(readConfig({ SMTP_URL: smtpUrl, MAIL_FROM: mailFrom })).toMatchObject({ smtpUrl, mailFrom });
		expect(() => readConfig({ SMTP_URL: smtpUrl })).toThrow(/MAIL_FROM: SMTP_URL needs a sender/);
	});

	const wrong = [{ SMTP_URL: 'mail.example.kz' }, { SMTP_URL: 'https://user:secret@mail.example.kz' }, { QADAM_JOBS: 'no' }];
	it.each(wrong)('refuses %j', (environment) => {
		let told: unknown;
		try {
			readConfig({ MAIL_FROM: 'a@b.kz', ...environment });
		} catch (error) {
			told = error;
		}
		expect(told).toBeInstanceOf(SettingsError);
		expect((told as Error).message).toContain(Object.keys(environment)[0]);
		expect((told as Error).message).not.toContain('secret');
	});
});
