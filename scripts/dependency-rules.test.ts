import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** Each probe is a file that breaks exactly the rules named after its text; none named: what it does is allowed. */
const probes: readonly (readonly [file: string, content: string, ...rules: string[]])[] = [
	['src/platform/probe-1.ts', `import '#contexts/people/index.ts';`, 'platform-stands-alone'],
	['src/platform/probe-2.ts', `import '#ui/level.ts';`, 'platform-stands-alone'],
	['src/platform/probe-3.ts', `import '#paraglide/messages.js';`],
	['src/ui/probe-1.ts', `import '#contexts/people/index.ts';`, 'ui-stands-on-platform'],
	['src/ui/probe-2.ts', `import '#platform/errors.ts'; import '#paraglide/messages.js';`],
	['src/contexts/people/probe.ts', `import '#contexts/frameworks/index.ts';`, 'context-people'],
	['src/contexts/frameworks/probe.ts', `import '#contexts/people/index.ts';`, 'context-frameworks'],
	['src/contexts/self-assessment/probe-1.ts', `import '#contexts/people/index.ts'; import '#contexts/frameworks/index.ts';`],
	['src/contexts/self-assessment/probe-2.ts', `import '#contexts/people/domain/code.ts';`, 'context-self-assessment'],
	['src/contexts/insight/probe-1.ts', `import '#contexts/self-assessment/files.ts'; import '#contexts/people/index.ts';`],
	['src/contexts/self-assessment/probe-3.ts', `import '#contexts/insight/files.ts';`, 'context-self-assessment'],
	['src/contexts/nameless/probe.ts', `import '#platform/errors.ts';`, 'undeclared-context'],
	['src/contexts/people/domain/probe-1.ts', `import { readFile } from 'node:fs/promises'; readFile;`, 'domain-is-pure'],
	['src/contexts/people/domain/probe-2.ts', `import '#platform/database.ts';`, 'domain-is-pure'],
	['src/contexts/people/domain/probe-3.ts', `import type { Row } from '#platform/csv.ts'; export type X = Row;`],
	['src/contexts/people/domain/probe-4.ts', `import type { Person } from '../usecases/recognise.ts'; export type X = Person;`, 'domain-types'],
	['src/contexts/people/domain/probe-5.ts', `import '#platform/errors.ts'; import '#platform/locale.ts'; import './code.ts';`],
	['src/contexts/people/usecases/probe-1.ts', `import '#ui/level.ts';`, 'usecases-know-no-front-door'],
	['src/contexts/people/usecases/probe-2.ts', `import '../api.ts';`, 'usecases-know-no-front-door'],
	['src/contexts/people/usecases/probe-3.ts', `import '../store/people.ts';`],
	['src/contexts/people/report.ts', `import './store/people.ts';`, 'store-behind-usecases'],
	['src/contexts/people/store/probe.ts', `import '../usecases/recognise.ts';`, 'store-knows-no-usecase'],
	['src/contexts/people/ui/probe-1.ts', `import '../usecases/recognise.ts';`, 'components-need-no-server'],
	['src/contexts/people/ui/probe-2.client.ts', `import '#platform/database.ts';`, 'browser-needs-no-node'],
	['src/contexts/people/ui/probe-3.client.ts', `import 'node:path';`, 'browser-uses-no-node-module'],
	['src/contexts/people/ui/probe-4.client.ts', `import './distant.ts';`, 'browser-needs-no-node'],
	['src/service-worker/probe.ts', `import '#contexts/people/index.ts';`, 'browser-needs-no-node'],
	['src/contexts/people/front.ts', `import '../../problems.ts';`, 'contexts-know-no-front-door'],
	['src/routes/probe-1.ts', `import '#contexts/people/usecases/recognise.ts';`, 'pages-through-doors'],
	['src/routes/probe-2.ts', `import '#contexts/people/index.ts'; import '#ui/level.ts'; import '../problems.ts';`],
	['src/probe.ts', `import '#contexts/people/usecases/recognise.ts';`, 'front-doors-through-doors'],
	['src/cycle-a.ts', `import './cycle-b.ts';`, 'no-cycles'],
	['src/nowhere.ts', `import './not-there.ts';`, 'unresolvable']
];

/** What the probes lean on. */
const rest: readonly (readonly [file: string, content: string])[] = [
	['src/problems.ts', ''],
	['src/cycle-b.ts', `import './cycle-a.ts';`],
	['src/paraglide/messages.js', ''],
	['src/ui/level.ts', ''],
	...['errors', 'locale', 'database'].map((name) => [`src/platform/${name}.ts`, ''] as const),
	['src/platform/csv.ts', 'export type Row = string;'],
	['src/contexts/people/index.ts', `import './usecases/recognise.ts';`],
	['src/contexts/people/api.ts', ''],
	['src/contexts/people/domain/code.ts', ''],
	['src/contexts/people/store/people.ts', ''],
	['src/contexts/people/ui/distant.ts', `import '#platform/database.ts';`],
	['src/contexts/people/usecases/recognise.ts', 'export type Person = string;'],
	['src/contexts/frameworks/index.ts', ''],
	['src/contexts/self-assessment/files.ts', ''],
	['src/contexts/insight/files.ts', ''],
	['package.json', '{ "type": "module", "imports": { "#contexts/*": "./src/contexts/*", "#platform/*": "./src/platform/*", "#ui/*": "./src/ui/*", "#paraglide/*": "./src/paraglide/*" } }']
];

const folder = mkdtempSync(path.join(tmpdir(), 'qadam-rules-'));
const found = new Map<string, Set<string>>();

beforeAll(async () => {
	for (const [file, content] of [...probes, ...rest]) {
		mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		writeFileSync(path.join(folder, file), `${content}\nexport {};\n`.replace(/^(\{.*\})\nexport \{\};\n$/s, '$1'));
	}
	const { default: configuration } = (await import('../.dependency-cruiser.mjs')) as { default: IConfiguration };
	const { options = {}, forbidden = [] } = configuration;
	const { output } = await cruise(
		['src'],
		{ ...options, baseDir: folder, validate: true, ruleSet: { forbidden } },
		options.enhancedResolveOptions
	);
	for (const { from, rule } of (output as ICruiseResult).summary.violations) found.set(from, (found.get(from) ?? new Set()).add(rule.name));
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true }));

it.each(probes)('%s: %s', (file, _content, ...rules) => {
	expect([...(found.get(file) ?? [])]).toEqual(rules);
});
