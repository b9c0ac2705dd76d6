import { z } from 'zod';
import { localText } from './local-text.ts';

/** Whom a framework is written for. */
export const audiences = ['teachers', 'learners', 'citizens', 'policy', 'researchers', 'employers', 'it', 'curriculum', 'ngo'] as const;
export type Audience = (typeof audiences)[number];

const entry = z.strictObject({
	/** The id of the framework's own page, where there is one. */
	id: z.string().regex(/^[a-z0-9-]+$/),
	number: z.int().positive(),
	name: localText,
	organisation: localText,
	place: localText,
	year: z.int().nullable(),
	audience: z.array(z.enum(audiences)).min(1),
	gist: localText,
	structure: localText.nullable(),
	url: z.url().nullable(),
	/** Whether the description was compared with a public source. */
	check: z.enum(['verified', 'unverified'])
});
export type LibraryEntry = z.infer<typeof entry>;

/** The catalogue of competence frameworks of the world. */
export const libraryShape = z.strictObject({ id: z.string(), version: z.string().regex(/^\d+(\.\d+)*$/), entries: z.array(entry).min(1) });
export type Library = z.infer<typeof libraryShape>;

export function isAudience(value: unknown): value is Audience {
	return (audiences as readonly unknown[]).includes(value);
}

/** Ids and numbers that occur twice. */
export function findLibraryDefects(library: Library): readonly string[] {
	return (['id', 'number'] as const).flatMap((field) => {
		const values = library.entries.map((libraryEntry) => libraryEntry[field]);
		return values.filter((value, index) => values.indexOf(value) !== index).map((value) => `${field} ${value} occurs twice`);
	});
}

/**
 * Entries that hold every word of the query, in any of the three languages (a reader may know the Russian name and read the Kazakh page), and
 * are written for the audience. Case, accents, ё for е and the order of words don't matter. An empty query and no audience give all entries.
 */
export function searchLibrary(library: Library, query: string, audience: Audience | undefined): readonly LibraryEntry[] {
	const words = foldForSearch(query).split(/\s+/).filter(Boolean);
	return library.entries.filter((libraryEntry) => {
		if (audience !== undefined && !libraryEntry.audience.includes(audience)) return false;
		if (words.length === 0) return true;
		const text = foldForSearch(searchedTexts(libraryEntry).join(' '));
		return words.every((word) => text.includes(word));
	});
}

function searchedTexts({ name, organisation, place, gist, structure, year }: LibraryEntry): string[] {
	return [...[name, organisation, place, gist, structure].flatMap((text) => (text === null ? [] : Object.values(text))), String(year ?? '')];
}

/** Small letters without accents (Québec is found by "quebec"); й stays й, because only marks after Latin letters are dropped. */
function foldForSearch(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFD')
		.replace(/(?<=\p{Script=Latin})\p{Mark}+/gu, '')
		.normalize('NFC')
		.replaceAll('ё', 'е');
}
