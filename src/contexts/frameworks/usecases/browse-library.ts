import { searchLibrary, type Audience, type LibraryEntry } from '../domain/library.ts';
import { findDocument, findFrameworkIds } from '../store/documents.ts';

/** What a reader of the library sees. */
export interface LibraryView {
	readonly entries: readonly LibraryEntry[];
	/** All entries of the library, found or not. */
	readonly total: number;
	/** Ids of the entries that have a page of their own, because the framework itself is stored. */
	readonly withOwnPage: readonly string[];
}

/** Entries with every word of `query` (any language, empty for all) that are written for `audience` (undefined for all). The library is public. */
export async function browseLibrary(query: string, audience: Audience | undefined): Promise<LibraryView> {
	const [library, withOwnPage] = await Promise.all([findDocument('library', 'frameworks'), findFrameworkIds()]);
	if (library === undefined) return { entries: [], total: 0, withOwnPage };
	return { entries: searchLibrary(library, query, audience), total: library.entries.length, withOwnPage };
}
