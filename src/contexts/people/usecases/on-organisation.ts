import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Organisation } from '../domain/organisation.ts';
import type { Action } from '../domain/policy.ts';
import { lockOrganisation, lockTree } from '../store/organisations.ts';
import { requireRightIn } from './rights.ts';

/**
 * Runs `work` on an organisation that nobody else changes meanwhile, in one transaction; `tree`: also the shape of the tree stays.
 * Throws `account.required`, `right.missing`, `organisation.not_found`.
 */
export async function onOrganisation<Result>(
	actor: Actor,
	id: string,
	action: Action,
	work: (transaction: DatabaseTransaction, organisation: Organisation) => Promise<Result>,
	tree?: 'add' | 'move'
): Promise<Result> {
	return inTransaction(actingAs(actor), async (transaction) => {
		if (tree !== undefined) await lockTree(transaction, tree);
		await requireRightIn(transaction, actor, action, { organisationId: id });
		const organisation = await lockOrganisation(transaction, id);
		if (organisation === undefined) throw new DomainError('organisation.not_found');
		return work(transaction, organisation);
	});
}

/** A code belongs to one organisation; the database says so when it is another's. */
export function tellTakenCode(error: unknown, code: string | null): never {
	if ((error as { constraint?: string }).constraint === 'organisation_code_unique')
		throw new DomainError('organisation.code_taken', { code: code ?? '' });
	throw error;
}
