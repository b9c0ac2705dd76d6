import { PostgresError } from '#platform/postgres-programs.ts';
import { readConfig, SettingsError } from '#platform/config.ts';
import { mailWay } from '#platform/mail/delivery.ts';
import { SchemaError } from '#platform/migrate.ts';
import { StartError, startQadam } from './server.ts';

/** Reasons not to start that tell themselves what to do. */
const expected = [SettingsError, StartError, PostgresError, SchemaError];

/** Serves until it is told to stop. Expected reasons not to start are told in one line and end with exit code 1. */
export async function main(): Promise<void> {
	try {
		const config = readConfig();
		const running = await startQadam(config);
		const address = config.isOriginSet ? config.origin : `http://localhost:${running.port}`;
		const outbox = mailWay() === 'outbox' ? `  Mail is not sent but shown: ${address}/kk/outbox\n` : '';
		const start = running.startLink === undefined ? '' : `  First administrator (this link works once, for an hour): ${running.startLink}\n`;
		process.stdout.write(
			`\n  Qadam is ready: ${address}\n  Self-assessment: ${address}/kk/self-assessment (қазақша), /ru (русский), /en (English)\n  API: ${address}/en/api\n${outbox}${start}  Stop with Ctrl-C.\n\n`
		);
		let isStopping = false;
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.on(signal, () => {
				if (isStopping) return;
				isStopping = true;
				void running.stop().then(() => process.exit(0));
			});
		}
	} catch (error) {
		if (expected.some((kind) => error instanceof kind)) {
			process.stderr.write(`\nQadam can't start. ${(error as Error).message}\n`);
			process.exit(1);
		}
		throw error;
	}
}
