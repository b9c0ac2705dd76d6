import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { type ReportRules, reportRulesSchema } from '../domain/report/rules.ts';
import { type Themes, themesSchema } from '../domain/report/themes.ts';

/** The newest file of a folder of `content` whose names end with "@version.json". */
function readNewest<Content>(folder: string, parse: (json: unknown) => Content): Content {
	const directory = path.join(projectRoot, 'content', folder);
	const newest = readdirSync(directory)
		.filter((name) => name.endsWith('.json'))
		.sort(new Intl.Collator('en', { numeric: true }).compare)
		.at(-1);
	if (newest === undefined) throw new Error(`content/${folder} is empty`);
	return parse(JSON.parse(readFileSync(path.join(directory, newest), 'utf8')));
}

let rules: ReportRules | undefined;
let themes: Themes | undefined;

/** The rules by which reports are written now. Read once per process. */
export function reportRules(): ReportRules {
	rules ??= readNewest('reports', (json) => reportRulesSchema.parse(json));
	return rules;
}

/** The course themes of now. Read once per process. */
export function courseThemes(): Themes {
	themes ??= readNewest('needs', (json) => themesSchema.parse(json));
	return themes;
}
