import { isLocale, type Locale, locales } from '#platform/locale.ts';
import { coordinatesOf, enumerate, type Finding, type Path, placeOf, sentenceStart, valueAt } from './finding.ts';
import { instrumentSchema } from './instrument.ts';

/** A text of the file, perhaps broken: an object that has, or should have, the languages. */
interface TextDefects {
	readonly path: Path;
	readonly missing: Locale[];
	readonly empty: Locale[];
}

interface Issue {
	readonly code: string;
	readonly path: Path;
	readonly message: string;
}

/** Paths whose values a check of its own looks at; the shape says nothing about them unless they are not even text or a list. */
const checkedElsewhere: readonly { readonly pattern: RegExp; readonly is: (value: unknown) => boolean }[] = [
	{ pattern: /^items\.\d+\.(code|competence|answers\.\d+\.value)$/, is: (value) => typeof value === 'string' },
	{ pattern: /^levels\.\d+\.code$/, is: (value) => typeof value === 'string' },
	{ pattern: /^selfRating\.options\.\d+\.value$/, is: (value) => typeof value === 'string' },
	{ pattern: /^(levels|selfRating\.options|context\.\d+\.options)$/, is: Array.isArray }
];

function isCheckedElsewhere(json: unknown, path: Path): boolean {
	const key = path.map(String).join('.');
	return checkedElsewhere.some(({ pattern, is }) => pattern.test(key) && is(valueAt(json, path)));
}

/** All objects below `value` that carry at least one of the languages. */
function* textsBelow(value: unknown, path: Path = []): Generator<{ path: Path; text: Readonly<Record<string, unknown>> }> {
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value) && Object.keys(value).some(isLocale)) yield { path, text: value as Record<string, unknown> };
	for (const [key, child] of Object.entries(value)) yield* textsBelow(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

function shapeFinding(json: unknown, issue: Issue): Finding {
	const place = placeOf(json, issue.path);
	const isMissing = issue.path.length > 0 && valueAt(json, issue.path) === undefined;
	const wrong = place === 'file' ? 'The file is not an instrument' : `${sentenceStart(place)} has a wrong shape`;
	const message = isMissing ? `${sentenceStart(place)} is missing.` : `${wrong}: ${issue.message}.`;
	const path = issue.path.length > 0 ? ` (${issue.path.map(String).join('.')})` : '';
	return { code: 'shape', place: `${place}${path}`, ...coordinatesOf(json, issue.path), message };
}

function textFindings(json: unknown, { path, missing, empty }: TextDefects): Finding[] {
	const place = placeOf(json, path);
	const start = sentenceStart(place);
	const about = coordinatesOf(json, path);
	if (missing.length + empty.length === locales.length && (missing.length === 0 || empty.length === 0)) {
		return [{ code: 'text.empty', place, ...about, message: `${start} has no text in any language.` }];
	}
	const oneLocale = (code: 'locale.missing' | 'text.empty', locale: Locale, what: string): Finding => {
		return { code, place: `${place}, ${locale}`, ...about, locale, message: `${start} has ${what} in the language ${locale}.` };
	};
	return [
		...missing.map((locale) => oneLocale('locale.missing', locale, 'no text')),
		...empty.map((locale) => oneLocale('text.empty', locale, 'an empty text'))
	];
}

/** The languages that not one text of the file has: each is one finding, not one per text. */
function absentLocales(texts: readonly { text: Readonly<Record<string, unknown>> }[]): Locale[] {
	return texts.length < 2 ? [] : locales.filter((locale) => texts.every(({ text }) => text[locale] === undefined));
}

/** Checks the shape of the file and that every text is there in every language. */
export function checkTexts(json: unknown): Finding[] {
	const parsed = instrumentSchema.safeParse(json);
	const issues: readonly Issue[] = parsed.success ? [] : parsed.error.issues;
	const texts = [...textsBelow(json)];
	const absent = absentLocales(texts);
	const defects = new Map<string, TextDefects>();
	const defectsAt = (path: Path): TextDefects => {
		const key = path.map(String).join('.');
		const known = defects.get(key) ?? { path, missing: [], empty: [] };
		defects.set(key, known);
		return known;
	};
	const findings = absent.map((locale): Finding => {
		return { code: 'locale.missing', place: `file, ${locale}`, locale, message: `The file has no text at all in the language ${locale}.` };
	});
	for (const issue of issues) {
		const locale = issue.path.at(-1);
		const value = valueAt(json, issue.path);
		if (isLocale(locale) && (value === undefined || value === null)) {
			if (!absent.includes(locale)) defectsAt(issue.path.slice(0, -1)).missing.push(locale);
		} else if (!isCheckedElsewhere(json, issue.path)) findings.push(shapeFinding(json, issue));
	}
	for (const { path, text } of texts) {
		for (const locale of locales) {
			const value = text[locale];
			if (typeof value === 'string' && value.trim() === '') defectsAt(path).empty.push(locale);
		}
	}
	return [...findings, ...[...defects.values()].flatMap((defect) => textFindings(json, defect))];
}

/** "kk, ru" for a place, "kk, ru and en" for a sentence. */
export function localeWords(list: readonly Locale[]): { readonly place: string; readonly sentence: string } {
	return { place: list.join(', '), sentence: enumerate(list) };
}
