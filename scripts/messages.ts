/**
 * `npm run messages check`: the rules for messages and the letters of all content texts, as in `npm test`.
 * `npm run messages confirm KEY...` or `confirm --all`: somebody has read the English text of these keys beside the Kazakh and the Russian one.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { confirmedFile, findMessageFolders, fingerprint, readConfirmed, readMessages, readSources } from './gate/message-files.ts';
import { checkConfirmed, checkContentTexts, checkMessages, type Finding } from './gate/message-rules.ts';

const [command, ...args] = process.argv.slice(2);
const folders = readMessages();

function contentFindings(): Finding[] {
	const files = readdirSync(path.join(projectRoot, 'content'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
	return files.flatMap((name) => checkContentTexts(JSON.parse(readFileSync(path.join(projectRoot, 'content', name), 'utf8')), `content/${name}`));
}

function undeclaredFindings(): Finding[] {
	const declared = new Set(folders.map(({ folder }) => folder));
	const message = 'Paraglide does not know this folder: name it in project.inlang/settings.json.';
	return findMessageFolders().filter((folder) => !declared.has(folder)).map((place) => ({ code: 'undeclared', place, message }));
}

function confirm(): void {
	const english = Object.assign({}, ...folders.map(({ texts }) => texts.en)) as Record<string, string>;
	const confirmed = readConfirmed();
	const wanted = args.includes('--all') ? [...new Set([...Object.keys(english), ...Object.keys(confirmed)])] : args;
	const unknown = wanted.filter((key) => english[key] === undefined && confirmed[key] === undefined);
	if (wanted.length === 0 || unknown.length > 0) {
		process.stderr.write(unknown.length > 0 ? `There is no message ${unknown.join(', ')}.\n` : 'Name the keys, or --all.\n');
		process.exit(2);
	}
	const changed = new Map(wanted.map((key) => [key, english[key] === undefined ? undefined : fingerprint(english[key])]));
	const all = Object.entries({ ...confirmed, ...Object.fromEntries(changed) }).filter((entry): entry is [string, string] => entry[1] !== undefined);
	writeFileSync(confirmedFile, `${JSON.stringify(Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1))), null, '\t')}\n`);
}

if (command === 'check') {
	const findings = [
		...undeclaredFindings(),
		...checkMessages(folders, readSources()),
		...checkConfirmed(folders, readConfirmed()),
		...contentFindings()
	];
	for (const { code, place, message } of findings) process.stdout.write(`${code}  ${place}\n  ${message}\n`);
	process.stdout.write(`messages: ${findings.length === 0 ? 'nothing found' : `findings: ${findings.length}`}\n`);
	process.exitCode = findings.length === 0 ? 0 : 1;
} else if (command === 'confirm') {
	confirm();
} else {
	process.stderr.write('Usage: npm run messages check | confirm KEY... | confirm --all\n');
	process.exitCode = 2;
}
