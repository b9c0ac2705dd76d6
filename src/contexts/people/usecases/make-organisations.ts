import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { addMadeOrganisations, findByCodes, type FoundOrganisation, type MadeOrganisation } from '../store/shipped-organisations.ts';

/**
 * Makes organisations without anybody's doing, as owner of the database: for simulations. Those whose code there is already stay as they are. Each
 * lies below one that was there before, or that stands in an earlier list. Returns all of them, and those with the codes of `others`.
 */
export async function makeOrganisations(
	owner: pg.ClientBase,
	lists: readonly (readonly Omit<MadeOrganisation, 'id'>[])[],
	others: readonly string[]
): Promise<FoundOrganisation[]> {
	for (const list of lists) await addMadeOrganisations(owner, list.map((organisation) => ({ ...organisation, id: uuidv7() })));
	return findByCodes(owner, [...others, ...lists.flat().map(({ code }) => code)]);
}
