import { type ExitCode, type Output, UsageError } from './command.ts';
import { commands, describe } from './registry.ts';

function overview(): string {
	const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
	const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
	const notes = ['How one of them is used: qadam help COMMAND', 'Exit codes: 0 done, 1 findings or errors in the data, 2 wrong usage.'];
	return `${['qadam COMMAND [OPTIONS]', '', ...lines, '', ...notes].join('\n')}\n`;
}

/** Prints the list of commands, or the usage of those whose name begins with the arguments. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const wanted = args.join(' ');
	const found = commands.filter(({ name }) => name === wanted || name.startsWith(`${wanted} `));
	if (args.length > 0 && found.length === 0) throw new UsageError(`There is no command "${wanted}". The list: qadam help`);
	await output.print(args.length === 0 ? overview() : found.map(describe).join('\n'));
	return 0;
}
