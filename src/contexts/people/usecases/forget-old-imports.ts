import { database } from '#platform/database.ts';
import * as store from '../store/imports.ts';

/** Forgets the files of imports that are older than a month, with what was read in them. Returns how many. What they changed stays. */
export async function forgetOldImports(): Promise<number> {
	return store.forgetOldImports(database());
}
