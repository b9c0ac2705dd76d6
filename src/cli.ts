import { once } from 'node:events';
import { wordsForError } from '#contexts/self-assessment/files.ts';
import { DomainError } from '#platform/errors.ts';
import { isLocale } from '#platform/locale.ts';
import { errorJson, type ExitCode, type Output, toJson, UsageError } from './commands/command.ts';
import { describe, findCommand } from './commands/registry.ts';

const output: Output = {
	print: async (text) => {
		if (!process.stdout.write(text)) await once(process.stdout, 'drain');
	},
	tell: (line) => process.stderr.write(`${line}\n`)
};

// Who reads only the beginning (`qadam ... | head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit(0);
	throw error;
});

const isUsageError = (error: unknown): error is Error =>
	error instanceof UsageError || (error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS'));

/** Tells an expected failure in the form that was asked for; throws any other one. */
async function tellFailure(error: unknown, args: readonly string[]): Promise<ExitCode> {
	const isJson = args.includes('--json');
	if (isUsageError(error)) {
		const usage = findCommand(args);
		if (isJson) await output.print(toJson({ errors: [{ code: 'usage', message: error.message }] }));
		else output.tell(usage === undefined ? error.message : `${error.message}\n\n${describe(usage.command)}`);
		return 2;
	}
	if (!(error instanceof DomainError)) throw error;
	const wish = args.find((arg) => arg.startsWith('--locale='))?.slice('--locale='.length) ?? args[args.indexOf('--locale') + 1];
	const message = wordsForError(error, isLocale(wish) ? wish : 'en') ?? error.code;
	if (isJson) await output.print(toJson({ errors: [errorJson(error.code, error.parameters, message)] }));
	else output.tell(`${error.code}  ${message}`);
	return 1;
}

async function main(args: readonly string[]): Promise<ExitCode> {
	try {
		const isHelp = args.length === 0 || args.includes('--help') || args.includes('-h');
		const found = findCommand(isHelp ? ['help', ...args.filter((arg) => !arg.startsWith('-') && arg !== 'help')] : args);
		if (found === undefined) {
			const wanted = args.filter((arg) => !arg.startsWith('-')).slice(0, 2);
			throw new UsageError(`There is no command "${wanted.join(' ')}". The list: qadam help`);
		}
		const { run } = await found.command.load();
		return await run(found.rest, output);
	} catch (error) {
		return tellFailure(error, args);
	}
}

process.exitCode = await main(process.argv.slice(2));
