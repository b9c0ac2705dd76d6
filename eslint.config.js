import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import typescript from 'typescript-eslint';

/** Columns of a line of code. A tab counts as one: how wide it is shown is the reader's choice. */
const longestLine = 150;
/** A string this long may make its line longer: a broken sentence reads worse than a long line. */
const longString = 100;

/** The core rule `max-len` knows strings or no strings; this one knows long strings. */
const lineLength = {
	meta: { type: 'layout', schema: [], messages: { long: 'The line has {{columns}} columns, allowed are {{allowed}}.' } },
	create(context) {
		const { sourceCode } = context;
		const excused = new Set();
		const excuse = ({ loc, range: [start, end] }) => {
			if (loc.start.line === loc.end.line && end - start > longString) excused.add(loc.start.line);
		};
		return {
			'Literal': excuse,
			'TemplateLiteral': excuse,
			'Program:exit'(program) {
				sourceCode.lines.forEach((text, index) => {
					if (text.length <= longestLine || excused.has(index + 1)) return;
					const loc = { start: { line: index + 1, column: longestLine }, end: { line: index + 1, column: text.length } };
					context.report({ node: program, loc, messageId: 'long', data: { columns: text.length, allowed: longestLine } });
				});
			}
		};
	}
};

/** Rules of the language itself that the compiler does not know. */
const everywhere = {
	'eqeqeq': 'error',
	'no-constant-binary-expression': 'error',
	'no-empty': 'error',
	'no-fallthrough': 'error',
	'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true, skipRegExps: true }],
	'no-self-compare': 'error',
	'no-useless-escape': 'error',
	'no-var': 'error',
	'object-shorthand': 'error',
	'prefer-const': 'error'
};

export default defineConfig(
	{ ignores: ['build/', '.svelte-kit/', 'src/paraglide/', 'static/', 'data/', 'src/contexts/*/store/tables.ts', 'src/platform/tables.ts'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{ files: ['**/*.{js,mjs,ts,svelte}'], rules: everywhere },
	{
		files: ['**/*.ts'],
		extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] } },
		plugins: { qadam: { rules: { 'line-length': lineLength } } },
		rules: {
			'qadam/line-length': 'error',
			'@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }, 'string'] }], // by code point is what is meant
			'@typescript-eslint/non-nullable-type-assertion-style': 'off', // would ask for `!`, which is forbidden
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }]
		}
	},
	{
		files: ['**/*.test.ts'],
		rules: { '@typescript-eslint/no-non-null-assertion': 'off' } // what is missing in a test fails it, and that is right
	},
	{
		files: ['**/*.svelte'],
		extends: [typescript.configs.strict, svelte.configs.recommended],
		languageOptions: { parserOptions: { parser: typescript.parser, extraFileExtensions: ['.svelte'] } },
		rules: {
			'prefer-const': 'off', // the next one knows runes
			'svelte/prefer-const': 'error',
			'svelte/no-navigation-without-resolve': 'off' // Qadam is always served from the root of its address
		}
	},
	{
		files: ['**/*.{ts,svelte}'],
		rules: {
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }]
		}
	},
	{ files: ['src/**'], rules: { 'no-console': 'error' } }
);
