import { once } from 'node:events';
import type { Output } from './commands/command.ts';
import { runCommand } from './commands/run.ts';

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

process.exitCode = await runCommand(process.argv.slice(2), output);
