/**
 * The house rules (docs/architecture.md). What may import what is declared here and nowhere else; a new context is a new line in
 * `mayUse`. Type-only imports count like others, unless a rule says otherwise.
 */

/** The contexts, and which others each may use, by their doors. */
const mayUse = {
	'people': [],
	'frameworks': [],
	'self-assessment': ['people', 'frameworks'],
	'insight': ['people', 'frameworks', 'self-assessment']
};

/** The doors of a context: `index.ts`, and `files.ts` for tools that work on files alone. */
const door = '/(index|files)\\.ts$';
const test = '\\.test\\.ts$';

const contexts = Object.entries(mayUse).map(([name, others]) => ({
	name: `context-${name}`,
	comment: `The context ${name} uses ${others.length === 0 ? 'no other context' : `only ${others.join(', ')}, by their doors`}.`,
	severity: 'error',
	from: { path: `^src/contexts/${name}/` },
	to: { path: '^src/contexts/', pathNot: [`^src/contexts/${name}/`, ...others.map((other) => `^src/contexts/${other}${door}`)] }
}));

/** What a browser gets: scripts of pages and the service worker. */
const browser = '(\\.client\\.ts$|/ui/offline/|^src/service-worker/)';

export default {
	forbidden: [
		{
			name: 'no-cycles',
			comment: 'What needs a cycle goes through an event. An import at the time of use (a command loads its code when it is called) makes none.',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } }
		},
		{
			name: 'unresolvable',
			comment: 'The import leads nowhere.',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, path: '^[.#]', pathNot: '/\\$types$' }
		},
		{
			name: 'undeclared-context',
			comment: 'A context is declared in .dependency-cruiser.mjs, with those it may use.',
			severity: 'error',
			from: { path: '^src/contexts/([^/]+)/', pathNot: `^src/contexts/(${Object.keys(mayUse).join('|')})/` },
			to: {}
		},
		...contexts,
		{
			name: 'platform-stands-alone',
			comment: 'The platform knows no context, no page and no component.',
			severity: 'error',
			from: { path: '^src/platform/', pathNot: test },
			to: { path: '^src/', pathNot: '^src/(platform|paraglide)/' }
		},
		{
			name: 'ui-stands-on-platform',
			comment: 'The design system knows no context.',
			severity: 'error',
			from: { path: '^src/ui/', pathNot: test },
			to: { path: '^src/', pathNot: '^src/(ui|platform|paraglide)/' }
		},
		{
			name: 'domain-is-pure',
			comment: 'Rules and types, no input or output: the domain imports itself, errors, locales, zod, hashing and distributions; of other platform files only types.',
			severity: 'error',
			from: { path: '^src/contexts/([^/]+)/domain/', pathNot: test },
			to: { pathNot: ['^src/contexts/$1/domain/', '^src/platform/(errors|locale)\\.ts$', '(^|/)node_modules/(zod|@stdlib)/', '^(node:)?crypto$'], dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'domain-types',
			comment: 'Types, too, come only from the domain and the platform.',
			severity: 'error',
			from: { path: '^src/contexts/([^/]+)/domain/', pathNot: test },
			to: { pathNot: ['^src/contexts/$1/domain/', '^src/platform/', '(^|/)node_modules/zod/'], dependencyTypes: ['type-only'] }
		},
		{
			name: 'usecases-know-no-front-door',
			comment: 'A use case serves pages, API and command alike.',
			severity: 'error',
			from: { path: '^src/contexts/[^/]+/usecases/', pathNot: test },
			to: { path: ['^src/ui/', '^src/contexts/[^/]+/ui/', '^src/contexts/[^/]+/api\\.ts$'] }
		},
		{
			name: 'contexts-know-no-front-door',
			comment: 'The front doors know the contexts, not the other way round.',
			severity: 'error',
			from: { path: '^src/contexts/', pathNot: test },
			to: { path: ['^src/[^/]+\\.ts$', '^src/(routes|commands|service-worker)/'] }
		},
		{
			name: 'store-behind-usecases',
			comment: 'SQL is called by the use cases of its own context.',
			severity: 'error',
			from: { pathNot: ['^src/contexts/([^/]+)/(usecases|store)/', test] },
			to: { path: '^src/contexts/[^/]+/store/' }
		},
		{
			name: 'store-knows-no-usecase',
			comment: 'A store holds SQL: it knows the domain, the platform and its own tables.',
			severity: 'error',
			from: { path: '^src/contexts/([^/]+)/store/', pathNot: test },
			to: { path: '^src/', pathNot: ['^src/contexts/$1/(store|domain)/', '^src/platform/'] }
		},
		{
			name: 'pages-through-doors',
			comment: 'Pages use doors of contexts, their components, the design system and the platform.',
			severity: 'error',
			from: { path: '^src/routes/' },
			to: {
				path: '^src/',
				pathNot: ['^src/routes/', '^src/contexts/[^/]+/index\\.ts$', '^src/contexts/[^/]+/ui/', '^src/(ui|platform|paraglide)/', '^src/[^/]+\\.ts$']
			}
		},
		{
			name: 'front-doors-through-doors',
			comment: 'The front doors reach a context by its door.',
			severity: 'error',
			from: { path: '^src/([^/]+\\.ts$|commands/)', pathNot: test },
			to: { path: '^src/contexts/', pathNot: `^src/contexts/[^/]+${door}` }
		},
		{
			name: 'components-need-no-server',
			comment: 'Components of a context show what they are given: they know no door, use case or store (types may come from anywhere in the context).',
			severity: 'error',
			from: { path: '^src/contexts/[^/]+/ui/' },
			to: { path: ['^src/contexts/[^/]+/(index|files|api)\\.ts$', '^src/contexts/[^/]+/(usecases|store)/'], dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'browser-needs-no-node',
			comment: 'What a browser runs reaches, at any distance, nothing that needs Node.',
			severity: 'error',
			from: { path: browser, pathNot: test },
			to: {
				path: [
					'^src/contexts/[^/]+/(index|files|api)\\.ts$',
					'^src/contexts/[^/]+/(usecases|store)/',
					'^src/platform/(config|database|log|migrate|pdf|postgres|charts|csv|spreadsheet|batch)\\.ts$'
				],
				reachable: true
			}
		},
		{
			name: 'browser-uses-no-node-module',
			comment: 'A browser has no modules of Node.',
			severity: 'error',
			from: { path: [browser, '\\.svelte$'], pathNot: test },
			to: { dependencyTypes: ['core'] }
		},
		{
			name: 'declared-packages',
			comment: 'What Qadam runs on stands under "dependencies"; tests and tools may use the others, too.',
			severity: 'error',
			from: { path: '^src/', pathNot: test },
			to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] }
		}
	],
	options: {
		doNotFollow: { path: ['node_modules', '^src/paraglide'] },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: { conditionNames: ['node', 'import', 'svelte', 'default'], extensions: ['.ts', '.js', '.svelte'] },
		skipAnalysisNotInRules: false
	}
};
