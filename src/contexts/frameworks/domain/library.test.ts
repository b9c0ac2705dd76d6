import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audiences, findLibraryDefects, libraryShape, searchLibrary } from './library.ts';

const library = libraryShape.parse(JSON.parse(readFileSync(new URL('../../../../content/library/frameworks@1.0.0.json', import.meta.url), 'utf8')));
const found = (query: string) => searchLibrary(library, query, undefined).map((entry) => entry.id);

describe('the shipped library', () => {
	it('holds 36 frameworks without defects', () => {
		expect(library.entries).toHaveLength(36);
		expect(findLibraryDefects(library)).toEqual([]);
	});

	it('names an id that occurs twice', () => {
		const [first, second] = library.entries;
		expect(findLibraryDefects({ ...library, entries: [first!, { ...second!, id: first!.id }] })).toEqual([`id ${first!.id} occurs twice`]);
	});
});

describe('searchLibrary', () => {
	it.each([
		['quebec', 'quebec-digital-competency'],
		['QUÉBEC', 'quebec-digital-competency'],
		['юнеско ұсынымдары', 'unesco-ict-cft'],
		['teachers unesco', 'unesco-ict-cft'],
		['Европейская рамка', 'digcompedu'],
		['страны-партнеры', 'etf-ready']
	])('%s finds %s', (query, id) => {
		expect(found(query)).toContain(id);
	});

	it.each(['серкеши', 'европеискои', 'quebec unesco'])('%s finds nothing', (query) => {
		expect(found(query)).toEqual([]);
	});

	it('gives every entry for an empty query, and only entries of the audience', () => {
		expect(found('  ')).toHaveLength(36);
		for (const audience of audiences) {
			const entries = searchLibrary(library, '', audience);
			expect(entries).toEqual(library.entries.filter((entry) => entry.audience.includes(audience)));
		}
	});

	it('finds an entry by any of its own words in any language', () => {
		fc.assert(
			fc.property(fc.constantFrom(...library.entries), fc.constantFrom('kk', 'ru', 'en'), fc.nat(), (entry, locale, position) => {
				const words = entry.name[locale as 'kk'].split(/\s+/);
				expect(found(words[position % words.length]!)).toContain(entry.id);
			})
		);
	});
});
