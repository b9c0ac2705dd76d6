import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ErrorParameters } from '#platform/errors.ts';
import { defaultLocale, isLocale, type Locale, locales } from '#platform/locale.ts';

/** 0: done; 1: the data has findings or errors; 2: the command was called wrongly. */
export type ExitCode = 0 | 1 | 2;

/** Where a command writes. With --json nothing but JSON goes to `print`. */
export interface Output {
	/** Writes a text to standard output; waits while the reader is slower. */
	readonly print: (text: string) => Promise<void>;
	/** Writes a line for a person to standard error. */
	readonly tell: (line: string) => void;
}

export interface CommandModule {
	/** Does the work. Throws `UsageError` for a wrong call and `DomainError` for an expected failure. */
	readonly run: (args: string[], output: Output) => Promise<ExitCode>;
}

/** A command of `qadam`. Its code is loaded when it is called. */
export interface Command {
	/** Its words: "instrument check". */
	readonly name: string;
	/** What it does, one line. */
	readonly summary: string;
	/** Arguments and options after the name, as the help prints them. */
	readonly usage: string;
	/** More for `qadam help NAME`: lines about arguments, options, what is printed. */
	readonly details: readonly string[];
	readonly load: () => Promise<CommandModule>;
}

/** The command was called wrongly: an unknown option, a missing argument, a file that is not there. The message says what is expected. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

/** The options that every command has. */
export const commonOptions = { json: { type: 'boolean', default: false }, locale: { type: 'string' } } as const;

/** The language of messages; English where none is asked for, because what a command prints often goes to other programs. */
export function readLocale(value: string | undefined): Locale {
	if (value === undefined) return 'en';
	if (!isLocale(value)) throw new UsageError(`--locale is one of ${locales.join(', ')}, for example --locale ${defaultLocale}.`);
	return value;
}

/** The value of an option that must be given. */
export function required(value: string | undefined, option: string): string {
	if (value === undefined || value === '') throw new UsageError(`${option} is missing.`);
	return value;
}

/** The only argument of a command. */
export function onlyArgument(positionals: readonly string[], name: string): string {
	const [first, second] = positionals;
	if (first === undefined) throw new UsageError(`${name} is missing.`);
	if (second !== undefined) throw new UsageError(`There is one argument too many: ${second}`);
	return first;
}

/** Reads a file that was named on the command line. */
export async function readNamedFile(file: string): Promise<Uint8Array> {
	await requireFile(file);
	return readFile(file);
}

/** Throws `UsageError` unless there is such a file. */
export async function requireFile(file: string): Promise<void> {
	const found = await stat(file).catch(() => undefined); // absent or out of reach: the same to the caller
	if (found === undefined) throw new UsageError(`There is no file ${file}.`);
	if (!found.isFile()) throw new UsageError(`${file} is not a file.`);
}

/** Writes a new file; an existing one stays as it is. */
export async function writeNewFile(file: string, content: Uint8Array | string): Promise<void> {
	try {
		await writeFile(file, content, { flag: 'wx' });
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'EEXIST') throw new UsageError(`${file} exists already. Choose another name, so that nothing is lost.`);
		if (code === 'ENOENT') throw new UsageError(`There is no folder ${path.dirname(file)}.`);
		throw error;
	}
}

/** An error as JSON; line and column are null where the error has none. */
export function errorJson(code: string, parameters: ErrorParameters, message: string) {
	return { code, line: null, column: null, ...parameters, message };
}

/** JSON as the commands print it. */
export function toJson(value: unknown): string {
	return `${JSON.stringify(value, null, 2)}\n`;
}
