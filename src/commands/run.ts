import { studyWordsForError } from '#contexts/insight/files.ts';
import { wordsForError } from '#contexts/self-assessment/files.ts';
import { DomainError } from '#platform/errors.ts';
import { isLocale } from '#platform/locale.ts';
import { errorJson, type ExitCode, type Output, toJson, UsageError } from './command.ts';
import { describe, findCommand } from './registry.ts';

const isUsageError = (error: unknown): error is Error =>
	error instanceof UsageError || (error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS'));

/** Tells an expected failure in the form that was asked for; throws any other one. */
async function tellFailure(error: unknown, args: readonly string[], output: Output): Promise<ExitCode> {
	const isJson = args.includes('--json');
	if (isUsageError(error)) {
		const usage = findCommand(args);
		if (isJson) await output.print(toJson({ errors: [{ code: 'usage', message: error.message }] }));
		else output.tell(usage === undefined ? error.message : `${error.message}\n\n${describe(usage.command)}`);
		return 2;
	}
	if (!(error instanceof DomainError)) throw error;
	const wish = args.find((arg) => arg.startsWith('--locale='))?.slice('--locale='.length) ?? args[args.indexOf('--locale') + 1];
	const locale = isLocale(wish) ? wish : 'en';
	const message = wordsForError(error, locale) ?? studyWordsForError(error, locale) ?? error.code;
	if (isJson) await output.print(toJson({ errors: [errorJson(error.code, error.parameters, message)] }));
	else output.tell(`${error.code}  ${message}`);
	return 1;
}

/** Runs the command that the arguments name. Expected failures are told; an unexpected one is thrown. */
export async function runCommand(args: readonly string[], output: Output): Promise<ExitCode> {
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
		return tellFailure(error, args, output);
	}
}
