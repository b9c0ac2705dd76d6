import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { type Locale, locales } from '#platform/locale.ts';

/** The messages of one folder: texts by key, for each language. */
export interface MessageFolder {
	/** Where it is, from the root of the checkout. */
	readonly folder: string;
	readonly texts: Readonly<Record<Locale, Readonly<Record<string, string>>>>;
}

/** All folders of messages, as project.inlang names them: what Paraglide compiles is what is checked. */
export function readMessages(): MessageFolder[] {
	const settings = JSON.parse(readFileSync(path.join(projectRoot, 'project.inlang', 'settings.json'), 'utf8')) as {
		'plugin.inlang.messageFormat': { pathPattern: string[] };
	};
	return settings['plugin.inlang.messageFormat'].pathPattern.map((pattern) => {
		const read = (locale: Locale) =>
			JSON.parse(readFileSync(path.join(projectRoot, pattern.replace('{locale}', locale)), 'utf8')) as Record<string, string>;
		const texts = Object.fromEntries(locales.map((locale) => [locale, read(locale)])) as unknown as MessageFolder['texts'];
		return { folder: path.dirname(path.normalize(pattern)), texts };
	});
}

/** Every folder of messages in the tree, declared or not. */
export function findMessageFolders(folder = 'src'): string[] {
	return readdirSync(path.join(projectRoot, folder), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== 'paraglide')
		.flatMap(({ name }) => (name === 'messages' ? [path.join(folder, name)] : findMessageFolders(path.join(folder, name))));
}

/** Everything that may name a message: sources other than the messages themselves. */
export function readSources(folder = 'src'): string {
	return readdirSync(path.join(projectRoot, folder), { withFileTypes: true })
		.filter(({ name }) => name !== 'paraglide' && name !== 'messages')
		.map((entry) => {
			const file = path.join(folder, entry.name);
			if (entry.isDirectory()) return readSources(file);
			return /\.(ts|svelte)$/.test(entry.name) ? readFileSync(path.join(projectRoot, file), 'utf8') : '';
		})
		.join('\n');
}

const confirmedFile = path.join(projectRoot, 'scripts', 'gate', 'confirmed-messages.json');

/** For each key the fingerprint of the English text that somebody last compared with the Kazakh and the Russian one. */
export function readConfirmed(): Record<string, string> {
	return existsSync(confirmedFile) ? (JSON.parse(readFileSync(confirmedFile, 'utf8')) as Record<string, string>) : {};
}

export { confirmedFile };

export function fingerprint(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
