/** Builds what `npm start` serves: messages, fonts, pages. Does nothing when no source changed since the last build; `--force` builds anyway. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../src/platform/config.ts';

const sources = [
	'src',
	'static',
	'scripts/build.ts',
	'scripts/fonts.ts',
	'project.inlang/settings.json',
	'package-lock.json',
	'vite.config.ts',
	'tsconfig.json'
];
const generated = [path.join('src', 'paraglide'), path.join('static', 'fonts')];
const stamp = path.join(projectRoot, 'build', '.sources');

function listFiles(relative: string): string[] {
	const absolute = path.join(projectRoot, relative);
	if (generated.includes(relative) || !existsSync(absolute)) return [];
	if (!statSync(absolute).isDirectory()) return [relative];
	return readdirSync(absolute).sort().flatMap((name) => listFiles(path.join(relative, name)));
}

function hashFiles(files: readonly string[]): string {
	const hash = createHash('sha256');
	for (const file of files) hash.update(file).update(readFileSync(path.join(projectRoot, file)));
	return hash.digest('hex');
}

function run(name: string, script: string, args: readonly string[]): void {
	const result = spawnSync(process.execPath, [path.join(projectRoot, script), ...args], { cwd: projectRoot, encoding: 'utf8' });
	if (result.status === 0) return;
	process.stderr.write(`${result.stdout}${result.stderr}\nQadam: the build stopped at "${name}".\n`);
	process.exit(1);
}

const compiledMessages = path.join(projectRoot, 'src', 'paraglide', 'messages.js');
const messagesStamp = path.join(projectRoot, 'src', 'paraglide', '.sources');

/** Makes functions of the messages, unless none changed since the last time. The command needs them without the pages. */
export function compileMessages(): void {
	const isMessageFile = (file: string) => file.endsWith('.json') && path.basename(path.dirname(file)) === 'messages';
	const hash = hashFiles([...listFiles('src').filter(isMessageFile), 'project.inlang/settings.json', 'package-lock.json']);
	if (existsSync(compiledMessages) && existsSync(messagesStamp) && readFileSync(messagesStamp, 'utf8') === hash) return;
	run('messages', 'node_modules/@inlang/paraglide-js/bin/run.js', [
		'compile',
		'--project',
		'./project.inlang',
		'--outdir',
		'./src/paraglide',
		'--strategy',
		'globalVariable',
		'baseLocale'
	]);
	writeFileSync(messagesStamp, hash);
}

export function makeFonts(): void {
	run('fonts', 'scripts/fonts.ts', []);
}

export function build(force = false): void {
	const hash = hashFiles(sources.flatMap(listFiles));
	const isFresh =
		!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(compiledMessages);
	if (isFresh) return;
	process.stderr.write('Qadam: building the pages …\n');
	compileMessages();
	makeFonts();
	run('pages', 'node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn']);
	writeFileSync(stamp, hash);
}

if (import.meta.main) build(process.argv.includes('--force'));
