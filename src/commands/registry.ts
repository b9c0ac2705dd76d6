import type { Command } from './command.ts';

/** All commands of `qadam`, in the order of the help. A new command is a file beside this one and an entry here. */
export const commands: readonly Command[] = [
	{
		name: 'help',
		summary: 'Says what the commands are, or how one of them is used.',
		usage: '[COMMAND]',
		details: [],
		load: () => import('./help.ts')
	},
	{
		name: 'score',
		summary: 'Computes the scores of a table of responses and prints them as JSON.',
		usage: '--instrument INSTRUMENT --responses FILE.csv [--table] [--json] [--locale kk|ru|en]',
		details: [
			'INSTRUMENT is an id (selfie-kz: its newest version), an id with a version (selfie-kz@1.0.0), or a file.',
			'FILE.csv has a column "attempt" and a column per item code; cells are A1 to C2, DK ("I don\'t know") or empty.',
			'UTF-8, UTF-16 and Windows-1251 are read, with comma, semicolon or tab. A problem anywhere: nothing is computed.',
			'--table prints a short table instead of JSON. --json prints errors as JSON, too. --locale: the language of messages.'
		],
		load: () => import('./score.ts')
	},
	{
		name: 'instrument check',
		summary: 'Names every defect of an instrument file.',
		usage: 'INSTRUMENT [--json]',
		details: ['INSTRUMENT is a file, an id, or an id with a version. Exit code 1 when there is any defect.'],
		load: () => import('./instrument-check.ts')
	},
	{
		name: 'instrument export',
		summary: 'Writes the texts of an instrument to a workbook: a row per text, a column per language.',
		usage: 'INSTRUMENT --xlsx FILE.xlsx [--json]',
		details: ['FILE.xlsx must not exist yet.'],
		load: () => import('./instrument-export.ts')
	},
	{
		name: 'instrument import',
		summary: 'Shows what a workbook changes in an instrument; with --commit, writes the new version.',
		usage: 'INSTRUMENT --xlsx FILE.xlsx --version X.Y.Z --out FILE.json [--commit] [--json] [--locale kk|ru|en]',
		details: [
			'Without --commit nothing is written. With it, FILE.json must not exist yet, and is written only when nothing is wrong.',
			'--version must be higher than that of the base: a version that people have answered does not change.'
		],
		load: () => import('./instrument-import.ts')
	},
	{
		name: 'policy',
		summary: 'Prints who may do what: actions down, roles across.',
		usage: '[--json]',
		details: ['With --json also the pages, form actions and operations of the API that need each action.'],
		load: () => import('./policy.ts')
	},
	{
		name: 'study check',
		summary: 'Names what contradicts itself in a published table, and in what a text says about it.',
		usage: 'FILE.csv --kind percent|count [--n N] [--claims FILE.csv] [--json] [--locale kk|ru|en]',
		details: [
			'FILE.csv: the first column names the rows, then a column per category; before/after tables have columns before:... and after:...',
			'--n is the number of people; a column "n", "(n = 45)" in a name, or a total column go before it. Rounding is never reported.',
			'--claims: columns row, kind, from, to, value. from and to are columns or numbers; kind is value, difference, points, percent, fold, sum,',
			'largest or smallest. Exit code 1 when anything is found.'
		],
		load: () => import('./study-check.ts')
	},
	{
		name: 'study describe',
		summary: 'Describes answers, published tables or the summary of a study: reliability, shares with intervals, what follows from what.',
		usage: 'FILES [--kind percent|count] [--n N] [--json] [--locale kk|ru|en]',
		details: [
			'A file is answers (CSV, a row per person, first column "id" or "attempt"), a published table (CSV) or the summary of a study (JSON).',
			'Every statistic names its test, n and assumptions. Of a summary it says which numbers follow from the others and which do not.'
		],
		load: () => import('./study-describe.ts')
	},
	{
		name: 'study compare',
		summary: 'Compares rounds or groups of answers, published tables, or before and after in one of them.',
		usage: 'FILES [--control BEFORE.csv --control AFTER.csv] [--kind percent|count] [--json] [--locale kk|ru|en]',
		details: [
			'Two files of answers with the same identifiers are compared as pairs, others as groups; --control adds the difference in differences.',
			'From tables of shares a paired test is impossible: it is refused, with the reason.'
		],
		load: () => import('./study-compare.ts')
	},
	{
		name: 'simulate wave',
		summary: 'Fills the database with a made-up nation that has taken part in a wave, and publishes its results.',
		usage: '[--teachers N] [--json]',
		details: [
			'N is 635000 unless given, at least 100. Works on the database of the Qadam that runs here, or on DATABASE_URL.',
			'For demonstrations and measurements: adds districts and schools below the regions of Kazakhstan, with codes that begin with "sim-".',
			'Once more makes the next round, with the same schools. Answers are spread as those of the published study of 200 teachers.'
		],
		load: () => import('./simulate-wave.ts')
	},
	{
		name: 'worker',
		summary: 'Runs the background jobs (mail, imports, exports) without serving pages, until it is stopped.',
		usage: '',
		details: [
			'Its settings are environment variables, as those of the server; DATABASE_URL is needed. See docs/operations.md.',
			'Servers started with QADAM_JOBS=off leave the jobs to it. Several workers share the work.'
		],
		load: () => import('./worker.ts')
	}
];

/** The command that the arguments begin with, the longest name first, and what follows it. */
export function findCommand(args: readonly string[]): { command: Command; rest: string[] } | undefined {
	const matches = commands.filter(({ name }) => name.split(' ').every((word, index) => args[index] === word));
	const command = matches.sort((a, b) => b.name.split(' ').length - a.name.split(' ').length)[0];
	return command === undefined ? undefined : { command, rest: args.slice(command.name.split(' ').length) };
}

/** Everything about one command. */
export function describe(command: Command): string {
	const lines = [`qadam ${command.name} ${command.usage}`.trim(), '', `  ${command.summary}`, ...command.details.map((line) => `  ${line}`)];
	return `${lines.join('\n')}\n`;
}
