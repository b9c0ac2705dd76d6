import type { DatabaseTransaction } from '#platform/database.ts';
import type { Organisation } from '../domain/organisation.ts';
import { listWithin } from '../store/organisations.ts';

/**
 * An organisation and all open ones below it, at any depth, as they are in this transaction; those above come before those below. Empty when there
 * is none. Names of organisations are public, so it asks for no right.
 */
export function listSubtree(transaction: DatabaseTransaction, organisationId: string): Promise<Organisation[]> {
	return listWithin(transaction, organisationId);
}
